"""Reads law/lending/*.yaml, as strictly as the law of the programmes is read."""

from functools import lru_cache
from pathlib import Path
from typing import Final, TypeVar

from django.conf import settings
from pydantic import BaseModel, ValidationError

from tantam.base.strict_files import LawFault, UnreadableLaw, faults_of, not_days, read_strictly
from tantam.core.law.lending_steps import LendingSteps
from tantam.core.law.savings import SavingsLaw

_STEPS: Final = "steps.yaml"
_SAVINGS: Final = "savings.yaml"
Model = TypeVar("Model", bound=BaseModel)


def load_steps(folder: Path | None = None) -> LendingSteps:
    """Return the way of a loan by the law in a folder (the setting TANTAM_LAW_DIR if none is given).

    :raises UnreadableLaw: with everything that cannot be read.
    """
    return _read(folder, _STEPS, LendingSteps)


def load_savings_law(folder: Path | None = None) -> SavingsLaw:
    """Return what savings bear by the law in a folder (the setting TANTAM_LAW_DIR if none is given).

    :raises UnreadableLaw: with everything that cannot be read.
    """
    return _read(folder, _SAVINGS, SavingsLaw)


def _read(folder: Path | None, name: str, model: type[Model]) -> Model:
    path = Path(settings.TANTAM_LAW_DIR if folder is None else folder) / "lending" / name
    try:
        found = path.stat()
    except OSError:
        raise UnreadableLaw((LawFault(f"lending/{name}", "", "không có tệp này"),)) from None
    read = _load(path, model, found.st_mtime_ns, found.st_size)
    assert isinstance(read, model)
    return read


@lru_cache(maxsize=8)
def _load(path: Path, model: type[BaseModel], _changed_ns: int, _size: int) -> BaseModel:
    shown = f"lending/{path.name}"
    content = read_strictly(path, shown=shown)
    if faults := tuple(not_days(content, shown=shown)):
        raise UnreadableLaw(faults)
    try:
        return model.model_validate(content)
    except ValidationError as problem:
        raise UnreadableLaw(faults_of(problem, shown=shown)) from None
