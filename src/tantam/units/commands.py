"""Writing units: loading a province's reference data, and mapping names found in papers."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import Refusal
from tantam.core.text import fold, nfc
from tantam.units.models import Commune, Unit


class UnableToLoadUnits(Refusal):
    """The list of units contradicts itself."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit to be loaded; `commune_form` and `former_district` only with a `state_code`."""

    code: str
    name: str
    short_name: str
    kind: str
    parent_code: str = ""
    state_code: str = ""
    commune_name: str = ""
    commune_form: str = ""
    former_district: str = ""


@command("units.load_units")
def load_units(*, asked: Asked, rows: tuple[UnitRow, ...], valid_from: date) -> int:
    """Write units that are not there yet, in the order given, and return how many were new.

    Units that exist are left as they are: administrators may have corrected them.

    :raises UnableToLoadUnits: if two rows have one code or a parent is unknown.
    """
    codes = [row.code for row in rows]
    if len(set(codes)) != len(codes):
        raise UnableToLoadUnits(_("Danh mục đơn vị có mã trùng nhau. Hãy sửa tệp danh mục rồi nạp lại."))
    known = dict(Unit.objects.values_list("code", "id"))
    added = 0
    for order, row in enumerate(rows):
        if row.code in known:
            continue
        if row.parent_code and row.parent_code not in known:
            raise UnableToLoadUnits(
                _("Đơn vị %(code)s có cấp trên %(parent)s không có trong danh mục.")
                % {"code": row.code, "parent": row.parent_code}
            )
        known[row.code] = _add(row, order=order, valid_from=valid_from, parent_id=known.get(row.parent_code))
        added += 1
    return added


def _add(row: UnitRow, *, order: int, valid_from: date, parent_id: int | None) -> int:
    commune = None
    if row.state_code:
        commune, _created = Commune.objects.get_or_create(
            state_code=row.state_code,
            defaults={
                "name": nfc(row.commune_name),
                "form": row.commune_form,
                "former_district": nfc(row.former_district),
            },
        )
    unit = Unit.objects.create(
        code=row.code,
        name=nfc(row.name),
        short_name=nfc(row.short_name),
        name_folded=fold(row.name),
        kind=row.kind,
        parent_id=parent_id,
        commune=commune,
        order=order,
        valid_from=valid_from,
    )
    return unit.pk
