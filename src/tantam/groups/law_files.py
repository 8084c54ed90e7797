"""Reads law/groups/*.yaml, as strictly as the law of the programmes is read."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from pydantic import BaseModel, ValidationError

from tantam.base.strict_files import LawFault, UnreadableLaw, faults_of, not_days, read_strictly
from tantam.core.groups import Limits, limits_on
from tantam.core.law.groups import EntrustmentTerms, GroupLaw, GroupRules

_FILES: Final[Mapping[str, tuple[str, type[BaseModel]]]] = {
    "rules": ("groups/group.yaml", GroupRules),
    "entrustment": ("groups/entrustment.yaml", EntrustmentTerms),
}


def load_group_law(folder: Path | None = None) -> GroupLaw:
    """Return the law of groups in a folder (the setting TANTAM_LAW_DIR if none is given).

    :raises UnreadableLaw: with everything that cannot be read.
    """
    chosen = Path(settings.TANTAM_LAW_DIR if folder is None else folder).resolve()
    return _load(chosen, tuple(_moment(chosen / name) for name, _model in _FILES.values()))


def get_limits(day: date) -> Limits:
    """Return what the law says on a day of a group's size and board."""
    return limits_on(load_group_law().rules, day)


def _moment(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=8)
def _load(folder: Path, _moments: tuple[tuple[int, int], ...]) -> GroupLaw:
    faults: list[LawFault] = []
    read: dict[str, Any] = {}
    for key, (name, model) in _FILES.items():
        try:
            content = read_strictly(folder / name, shown=name)
            faults += not_days(content, shown=name)
            read[key] = model.model_validate(content)
        except UnreadableLaw as problem:
            faults += problem.faults
        except ValidationError as problem:
            faults += faults_of(problem, shown=name)
    if faults:
        raise UnreadableLaw(tuple(faults))
    return GroupLaw.model_validate(read)
