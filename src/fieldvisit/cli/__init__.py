"""The commands, each a headless twin of a screen."""
