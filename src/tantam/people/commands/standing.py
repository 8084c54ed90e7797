"""Statuses by their deciding papers, and facts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope
from tantam.core.law.facts import FACTS
from tantam.core.text import nfc
from tantam.people.models import Household, Member, Person, Status
from tantam.people.parts import recording
from tantam.people.parts.kinds import FROM_LISTS, OF_PERSONS
from tantam.people.parts.recording import Paper, UnableToRecord, write_decision
from tantam.people.parts.scope import get_household_in, get_person_in
from tantam.people.parts.sealed import status_kind
from tantam.people.parts.standing import value_fits


def _subject_of_household(_result: Any, arguments: dict[str, Any]) -> str:
    return f"household:{arguments['household_id']}"


def _subject_of_status(_result: Any, arguments: dict[str, Any]) -> str:
    return f"status:{arguments['status_id']}"


@dataclass(frozen=True, slots=True)
class NewStatus:
    """A status, its days (half-open) and the paper that decides it; of a person where one is named."""

    kind: str
    starts_on: date
    paper: Paper
    ends_before: date | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact of the catalogue, its days (half-open) and its ground."""

    name: str
    value: Any
    starts_on: date
    source: str
    ends_before: date | None = None


@command("people.record_status", subject=_subject_of_household, sealed=("status",))
def record_status(*, asked: Asked, household_id: int, status: NewStatus) -> int:
    """Write down a status of a household or one of its members by the paper that decides it; return its number.

    :raises OutOfScope: if the household or the person is not the actor's to see.
    :raises UnableToRecord: if the status comes only from approved lists, overlaps one that is known, or
        lacks its paper.
    """
    # The status is sealed as a whole: the digest of a kind alone could be guessed.
    household = get_household_in(asked.actor.scope, household_id)
    if status.kind not in Status.Kind.values or status.kind == Status.Kind.SEALED:
        raise UnableToRecord(_("Cần chọn diện."))
    _refuse_lists(status.kind)
    _check_paper(status.paper, asked)
    row = recording.write_status(
        subject=_subject(household, status.kind, status.person_id, asked),
        kind=status.kind,
        starts_on=status.starts_on,
        ends_before=status.ends_before,
        decision=write_decision(commune_id=household.commune_id, paper=status.paper),
        at=asked.at,
    )
    return row.pk


@command("people.end_status", subject=_subject_of_status, sealed=("paper",))
def end_status(*, asked: Asked, status_id: int, ends_before: date, paper: Paper) -> int:
    """Write down that a status ends, by the paper that says so; return the row that replaces it.

    :raises OutOfScope: if the status is not the actor's to see.
    :raises UnableToRecord: as `record_status`, or if the row was replaced before.
    """
    row, commune_id = _status_in(asked, status_id)
    _refuse_lists(status_kind(row))
    _check_paper(paper, asked)
    decision = write_decision(commune_id=commune_id, paper=paper)
    return recording.end_status(row, ends_before=ends_before, decision=decision, at=asked.at).pk


@command("people.withdraw_status", subject=_subject_of_status)
def withdraw_status(*, asked: Asked, status_id: int, reason: str) -> int:
    """Write down that a status was recorded by mistake and never held; return the row that says so.

    :raises OutOfScope: if the status is not the actor's to see.
    :raises UnableToRecord: without a reason, or if the row was replaced before.
    """
    row, _commune_id = _status_in(asked, status_id)
    _refuse_lists(status_kind(row))
    if not reason.strip():
        raise UnableToRecord(_("Cần nêu lý do hủy dòng đã ghi."))
    return recording.withdraw_status(row, at=asked.at).pk


@command("people.record_fact", subject=_subject_of_household, sealed=("fact",))
def record_fact(*, asked: Asked, household_id: int, fact: NewFact) -> int:
    """Write down a fact of the catalogue about a household, from a day on; return its number.

    :raises OutOfScope: if the household is not the actor's to see.
    :raises UnableToRecord: if there is no such fact, its value does not fit, or its ground is not named.
    """
    household = get_household_in(asked.actor.scope, household_id)
    if fact.name not in FACTS or not value_fits(fact.name, fact.value):
        raise UnableToRecord(_("Giá trị không hợp với thông tin đã chọn."))
    source = nfc(fact.source).strip()
    if not source:
        raise UnableToRecord(_("Cần căn cứ: giấy tờ hoặc người xác nhận."))
    row = recording.write_fact(
        household=household,
        name=fact.name,
        value=fact.value,
        starts_on=fact.starts_on,
        ends_before=fact.ends_before,
        source=source[:200],
        at=asked.at,
    )
    return row.pk


def _status_in(asked: Asked, status_id: int) -> tuple[Status, int]:
    """Return a status in scope and the commune of its household or person."""
    row = Status.objects.select_related("household", "person").filter(id=status_id).first()
    if row is None:
        raise OutOfScope(_("Không tìm thấy diện này."))
    if row.household is not None:
        return row, get_household_in(asked.actor.scope, row.household.pk).commune_id
    assert row.person is not None
    person = get_person_in(asked.actor.scope, row.person.merged_into_id or row.person.pk)
    homes = Member.objects.filter(person=person).order_by("-starts_on", "-id")
    return row, homes.values_list("household__commune_id", flat=True)[0]


def _subject(household: Household, kind: str, person_id: int | None, asked: Asked) -> Household | Person:
    if kind not in OF_PERSONS:
        return household
    if person_id is None:
        raise UnableToRecord(_("Diện này là của một người. Hãy chọn thành viên."))
    person = get_person_in(asked.actor.scope, person_id)
    if not household.members.filter(person=person).exists():
        raise OutOfScope(_("Người này không thuộc hộ."))
    return person


def _refuse_lists(kind: str) -> None:
    if kind in FROM_LISTS:
        raise UnableToRecord(
            _(
                "Diện hộ nghèo, cận nghèo, mới thoát nghèo và mức sống trung bình chỉ thay đổi theo danh sách "
                "được Chủ tịch UBND cấp xã phê duyệt. Hãy nhập danh sách bổ sung hoặc đưa ra khỏi danh sách."
            )
        )


def _check_paper(paper: Paper, asked: Asked) -> None:
    if not (paper.number.strip() and paper.issuer.strip() and paper.title.strip()):
        raise UnableToRecord(_("Cần số, cơ quan ban hành và trích yếu của văn bản làm căn cứ."))
    if paper.signed_on > asked.book_date:
        raise UnableToRecord(_("Ngày ký văn bản không thể sau hôm nay."))
