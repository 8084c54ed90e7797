"""Transaction points, and the calendar of their sessions in a month."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from tantam.base.asked import Scope
from tantam.core.session_days import regular_day, session_day
from tantam.groups.models import Group
from tantam.lending.models import Session
from tantam.lending.parts.sessions.holding import get_point_in, points_in
from tantam.units.days_off import days_off
from tantam.units.models import TransactionPoint, Unit


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point in a list."""

    id: int
    code: str
    name: str
    commune: str
    office: str
    place: str
    visit_day: int
    groups_count: int


@dataclass(frozen=True, slots=True)
class PointPage:
    """A point, and the groups of its office: those that come to it, and those that go elsewhere or nowhere yet."""

    id: int
    code: str
    name: str
    commune: str
    commune_code: str
    office: str
    office_code: str
    place: str
    visit_day: int
    groups: tuple[tuple[int, str], ...]
    other_groups: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A session of the calendar, planned or held; `session_id` is None while none was opened."""

    point_id: int
    point: str
    commune: str
    office: str
    day: date
    planned_on: date
    session_id: int | None
    state: str
    state_label: str

    @property
    def is_make_up(self) -> bool:
        """Tell whether it makes good for a day on which none could be."""
        return self.day != self.planned_on


def list_points(*, scope: Scope) -> list[PointLine]:
    """Return the points of the offices in scope, by office and code."""
    rows = points_in(scope).annotate(groups_count=Count("groups", filter=~Q(groups__state="DISSOLVED")))
    return [
        PointLine(
            id=row.pk,
            code=row.code,
            name=row.name,
            commune=str(row.commune),
            office=row.office.short_name,
            place=row.place,
            visit_day=row.visit_day,
            groups_count=row.groups_count,
        )
        for row in rows
    ]


def get_point_page(*, scope: Scope, point_id: int) -> PointPage:
    """Return a point with the groups of its office.

    :raises OutOfScope: if the point is not of the actor's offices.
    """
    point = get_point_in(scope, point_id)
    groups = Group.objects.filter(office=point.office).exclude(state=Group.State.DISSOLVED).order_by("code")
    rows = list(groups.select_related("village", "commune"))
    named = [(row, f"{row.code} · {row.name or row.village.name}, {row.commune}") for row in rows]
    return PointPage(
        id=point.pk,
        code=point.code,
        name=point.name,
        commune=str(point.commune),
        commune_code=point.commune.state_code,
        office=point.office.name,
        office_code=point.office.code,
        place=point.place,
        visit_day=point.visit_day,
        groups=tuple((row.pk, words) for row, words in named if row.point_id == point.pk),
        other_groups=tuple((row.pk, words) for row, words in named if row.point_id != point.pk),
    )


def list_point_offices(*, scope: Scope) -> list[tuple[str, str]]:
    """Return the offices of the bank in scope that may have points: code and name."""
    rows = Unit.objects.filter(kind__in=(Unit.Kind.BANK_BRANCH, Unit.Kind.BANK_OFFICE), valid_to=None)
    if not scope.all_units:
        rows = rows.filter(id__in=scope.unit_ids)
    return list(rows.order_by("order", "id").values_list("code", "name"))


def list_visits(*, scope: Scope, month: date) -> list[VisitLine]:
    """Return the sessions of a month in the order of their days: those held, and those that are planned."""
    points = list(points_in(scope))
    held = Session.objects.filter(point__in=points, day__year=month.year, day__month=month.month)
    lines = [_held(row) for row in held.select_related("point__commune", "office")]
    told = {(line.point_id, line.planned_on) for line in lines}
    lines += [line for point in points if (line := _planned(point, month)) and (point.pk, line.planned_on) not in told]
    return sorted(lines, key=lambda line: (line.day, line.office, line.point))


def _held(row: Session) -> VisitLine:
    return VisitLine(
        point_id=row.point_id,
        point=row.point.name,
        commune=str(row.point.commune),
        office=row.office.short_name,
        day=row.day,
        planned_on=row.planned_on,
        session_id=row.pk,
        state=row.state,
        state_label=str(row.get_state_display()),
    )


def _planned(point: TransactionPoint, month: date) -> VisitLine | None:
    """Return the session that a point has in a month if all goes as fixed; None while the point is not in use."""
    day = session_day(month.year, month.month, visit_day=point.visit_day, days_off=days_off())
    if day < point.starts_on or (point.ends_before is not None and day >= point.ends_before):
        return None
    return VisitLine(
        point_id=point.pk,
        point=point.name,
        commune=str(point.commune),
        office=point.office.short_name,
        day=day,
        planned_on=regular_day(month.year, month.month, visit_day=point.visit_day),
        session_id=None,
        state="",
        state_label="",
    )
