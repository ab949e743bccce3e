"""Keys as people see and type them: names, full-width twins, keys that seldom arrive."""

from __future__ import annotations

from fieldvisit.domain.text import N_

FULL_WIDTH = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)} | {
    "　": " ",
    "、": "/",
    "。": ".",
    "【": "[",
    "】": "]",
    "「": "[",
    "」": "]",
    "·": "`",
    "￥": "$",
    "《": "<",
    "》": ">",
}
"""What a Chinese input method sends for a key, and the key that was meant."""

_NAMED = {
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "full_stop": ".",
    "comma": ",",
    "minus": "-",
    "plus": "+",
    "space": " ",
}
_SHOWN = {
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "up": N_("Up"),
    "down": N_("Down"),
    "left": N_("Left"),
    "right": N_("Right"),
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "backspace": "Backspace",
}
_TAKEN_BY_OTHERS = {
    "ctrl+b": N_("tmux takes this key"),
    "ctrl+a": N_("screen takes this key, and fields use it as Home"),
    "ctrl+s": N_("some terminals stop their output at this key"),
    "ctrl+z": N_("shells use this key to suspend"),
    "ctrl+h": N_("terminals send it as Backspace"),
    "ctrl+i": N_("terminals send it as Tab"),
    "ctrl+j": N_("terminals send it as Enter"),
    "ctrl+m": N_("terminals send it as Enter"),
    "ctrl+space": N_("input methods and macOS take this key"),
    "f5": N_("browsers take this key"),
    "f6": N_("browsers take this key"),
    "f10": N_("terminal menus take this key"),
    "f11": N_("terminals use this key for full screen"),
    "f12": N_("browsers take this key"),
}


def split_keys(keys: str) -> tuple[str, ...]:
    """The keys of a list such as "f1,?"."""
    return tuple(key.strip() for key in keys.split(",") if key.strip())


def writes_text(key: str) -> bool:
    """Whether a text field takes this key as something typed."""
    return len(key) == 1 or key in _NAMED


def shown_key(key: str) -> str:
    """The key as a msgid or plain text for footer, menus and help: Ctrl+P, F1, Esc, ?."""
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    if len(name) > 1:
        name = _SHOWN.get(name) or _NAMED.get(name) or name.upper()
    elif modifiers:
        name = name.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])


def why_unreliable(key: str) -> str | None:
    """Why this key may never reach the program, as a msgid; None when it always does."""
    if "alt+" in key:
        return N_("macOS and several terminals use Alt for other things")
    if key in ("ctrl+enter", "ctrl+tab") or key.startswith(("ctrl+shift+", "super+")):
        return N_("terminals do not send this key")
    return _TAKEN_BY_OTHERS.get(key)
