"""The program's own colours; Textual's other themes can be chosen as well."""

from __future__ import annotations

from textual.theme import Theme

DEFAULT_THEME = "fieldvisit"

THEMES = {
    theme.name: theme
    for theme in (
        Theme(
            name=DEFAULT_THEME,
            primary="#5fa8d3",
            secondary="#62b6a0",
            accent="#e0b35a",
            warning="#e0b35a",
            error="#e07a6a",
            success="#7dbf8b",
            foreground="#e6e9ec",
            background="#14191e",
            surface="#1b2229",
            panel="#242d36",
        ),
        Theme(
            name="fieldvisit-light",
            primary="#0b5c8a",
            secondary="#1f6f5c",
            accent="#8a5a00",
            warning="#8a5a00",
            error="#a8261a",
            success="#1e6b34",
            foreground="#14191e",
            background="#f6f7f8",
            surface="#ffffff",
            panel="#e4e8ec",
            dark=False,
        ),
        Theme(
            name="fieldvisit-contrast",
            primary="#66d9ff",
            secondary="#66ffcc",
            accent="#ffff00",
            warning="#ffff00",
            error="#ff8080",
            success="#80ff80",
            foreground="#ffffff",
            background="#000000",
            surface="#000000",
            panel="#1a1a1a",
            text_alpha=1.0,
        ),
        Theme(
            name="fieldvisit-contrast-light",
            primary="#00308f",
            secondary="#00593c",
            accent="#5c3a00",
            warning="#5c3a00",
            error="#8b0000",
            success="#004d1a",
            foreground="#000000",
            background="#ffffff",
            surface="#ffffff",
            panel="#ececec",
            dark=False,
            text_alpha=1.0,
        ),
    )
}
