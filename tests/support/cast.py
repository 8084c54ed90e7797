"""One cast of people and units, learnt once.

Lan coordinates the plan at the bank's branch. Hoa reports and Minh approves for the commune Ba Tơ; Tâm
reports for the neighbouring Ba Vì and must see nothing of Ba Tơ; Thu reports and Khải approves for Sở Tài
chính. Hà keeps the register of people in Ba Tơ, Sáu that of Ba Vì, who must see nobody of Ba Tơ; Yến is a
credit officer of the bank's branch, Kim and Oanh its accountants. Bình leads the
province, Dung audits, Quân administers.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count

from django.contrib.auth.hashers import make_password

from tantam.access.models import Membership, User
from tantam.access.queries import find_actor
from tantam.base.asked import Actor, Asked, system_actor
from tantam.core.text import fold
from tantam.units.models import Commune, Unit

TODAY = date(2026, 11, 22)
SINCE = date(2025, 7, 1)
_keys = count(1)


@dataclass(frozen=True)
class Cast:
    """The units and people of the tests; people by their first name without accents."""

    units: dict[str, Unit]
    people: dict[str, User]

    def actor(self, name: str, on: date = TODAY) -> Actor:
        """Return the person in their (only) role."""
        found = find_actor(user_id=self.people[name].pk, on=on, membership_id=None)
        assert found is not None
        return found[1]

    def asked(self, name: str, *, on: date = TODAY, key: str | None = None) -> Asked:
        """Return a request by that person, under a new key unless one is given."""
        return asked_as(self.actor(name, on), on=on, key=key)


def asked_as(actor: Actor, *, on: date = TODAY, key: str | None = None) -> Asked:
    """Return a request by an actor at noon of a day."""
    at = datetime(on.year, on.month, on.day, 5, 0, tzinfo=UTC)
    return Asked(actor=actor, request_key=key or f"test-{next(_keys)}", book_date=on, at=at)


def asked_by_system(*, on: date = TODAY, key: str | None = None) -> Asked:
    """Return a request by the system."""
    return asked_as(system_actor(), on=on, key=key)


_UNITS = [
    ("UBND-TINH", "Ủy ban nhân dân tỉnh Quảng Ngãi", "PROVINCE_PC"),
    ("NHCSXH", "Chi nhánh Ngân hàng Chính sách xã hội tỉnh", "BANK_BRANCH"),
    ("STC", "Sở Tài chính", "DEPARTMENT"),
    ("SNV", "Sở Nội vụ", "DEPARTMENT"),
    ("MTTQ", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "FRONT"),
    ("HPN", "Hội Liên hiệp Phụ nữ tỉnh", "ORGANISATION"),
]
_COMMUNES = [("21484", "Ba Tơ"), ("21529", "Ba Vì"), ("21400", "Mộ Đức")]
_PEOPLE = [
    ("lan", "Trần Thị Lan", "NHCSXH", "COORDINATOR"),
    ("hoa", "Phạm Thị Hoa", "X21484", "REPORTER"),
    ("minh", "Đinh Văn Minh", "X21484", "APPROVER"),
    ("tam", "Lê Thị Tâm", "X21529", "REPORTER"),
    ("thu", "Võ Thị Thu", "STC", "REPORTER"),
    ("khai", "Bùi Văn Khải", "STC", "APPROVER"),
    ("binh", "Nguyễn Văn Bình", "UBND-TINH", "LEADER"),
    ("dung", "Hồ Thị Dung", "UBND-TINH", "AUDITOR"),
    ("ha", "Ngô Thị Hà", "X21484", "REGISTRAR"),
    ("sau", "Phạm Văn Sáu", "X21529", "REGISTRAR"),
    ("yen", "Lý Thị Yến", "NHCSXH", "CREDIT_OFFICER"),
    ("quan", "Đỗ Văn Quân", "UBND-TINH", "ADMINISTRATOR"),
    ("kim", "Trương Thị Kim", "NHCSXH", "ACCOUNTANT"),
    ("oanh", "Cao Thị Oanh", "NHCSXH", "ACCOUNTANT"),
    ("van", "Huỳnh Thị Vân", "NHCSXH", "TELLER"),
]


def make_cast(password: str = "mat-khau-thu-nghiem") -> Cast:
    """Write the cast to the database."""
    communes = Commune.objects.bulk_create(
        Commune(state_code=state_code, name=name, form="COMMUNE") for state_code, name in _COMMUNES
    )
    rows = [
        _unit(code, name, kind=kind, short_name=name, order=order) for order, (code, name, kind) in enumerate(_UNITS)
    ]
    rows += [
        _unit(
            f"X{commune.state_code}",
            f"Ủy ban nhân dân xã {commune.name}",
            kind="COMMUNE_PC",
            short_name=commune.name,
            order=order,
            commune=commune,
        )
        for order, commune in enumerate(communes, start=100)
    ]
    units = {unit.code: unit for unit in Unit.objects.bulk_create(rows)}
    hashed = make_password(password)
    persons = User.objects.bulk_create(
        User(username=username, full_name=full_name, email=f"{username}@example.invalid", password=hashed)
        for username, full_name, _unit_code, _role in _PEOPLE
    )
    Membership.objects.bulk_create(
        Membership(user=person, unit=units[unit_code], role=role, starts_on=SINCE)
        for person, (_username, _full_name, unit_code, role) in zip(persons, _PEOPLE, strict=True)
    )
    people = {person.username: person for person in persons}
    return Cast(units=units, people=people)


def _unit(code: str, name: str, *, kind: str, short_name: str, order: int, commune: Commune | None = None) -> Unit:
    return Unit(
        code=code,
        name=name,
        short_name=short_name,
        name_folded=fold(name),
        kind=kind,
        commune=commune,
        order=order,
        valid_from=SINCE,
    )
