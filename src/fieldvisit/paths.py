"""Where files live: three folders, or one when a home is named."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from fieldvisit.domain.frozen import frozen

HOME_VARIABLE = "FIELDVISIT_HOME"


@frozen
class Places:
    """`config` holds settings, `data` the store and its copy, `state` reports and the lock."""

    config: Path
    data: Path
    state: Path

    @property
    def settings(self) -> Path:
        """The settings file; it may not exist."""
        return self.config / "settings.toml"

    @property
    def crash_reports(self) -> Path:
        """Reports without personal data, one file for each crash."""
        return self.state / "crashes"

    @property
    def lock(self) -> Path:
        """Held by the one process that has the store open."""
        return self.state / "fieldvisit.lock"

    def make(self) -> None:
        """Make the folders, readable by nobody else where the system knows such rights."""
        for folder in (self.config, self.data, self.state):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def places(home: str | None = None, environment: Mapping[str, str] = os.environ) -> Places:
    """The folders in use: under `home` or FIELDVISIT_HOME when named, else the system's own."""
    named = home or environment.get(HOME_VARIABLE)
    if named:
        root = Path(os.path.expanduser(named)).resolve()
        return Places(root / "config", root / "data", root / "state")
    import platformdirs

    dirs = platformdirs.PlatformDirs("fieldvisit", appauthor=False)
    return Places(dirs.user_config_path, dirs.user_data_path, dirs.user_state_path)
