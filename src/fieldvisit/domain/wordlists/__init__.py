"""The words check: lists of phrases as data, and what of them stands in a text.

It lies in the domain because rules (kind `words`) and dialogue (the script checker) both need it
and do not know each other.
"""
