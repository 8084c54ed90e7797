"""A backup: the database at one moment, then the files it names, then the manifest."""

import json
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version
from typing import Any, Final

from django.conf import settings

from tantam.base.queries import list_kept_digests
from tantam.base.signing import TRUSTED_FILE
from tantam.operations.archive import FORMAT, KEYS_MEMBER, MANIFEST, TRUSTED_MEMBER, new_archive
from tantam.operations.sealed_keys import seal_folder
from tantam.operations.snapshots import MEMBERS, Snapshot, take_snapshot

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Written:
    """What a backup holds; `damaged` and `missing` are digests of files that were not right before it."""

    members: int
    size_bytes: int
    audit_entries: int
    damaged: tuple[str, ...]
    missing: tuple[str, ...]


def write_backup(
    path: Path, *, now: datetime, passphrase: bytes | None = None, progress: Callable[[int], None] | None = None
) -> Written:
    """Write a backup; with a passphrase the keys go in, locked.

    The database is taken before the files: a file is on disk before its row is, so none that a row names can
    be missing. Files that are damaged are kept as they are and named.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".tantam-backup-") as folder:
        dump = Path(folder) / "database"
        snapshot = take_snapshot(dump)
        named = set(list_kept_digests())
        with new_archive(path) as archive:
            archive.add(MEMBERS[snapshot.kind], dump)
            damaged = []
            for place, file in enumerate(_kept_files(), start=1):
                if archive.add(f"files/{file.parent.name}/{file.name}", file) != file.name:
                    damaged.append(file.name)
                named.discard(file.name)
                if progress:
                    progress(place)
            _add_keys(archive, passphrase)
            missing = sorted(named)
            manifest = _manifest(snapshot, now=now, members=archive.members, damaged=damaged, missing=missing)
            archive.add_bytes(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
            count = len(archive.members)
    return Written(count, path.stat().st_size, snapshot.audit_entries, tuple(damaged), tuple(missing))


def count_members() -> int:
    """Return how many files a backup will hold."""
    return 1 + sum(1 for _file in _kept_files())


def program_version() -> str:
    """Return the version of the program."""
    try:
        return version("tantam")
    except PackageNotFoundError:
        return "0"


def _kept_files() -> Iterator[Path]:
    folder = Path(settings.TANTAM_FILES_DIR)
    for path in sorted(folder.glob("??/*")) if folder.is_dir() else ():
        if _DIGEST.fullmatch(path.name) and path.parent.name == path.name[:2]:
            yield path


def _add_keys(archive: Any, passphrase: bytes | None) -> None:
    """Add the public keys, which prove old checkpoints, and the locked keys."""
    folder = Path(settings.TANTAM_KEYS_DIR)
    if (folder / TRUSTED_FILE).is_file():
        archive.add(TRUSTED_MEMBER, folder / TRUSTED_FILE)
    if passphrase is not None:
        archive.add_bytes(KEYS_MEMBER, seal_folder(folder, passphrase))


def _manifest(
    snapshot: Snapshot, *, now: datetime, members: dict[str, Any], damaged: list[str], missing: list[str]
) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "program": program_version(),
        "python": python_version(),
        "database": snapshot.kind,
        "migrations": snapshot.migrations,
        "rows": snapshot.rows,
        "audit": {"entries": snapshot.audit_entries, "root": snapshot.audit_root},
        "damaged": damaged,
        "missing": missing,
        "members": dict(members),
    }
