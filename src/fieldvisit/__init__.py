"""A field collector's working day: visits, calm talk, agreements, and a log that can be proved."""

__version__ = "0.1.0"
