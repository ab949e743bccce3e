"""What the machine itself says about time, beside the clock that a person can set."""

from __future__ import annotations

import hashlib
import time
from functools import cache
from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def boot_reading(device: str) -> tuple[str, int]:
    """Which start of the machine this is, and milliseconds since then.

    The first is empty where the system does not tell starts apart; it is hashed with the device
    so that it names no machine. Sleep counts on Linux; elsewhere the system's monotonic clock is
    taken as it is.
    """
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    elapsed = time.clock_gettime(clock) if clock is not None else time.monotonic()
    return _this_start(device), int(elapsed * 1000)


@cache
def _this_start(device: str) -> str:
    try:
        start = _BOOT_ID.read_text("ascii")
    except OSError:
        return ""
    return hashlib.sha256(f"{device} {start}".encode()).hexdigest()[:16]
