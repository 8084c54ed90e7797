"""Files kept by their digest, under one folder outside the database."""

import hashlib
import os
from datetime import datetime
from pathlib import Path

from django.conf import settings

from tantam.base.models import StoredFile


def keep_file(content: bytes, *, media_type: str, at: datetime) -> StoredFile:
    """Keep a file and return its row; the same bytes are kept once.

    The bytes are on disk before the row is: a cut between the two leaves a file without a row, never the
    other way round.
    """
    assert content
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}.partial")
        with partial.open("wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        partial.replace(path)
    row, _ = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size_bytes": len(content), "media_type": media_type, "kept_at": at}
    )
    return row


def read_file(sha256: str) -> bytes:
    """Return a kept file's bytes.

    :raises FileNotFoundError: if the file is not there.
    :raises ValueError: if its bytes no longer have its digest.
    """
    content = path_of(sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(f"the kept file {sha256} was changed")
    return content


def path_of(sha256: str) -> Path:
    """Return where a kept file lies."""
    return Path(settings.TANTAM_FILES_DIR) / sha256[:2] / sha256
