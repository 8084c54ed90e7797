"""Two establishments, learnt once; all registrations begin with 00, which no number of a business does.

The cooperative Sông Liên works in Ba Tơ and An Nghèo's wife acts for it; the firm Ba Vì Xanh works in Ba Vì, out of
Ba Tơ's sight, and somebody acts for it whom the register does not have.
"""

from datetime import date

from tantam.people.commands.establishments import record_establishment
from tantam.people.models import Establishment
from tantam.people.parts.establishments import EstablishmentFields, RepresentativeFields
from tantam.units.models import Commune
from tests.support.cast import asked_by_system

COOPERATIVE = EstablishmentFields("COOPERATIVE", "Hợp tác xã nông nghiệp Sông Liên", "Làng Một", "0000000011")
FIRM = EstablishmentFields("ENTERPRISE", "Công ty TNHH Ba Vì Xanh", "Làng Ba", "0000000022")
ACTS = RepresentativeFields(identity="999000000002", position="Giám đốc")
OUTSIDER = RepresentativeFields(name="Lê Văn Ngoài", position="Giám đốc")
SINCE = date(2025, 3, 1)


def record(fields: EstablishmentFields, *, commune: str = "21484", acts: RepresentativeFields = ACTS) -> Establishment:
    """Write an establishment down in a commune, with who acts for it since 1/3/2025."""
    number = record_establishment(
        asked=asked_by_system(),
        commune_id=Commune.objects.get(state_code=commune).pk,
        fields=fields,
        representative=acts,
        represented_since=SINCE,
    )
    return Establishment.objects.get(pk=number)


def make_establishments() -> dict[str, Establishment]:
    """Write both down; the small register must be there."""
    return {"cooperative": record(COOPERATIVE), "firm": record(FIRM, commune="21529", acts=OUTSIDER)}
