"""The local SQLite file: the only place that imports SQLModel."""
