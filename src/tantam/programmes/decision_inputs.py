"""What a decision about who may borrow is made from, as it is sealed and read back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tantam.core.canonical import canonical_json
from tantam.core.eligibility.answers import Borrower, FactValue
from tantam.core.law.facts import FACTS, FactKind

PURPOSE: Final = "decision.inputs"


@dataclass(frozen=True, slots=True)
class DecisionInputs:
    """The facts and debts that a decision rests on; `declared` were said by the officer, not by the register."""

    borrower: Borrower
    declared: tuple[str, ...]


def write_inputs(inputs: DecisionInputs, *, salt: str) -> str:
    """Return inputs as canonical JSON; the salt keeps their digest from being guessed."""
    content = {
        "salt": salt,
        "facts": dict(inputs.borrower.facts),
        "debts": None if inputs.borrower.debts is None else dict(inputs.borrower.debts),
        "declared": sorted(inputs.declared),
    }
    return canonical_json(content).decode()


def read_inputs(text: str) -> DecisionInputs:
    """Return the inputs that `write_inputs` wrote."""
    content: Mapping[str, Any] = json.loads(text)
    facts = {name: read_fact(name, value) for name, value in content["facts"].items()}
    return DecisionInputs(
        borrower=Borrower(facts=facts, debts=content["debts"]),
        declared=tuple(content["declared"]),
    )


def read_fact(name: str, value: Any) -> FactValue:
    """Return a fact as it stands in JSON, where a day is a text."""
    if isinstance(value, str) and name in FACTS and FACTS[name].kind is FactKind.DAY:
        return date.fromisoformat(value)
    assert value is None or isinstance(value, bool | int | str)
    return value
