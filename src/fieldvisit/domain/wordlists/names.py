"""The closed lists of the words check; light enough for whatever only names them."""

from __future__ import annotations

LISTS = (
    "threat",
    "arrest",
    "impersonation",
    "false_legal",
    "insult",
    "publish",
    "third_party_pressure",
    "soft_violence",
    "entry",
    "new_borrowing",
    "private_money",
    "disguise",
    "credit_threat",
    "discrimination",
    "sensitive_data",
    "judgement",
    "stop_cue",
    "vulnerable_cue",
    "minor_cue",
)
"""The lists of the handbook, in its order. A file for each stands in `content/words`."""

LEVELS = ("block", "ack", "warn", "info")
"""What a hit asks for, strictest first: stop, answer, look, nothing."""
KINDS = ("script", "note")
"""What a text can be: to be said or sent, or written down afterwards."""
SPEAKERS = ("collector", "borrower", "other")
"""Whose words a note can hold."""
UNKNOWN = "unknown"
"""The speaker of a note's words when the note does not say."""
CARDS = ("crisis",)
"""The cards that a cue can open."""
