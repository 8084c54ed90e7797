"""The sign-ins of the demo province, for the sign-in page."""

from pathlib import Path
from typing import Any

import yaml


def read_demo_sign_ins(folder: Path) -> list[tuple[str, str, str]]:
    """Return username, role and unit of everybody whom a visitor may be; nobody without the folder's list."""
    path = folder / "people.yaml"
    if not path.is_file():
        return []
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["sign_ins"]
    return [(row["username"], *row["shown"]) for row in rows]
