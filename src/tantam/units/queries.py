"""Units as the rooms above see them."""

from dataclasses import dataclass

from django.db.models import Q
from rapidfuzz import fuzz, process

from tantam.core.text import fold
from tantam.units.models import Unit, UnitName


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
