"""Files in and out; heavy libraries are imported when a file needs them."""
