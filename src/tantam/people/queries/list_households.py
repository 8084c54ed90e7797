"""The households of an official list as the list has them, one a head: also of a list that is not yet approved."""

from dataclasses import dataclass
from datetime import date

from tantam.base.asked import Scope
from tantam.people.parts.listed import get_list_in, open_row, rows_to_write


@dataclass(frozen=True, slots=True)
class ListedHousehold:
    """A household of a list: its number in the register (None while it is new there), and what the review found.

    `standing` is a kind of `Status`; income is đồng a person a month.
    """

    household_id: int | None
    row: int
    head_name: str
    village: str
    standing: str
    income_vnd: int | None
    deprivations: int | None


@dataclass(frozen=True, slots=True)
class ListedHouseholds:
    """A list with its households, in the order of its rows."""

    list_id: int
    commune_code: str
    commune_form: str
    commune: str
    year: int
    effective_on: date
    households: tuple[ListedHousehold, ...]


def get_listed_households(*, scope: Scope, list_id: int) -> ListedHouseholds:
    """Return the households of a list whose rows were read.

    :raises OutOfScope: if there is no such list, or it is another commune's.
    """
    row = get_list_in(scope, list_id)
    found = []
    for head in rows_to_write(row).filter(is_head=True):
        reading = open_row(head).reading
        found.append(
            ListedHousehold(
                household_id=head.household_id,
                row=head.number,
                head_name=reading.full_name,
                village=reading.village,
                standing=head.standing,
                income_vnd=reading.income_vnd,
                deprivations=reading.deprivations,
            )
        )
    return ListedHouseholds(
        list_id=row.pk,
        commune_code=row.commune.state_code,
        commune_form=row.commune.form,
        commune=str(row.commune),
        year=row.year,
        effective_on=row.effective_on,
        households=tuple(found),
    )
