"""Secrets of an installation: made on first use, kept outside the database and the repository."""

import os
import secrets
from pathlib import Path


def secret_text(folder: Path, name: str) -> str:
    """Return the secret of that name; make it, readable by the owner only, when there is none."""
    path = folder / name
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another worker was first
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as target:
        target.write(secrets.token_urlsafe(64))
    return path.read_text(encoding="ascii").strip()
