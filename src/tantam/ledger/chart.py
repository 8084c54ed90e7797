"""Reads the chart of accounts from law/ledger/accounts.yaml, and refuses whatever it does not understand.

`sources` are the sources of capital, `accounts` the accounts by the code that the program knows them by. What was
read is kept until the file changes.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language
from pydantic import ValidationError

from tantam.base.strict_files import LawFault, UnreadableLaw, faults_of, not_days, read_strictly
from tantam.core.law.chart import Chart, Named

_SHOWN = "ledger/accounts.yaml"


def load_chart(folder: Path | None = None) -> Chart:
    """Return the chart of the folder (the setting TANTAM_LAW_DIR if none is given).

    :raises UnreadableLaw: with everything that cannot be read.
    """
    path = f"{settings.TANTAM_LAW_DIR if folder is None else folder}/{_SHOWN}"
    try:
        found = os.stat(path)  # noqa: PTH116 - every posting asks, and a Path takes longer to make than to look up
    except OSError:
        raise UnreadableLaw((LawFault(_SHOWN, "", "không có tệp này"),)) from None
    return _load(path, found.st_mtime_ns, found.st_size)


def list_programme_codes() -> frozenset[str]:
    """Return the codes of loan programmes: the names of the files in law/programmes."""
    return frozenset(path.stem for path in (Path(settings.TANTAM_LAW_DIR) / "programmes").glob("*.yaml"))


def name_of(named: Named) -> str:
    """Return a name in the language in use."""
    return named.name.en if (get_language() or "vi").startswith("en") else named.name.vi


@lru_cache(maxsize=8)
def _load(path: str, _changed_ns: int, _size: int) -> Chart:
    content = read_strictly(Path(path), shown=_SHOWN)
    faults = tuple(not_days(content, shown=_SHOWN))
    if faults:
        raise UnreadableLaw(faults)
    try:
        return Chart.model_validate(content)
    except ValidationError as problem:
        raise UnreadableLaw(faults_of(problem, shown=_SHOWN)) from None
