"""Menu, palette, help and questions."""

from __future__ import annotations
