"""A kept decision of the small register, for tests that only need there to be one."""

from datetime import date

from tantam.programmes.commands.decisions import record_decision
from tests.support.cast import asked_by_system
from tests.support.register import SmallRegister


def make_decision(small_register: SmallRegister) -> int:
    """Keep what the law says about An Nghèo's household and loans to the poor; return the decision's number."""
    return record_decision(
        asked=asked_by_system(),
        household_id=small_register.households["an"].pk,
        programme="poor",
        as_of=date(2026, 11, 22),
        declared={},
    )
