"""The files that come with reforms: the usual assumptions (law/reforms), and examples to begin from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml
from django.conf import settings
from pydantic import ValidationError

from tantam.base.errors import Refusal
from tantam.core.reforms.assumptions import Assumptions

_EXAMPLES: Final = Path(__file__).resolve().parent.parent / "reform_templates"
_TAKE_UP: Final = "take_up_"


class UnreadableAssumptions(Refusal):
    """The file of assumptions cannot be read."""


def load_assumptions() -> Assumptions:
    """Return the usual assumptions of the installation.

    :raises UnreadableAssumptions: if the file is missing or says something else.
    """
    path = Path(settings.TANTAM_LAW_DIR) / "reforms" / "assumptions.yaml"
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        values = {name.removeprefix(_TAKE_UP): row["value"] for name, row in rows.items()}
        return Assumptions.model_validate(values)
    except (OSError, yaml.YAMLError, ValidationError, TypeError, KeyError, AttributeError):
        raise UnreadableAssumptions(
            "Không đọc được các giả định trong law/reforms/assumptions.yaml. Hãy lấy lại tệp gốc."
        ) from None


@dataclass(frozen=True, slots=True)
class Example:
    """A reform to begin from: its key, its name and its text."""

    key: str
    name: str
    text: str


def list_examples() -> list[Example]:
    """Return the examples, in the order of their files."""
    found = []
    for path in sorted(_EXAMPLES.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        found.append(Example(path.stem.partition("-")[2], yaml.safe_load(text)["name"], text))
    return found
