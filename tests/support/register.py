"""A small register, learnt once; all identity numbers are impossible (no province has the code 999).

In Ba Tơ: An Nghèo (poor since 1/1/2026, wife and a son who studies), Bình Cận (near-poor, owes 60 m), Cường
Thoát (escaped on 1/1/2024). In Ba Vì, out of Ba Tơ's sight: Dũng Láng (poor).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from tantam.base.sealing import blind_index, seal
from tantam.core.text import fold
from tantam.people.models import (
    BankBalance,
    BankStatement,
    Decision,
    Household,
    Member,
    Person,
    Status,
)
from tantam.units.models import AreaListing, Commune, Village

RECORDED = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class SmallRegister:
    """Households and persons by a short name."""

    households: dict[str, Household]
    persons: dict[str, Person]
    decision: Decision


def make_person(name: str, *, number: int, sex: str, born: date, phone: str = "") -> Person:
    """Write a person with the impossible identity number 999……"""
    identity = f"999{number:09d}"
    return Person.objects.create(
        full_name=name,
        name_folded=fold(name),
        sex=sex,
        birth_date=born,
        birth_year=born.year,
        identity_sealed=seal(identity, purpose="person.identity"),
        identity_index=blind_index(identity, purpose="person.identity"),
        phone_sealed=seal(phone, purpose="person.phone") if phone else None,
        phone_index=blind_index(phone, purpose="person.phone") if phone else None,
        ethnicity_sealed=seal("HRE", purpose="person.ethnicity"),
        recorded_at=RECORDED,
    )


_HOUSEHOLDS = [
    ("an", "21484", "Làng Một", "POOR", date(2026, 1, 1)),
    ("binh-can", "21484", "Làng Một", "NEAR_POOR", date(2026, 1, 1)),
    ("cuong", "21484", "Làng Hai", "NEWLY_ESCAPED", date(2024, 1, 1)),
    ("dung-lang", "21529", "Làng Ba", "POOR", date(2026, 1, 1)),
]
_PERSONS = [
    ("an", "an", "Phạm Văn An Nghèo", "MALE", date(1980, 5, 1), "HEAD"),
    ("an-wife", "an", "Phạm Thị Ánh Nghèo", "FEMALE", date(1984, 2, 3), "SPOUSE"),
    ("an-son", "an", "Phạm Văn Ấm Nghèo", "MALE", date(2007, 9, 2), "CHILD"),
    ("binh-can", "binh-can", "Đinh Văn Bình Cận", "MALE", date(1975, 1, 1), "HEAD"),
    ("cuong", "cuong", "Đinh Văn Cường Thoát", "MALE", date(1969, 12, 31), "HEAD"),
    ("dung-lang", "dung-lang", "Phạm Văn Dũng Láng", "MALE", date(1990, 6, 6), "HEAD"),
]


def make_register() -> SmallRegister:
    """Write the small register; the cast's communes must be there."""
    communes = {row.state_code: row for row in Commune.objects.all()}
    for commune in communes.values():
        AreaListing.objects.create(
            commune=commune, kind="ZONE_III", starts_on=date(2026, 1, 1), document="272/2025/NĐ-CP", year=2025
        )
    decision = Decision.objects.create(
        commune=communes["21484"],
        number="01/QĐ-UBND",
        year=2026,
        signed_on=date(2025, 12, 31),
        issuer="Ủy ban nhân dân xã Ba Tơ",
        title="Công nhận danh sách hộ nghèo, hộ cận nghèo năm 2026",
    )
    statement = BankStatement.objects.create(as_of=date(2026, 10, 31), source="bản kê thử", recorded_at=RECORDED)
    households = {}
    for name, code, village_name, kind, since in _HOUSEHOLDS:
        village, _ = Village.objects.get_or_create(
            commune=communes[code], key=fold(village_name), defaults={"name": village_name}
        )
        household = Household.objects.create(
            code=f"{code}-{len(households) + 1:05d}", commune=communes[code], village=village, recorded_at=RECORDED
        )
        Status.objects.create(household=household, kind=kind, starts_on=since, decision=decision, recorded_at=RECORDED)
        households[name] = household
    BankBalance.objects.create(
        statement=statement, household=households["binh-can"], programme="near-poor", principal_vnd=60_000_000
    )
    persons = {}
    for number, (name, home, full_name, sex, born, relation) in enumerate(_PERSONS, start=1):
        persons[name] = make_person(full_name, number=number, sex=sex, born=born, phone=f"09990000{number:02d}")
        Member.objects.create(
            household=households[home], person=persons[name], relation=relation, starts_on=date(2026, 1, 1)
        )
    return SmallRegister(households=households, persons=persons, decision=decision)
