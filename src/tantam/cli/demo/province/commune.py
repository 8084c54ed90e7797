"""A commune of the simulated province: everything about it, and the answers to what was planted in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tantam.cli.demo.province.groups import Groups, make_groups
from tantam.cli.demo.province.households import Households, Persons, make_households, make_persons, touched
from tantam.cli.demo.province.loans import Loans, make_loans
from tantam.cli.demo.province.paying import Course, play
from tantam.cli.demo.province.shape import CommuneShape, Months
from tantam.cli.demo.province.trouble import Answer, Trouble


@dataclass(frozen=True)
class CommuneBook:
    """A commune with its groups, households, loans, and what is paid of them."""

    shape: CommuneShape
    months: Months
    groups: Groups
    households: Households
    loans: Loans
    course: Course

    @cached_property
    def persons(self) -> Persons:
        """Return who lives in the households; made when it is asked for."""
        return make_persons(self.shape, self.households, self.months)

    def household_code(self, household: int) -> str:
        """Return the code of a household in the register."""
        return f"{self.shape.place.state_code}-H{household + 1:05d}"

    def group_code(self, group: int) -> str:
        """Return the code of a group."""
        return f"{self.shape.place.state_code}-T{group + 1:03d}"

    def loan_number(self, loan: int) -> str:
        """Return the number of a loan's contract."""
        return f"{self.shape.place.state_code}-K{loan + 1:05d}"

    def answers(self) -> Iterator[Answer]:
        """Yield what was planted, group by group."""
        is_touched = touched(self.groups, self.households.group)
        group_of_loan = self.households.group[self.loans.household]
        for group in np.flatnonzero(self.groups.trouble).tolist():
            households = np.flatnonzero(is_touched & (self.households.group == group))
            of_group = group_of_loan == group
            loans = np.flatnonzero(of_group & is_touched[self.loans.household])
            stops = self.course.stops_month[loans]
            yield Answer(
                trouble=Trouble(int(self.groups.trouble[group])),
                commune=self.shape.place.state_code,
                group=self.group_code(group),
                from_month=int(stops.min(initial=0)) if len(loans) else 0,
                households=tuple(self.household_code(household) for household in households.tolist()),
                loans=tuple(self.loan_number(loan) for loan in loans.tolist()),
            )


def make_commune(shape: CommuneShape, months: Months) -> CommuneBook:
    """Return a commune; the same every time, whichever other communes are made."""
    groups = make_groups(shape)
    households = make_households(shape, groups, months)
    loans = make_loans(shape, groups, households, months)
    return CommuneBook(
        shape=shape,
        months=months,
        groups=groups,
        households=households,
        loans=loans,
        course=play(shape, groups, households, loans, months),
    )
