"""Scripts for calm talk: load, check, run."""
