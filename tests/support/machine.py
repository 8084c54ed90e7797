"""What this machine has, and so which tests can run on it."""

import shutil

import pytest

CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)


def skip_what_cannot_run(items: list[pytest.Item]) -> None:
    """Skip browser tests where there is no Chromium, saying so."""
    if CHROMIUM:
        return
    reason = "Chromium was not found (Debian: apt install chromium)"
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=reason))
