"""Decisions that were kept, and making them again from their inputs."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.base.errors import OutOfScope
from tantam.base.sealing import UnreadableSeal, unseal
from tantam.core.eligibility.answers import Answer
from tantam.core.eligibility.scalar import answer
from tantam.core.law.facts import FACTS
from tantam.people.models import Household
from tantam.people.parts.scope import narrow_households
from tantam.programmes.decision_inputs import PURPOSE, DecisionInputs, read_inputs
from tantam.programmes.law_files import law_digest, load_law
from tantam.programmes.models import EligibilityDecision
from tantam.programmes.queries.asking import KnownFact, debts_in_words, facts_in_words, protected_programmes
from tantam.programmes.wording.numbers import in_language, vnd_words

SAME, LAW_CHANGED, DIFFERS, BROKEN = "SAME", "LAW_CHANGED", "DIFFERS", "BROKEN"


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A kept decision, without what it rests on."""

    id: int
    household_id: int
    household_code: str
    programme: str
    programme_name: str
    as_of: date
    known_at: datetime
    outcome: str
    cap_left: str
    is_protected: bool  # it says something about protected facts
    law_digest: str
    inputs_digest: str


@dataclass(frozen=True, slots=True)
class DecisionBasis:
    """What a decision rests on, in words; debts are (programme, amount), None where they were not known."""

    facts: tuple[KnownFact, ...]
    debts: list[tuple[str, str]] | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that comes out otherwise: what, what was kept, what it is now."""

    what: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Replay:
    """A decision made again: SAME | LAW_CHANGED | DIFFERS | BROKEN.

    BROKEN: its inputs are no longer those that were decided on. LAW_CHANGED: the law that is loaded is another
    one than that it was decided by; the differences, if there are any, may come from that. DIFFERS: by the same
    law and the same inputs something else comes out.
    """

    verdict: str
    law_digest_now: str
    differences: tuple[Difference, ...]


def list_decisions(*, scope: Scope, household_id: int) -> list[DecisionLine]:
    """Return the decisions about a household, newest first.

    :raises OutOfScope: if there is no such household in the scope.
    """
    if not narrow_households(Household.objects.filter(id=household_id), scope).exists():
        raise OutOfScope(_("Không tìm thấy hộ này trong địa bàn của bạn."))
    rows = EligibilityDecision.objects.filter(household_id=household_id).select_related("household")
    return [_line(row) for row in rows.order_by("-decided_at", "-id")]


def programme_words(code: str) -> str:
    """Return the name of a programme; its code if the law knows it no longer."""
    programme = load_law().programmes.get(code)
    return in_language(programme.name) if programme else code


def get_decision(*, scope: Scope, decision_id: int) -> DecisionLine:
    """Return a decision.

    :raises OutOfScope: if there is none of that number about a household in the scope.
    """
    return _line(_get(scope, decision_id))


def list_inputs(*, scope: Scope, decision_id: int, with_protected: bool) -> DecisionBasis:
    """Return what a decision rests on; protected facts only where asked for.

    :raises OutOfScope: as `get_decision`.
    :raises UnreadableSeal: if the inputs were changed.
    """
    inputs = _inputs(_get(scope, decision_id))
    shown = {
        name: value
        for name, value in inputs.borrower.facts.items()
        if name in FACTS and (with_protected or not FACTS[name].sensitive)
    }
    return DecisionBasis(
        facts=tuple(facts_in_words(shown, declared=inputs.declared)),
        debts=debts_in_words(inputs.borrower.debts),
    )


def replay_decision(*, scope: Scope, decision_id: int) -> Replay:
    """Make a decision again from its sealed inputs, by the law that is loaded, and compare.

    :raises OutOfScope: as `get_decision`.
    """
    row = _get(scope, decision_id)
    law = load_law()
    digest_now = law_digest(law)
    try:
        inputs = _inputs(row)
    except UnreadableSeal:
        return Replay(verdict=BROKEN, law_digest_now=digest_now, differences=())
    if row.programme not in law.programmes:
        gone = Difference(what=_("Chương trình"), then=row.programme, now=_("không còn trong luật đang dùng"))
        return Replay(verdict=LAW_CHANGED, law_digest_now=digest_now, differences=(gone,))
    found = answer(law, programme=row.programme, borrower=inputs.borrower, on=row.as_of)
    differences = tuple(_differences(row, found))
    verdict = LAW_CHANGED if digest_now != row.law_digest else DIFFERS if differences else SAME
    return Replay(verdict=verdict, law_digest_now=digest_now, differences=differences)


def _get(scope: Scope, decision_id: int) -> EligibilityDecision:
    households = narrow_households(Household.objects.all(), scope)
    rows = EligibilityDecision.objects.select_related("household").filter(id=decision_id, household__in=households)
    row = rows.first()
    if row is None:
        raise OutOfScope(_("Không tìm thấy quyết định này trong địa bàn của bạn."))
    return row


def _inputs(row: EligibilityDecision) -> DecisionInputs:
    """Return a decision's inputs, checked against their digest.

    :raises UnreadableSeal: if they are not those that were decided on.
    """
    text = unseal(row.inputs_sealed, purpose=PURPOSE)
    if hashlib.sha256(text.encode()).hexdigest() != row.inputs_digest:
        raise UnreadableSeal("the inputs do not have their digest")
    return read_inputs(text)


def _line(row: EligibilityDecision) -> DecisionLine:
    assert row.household is not None  # the two that ask for lines look within households
    return DecisionLine(
        id=row.pk,
        household_id=row.household.pk,
        household_code=row.household.code,
        programme=row.programme,
        programme_name=programme_words(row.programme),
        as_of=row.as_of,
        known_at=row.known_at,
        outcome=row.outcome,
        cap_left=_amount(row.cap_left_vnd),
        is_protected=row.programme in protected_programmes(),
        law_digest=row.law_digest,
        inputs_digest=row.inputs_digest,
    )


def _differences(row: EligibilityDecision, found: Answer) -> list[Difference]:
    """Return what comes out otherwise than it was kept."""
    differences = []
    if found.truth.name != row.outcome:
        differences.append(Difference(_("Kết quả"), _outcome(row.outcome), _outcome(found.truth.name)))
    if found.cap_left_vnd != row.cap_left_vnd:
        differences.append(Difference(_("Còn được vay"), _amount(row.cap_left_vnd), _amount(found.cap_left_vnd)))
    then = {reason["key"]: reason["truth"] for reason in row.reasons}
    now = {reason.requirement.key: reason.truth.name for reason in found.reasons}
    words = {reason.requirement.key: in_language(reason.requirement.words) for reason in found.reasons}
    differences += [
        Difference(words.get(key, key), _rule(then.get(key)), _rule(now.get(key)))
        for key in dict.fromkeys([*then, *now])
        if then.get(key) != now.get(key)
    ]
    return differences


def _amount(amount_vnd: int | None) -> str:
    return _("chưa tính được") if amount_vnd is None else vnd_words(amount_vnd)


def _outcome(truth: str) -> str:
    return {"YES": _("Được vay"), "NO": _("Không được vay"), "UNKNOWN": _("Chưa rõ")}[truth]


def _rule(truth: str | None) -> str:
    if truth is None:
        return _("không có điều kiện này")
    return {"YES": _("Đạt"), "NO": _("Không đạt"), "UNKNOWN": _("Chưa rõ")}[truth]
