"""The work itself: rules of money, time and records, free of files and screens."""
