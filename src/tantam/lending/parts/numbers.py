"""Numbers that an office gives: one after another in a year, none twice."""

from tantam.lending.models import Loan, NumberSeries
from tantam.units.models import Unit

LISTS = "LIST"
LOANS = "LOAN"
_CODE_MAX = 16


def take_numbers(office: Unit, kind: str, *, year: int, count: int) -> list[str]:
    """Return so many new numbers of an office; whoever takes some at the same time waits.

    The series is held until the transaction ends. A number that a loan taken over has already is left out.
    """
    NumberSeries.objects.get_or_create(office=office, kind=kind, year=year)
    series = NumberSeries.objects.select_for_update().get(office=office, kind=kind, year=year)
    code = office.code if len(office.code) <= _CODE_MAX else f"DV{office.pk}"
    mark = "DS" if kind == LISTS else "KU"
    found: list[str] = []
    while len(found) < count:
        numbers = [f"{code}-{mark}{year}-{series.last + n:05d}" for n in range(1, count - len(found) + 1)]
        series.last += len(numbers)
        taken = set(Loan.objects.filter(number__in=numbers).values_list("number", flat=True)) if kind == LOANS else ()
        found += [number for number in numbers if number not in taken]
    series.save(update_fields=["last"])
    return found
