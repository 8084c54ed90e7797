"""Units as the rooms above see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from rapidfuzz import fuzz, process

from tantam.base.asked import Scope
from tantam.core.text import fold
from tantam.units.models import AreaListing, Commune, Unit, UnitName


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in a list."""

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    kind_label: str
    area: str


def list_unit_and_children_ids(unit_id: int) -> list[int]:
    """Return the unit's number and those of the units directly under it."""
    return list(Unit.objects.filter(Q(id=unit_id) | Q(parent_id=unit_id)).values_list("id", flat=True))


def list_units(*, kinds: frozenset[str] | None = None) -> list[UnitLine]:
    """Return the units in force, in their official order."""
    rows = Unit.objects.filter(valid_to=None).select_related("commune").order_by("order", "name_folded")
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    return [unit_line(row) for row in rows]


def get_unit(unit_id: int) -> UnitLine:
    """Return one unit."""
    return unit_line(Unit.objects.select_related("commune").get(id=unit_id))


def unit_line(row: Unit) -> UnitLine:
    """Return a unit as a line of a list."""
    return UnitLine(
        id=row.id,
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        area=row.commune.former_district if row.commune else "",
    )


def list_mapped_names() -> list[tuple[str, str, str | None, str]]:
    """Return the names that were mapped: text, key, unit code or None, kind or ''."""
    return [
        (row.text, row.key, row.unit.code if row.unit else None, row.kind)
        for row in UnitName.objects.select_related("unit").order_by("id")
    ]


def list_unit_kinds() -> list[tuple[str, str]]:
    """Return the kinds of unit with their words."""
    return [(value, str(label)) for value, label in Unit.Kind.choices]


def suggest_units(text: str, *, most: int = 5) -> list[UnitLine]:
    """Return the units whose names are nearest to a text, nearest first; none that is far."""
    units = list_units()
    wanted = fold(text)
    names = {unit.code: fold(unit.name) for unit in units}
    near = process.extract(wanted, names, scorer=fuzz.token_set_ratio, limit=most, score_cutoff=70)
    by_code = {unit.code: unit for unit in units}
    return [by_code[code] for _name, _score, code in near]


@dataclass(frozen=True, slots=True)
class Areas:
    """Which kinds of hard area each place is listed under on a day: communes by State code, villages by number."""

    communes: Mapping[str, frozenset[str]]
    villages: Mapping[int, frozenset[str]]

    def kinds_of(self, *, commune_code: str, village_id: int | None) -> frozenset[str]:
        """Return the kinds that hold for a place; empty where nothing is known of it."""
        of_village = self.villages.get(village_id, frozenset()) if village_id is not None else frozenset()
        return self.communes.get(commune_code, frozenset()) | of_village


def get_areas(*, on: date) -> Areas:
    """Return the lists of hard areas in force on a day (NĐ 272/2025/NĐ-CP and decisions under it)."""
    communes: dict[str, set[str]] = {}
    villages: dict[int, set[str]] = {}
    rows = AreaListing.objects.filter(Q(ends_before=None) | Q(ends_before__gt=on), starts_on__lte=on)
    for code, village_id, kind in rows.values_list("commune__state_code", "village_id", "kind"):
        if village_id is None:
            communes.setdefault(code, set()).add(kind)
        else:
            villages.setdefault(village_id, set()).add(kind)
    return Areas(
        communes={code: frozenset(kinds) for code, kinds in communes.items()},
        villages={number: frozenset(kinds) for number, kinds in villages.items()},
    )


@dataclass(frozen=True, slots=True)
class CommuneLine:
    """A commune in a list: its State code and its name with its form ("xã Ba Tơ")."""

    code: str
    name: str


def list_communes(*, scope: Scope | None = None) -> list[CommuneLine]:
    """Return the communes, or those of the units in a scope, in the order of their names."""
    rows = Commune.objects.order_by("name", "state_code")
    if scope is not None and not scope.all_units:
        rows = rows.filter(units__in=scope.unit_ids).distinct()
    return [CommuneLine(code=row.state_code, name=str(row)) for row in rows]
