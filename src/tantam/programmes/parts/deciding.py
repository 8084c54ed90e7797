"""Keeping answers of the law that were relied on, many at once, so that each can be made again."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from tantam.base.asked import Asked
from tantam.base.sealing import seal
from tantam.core.eligibility.answers import Answer, Borrower
from tantam.programmes.decision_inputs import PURPOSE, DecisionInputs, write_inputs
from tantam.programmes.law_files import law_digest, load_law
from tantam.programmes.models import EligibilityDecision

_SALT_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Relied:
    """An answer that is relied on, and what it was made from; `declared` are the officer's own facts.

    It is about a household or, where that is None, about an establishment.
    """

    household_id: int | None
    as_of: date
    borrower: Borrower
    answer: Answer
    declared: tuple[str, ...] = ()
    establishment_id: int | None = None


def keep_answers(relied: Iterable[Relied], *, asked: Asked) -> list[EligibilityDecision]:
    """Write answers down in their order, and return the rows; one query however many they are."""
    digest = law_digest(load_law())
    return EligibilityDecision.objects.bulk_create(_row(one, digest, asked) for one in relied)


def _row(one: Relied, digest: str, asked: Asked) -> EligibilityDecision:
    inputs = write_inputs(DecisionInputs(one.borrower, one.declared), salt=os.urandom(_SALT_BYTES).hex())
    return EligibilityDecision(
        household_id=one.household_id,
        establishment_id=one.establishment_id,
        programme=one.answer.programme,
        as_of=one.as_of,
        known_at=asked.at,
        law_digest=digest,
        inputs_sealed=seal(inputs, purpose=PURPOSE),
        inputs_digest=hashlib.sha256(inputs.encode()).hexdigest(),
        outcome=one.answer.truth.name,
        reasons=[{"key": reason.requirement.key, "truth": reason.truth.name} for reason in one.answer.reasons],
        cap_left_vnd=one.answer.cap_left_vnd,
        decided_at=asked.at,
    )
