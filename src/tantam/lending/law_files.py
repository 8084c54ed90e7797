"""Reads law/lending/steps.yaml, as strictly as the law of the programmes is read."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from pydantic import ValidationError

from tantam.base.strict_files import LawFault, UnreadableLaw, faults_of, not_days, read_strictly
from tantam.core.law.lending_steps import LendingSteps

_SHOWN: Final = "lending/steps.yaml"


def load_steps(folder: Path | None = None) -> LendingSteps:
    """Return the way of a loan by the law in a folder (the setting TANTAM_LAW_DIR if none is given).

    :raises UnreadableLaw: with everything that cannot be read.
    """
    path = Path(settings.TANTAM_LAW_DIR if folder is None else folder) / "lending" / "steps.yaml"
    try:
        found = path.stat()
    except OSError:
        raise UnreadableLaw((LawFault(_SHOWN, "", "không có tệp này"),)) from None
    return _load(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=8)
def _load(path: Path, _changed_ns: int, _size: int) -> LendingSteps:
    content = read_strictly(path, shown=_SHOWN)
    if faults := tuple(not_days(content, shown=_SHOWN)):
        raise UnreadableLaw(faults)
    try:
        return LendingSteps.model_validate(content)
    except ValidationError as problem:
        raise UnreadableLaw(faults_of(problem, shown=_SHOWN)) from None
