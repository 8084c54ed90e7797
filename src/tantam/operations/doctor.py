"""What is wrong with this installation, in sentences: what, why it matters, what to do."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from django.db import Error as DatabaseError
from django.utils.translation import gettext as _

from tantam.operations.checks import evidence, machine, stored
from tantam.operations.checks.finding import FINE, Finding, wrong

Check = Callable[[datetime], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    machine.check_python,
    machine.check_folders,
    machine.check_interrupted_restore,
    machine.check_disk,
    machine.check_keys,
    machine.check_addresses,
    machine.check_mail,
    machine.check_static_files,
    machine.check_law,
)
# Does the database answer, and has it this version's tables?
GROUND: Final[tuple[Check, ...]] = (stored.check_database, stored.check_migrations)
# These read rows, and are left out when the ground is not there.
DATABASE_CHECKS: Final[tuple[Check, ...]] = (
    stored.check_guards,
    stored.check_clock,
    stored.check_files,
    stored.check_person_data_key,
    evidence.check_verification,
    evidence.check_checkpoint,
    evidence.check_backup,
)


def examine(*, now: datetime) -> list[Finding]:
    """Return a finding, or several, for everything that is looked at; nothing is changed."""
    found = [finding for check in CHECKS for finding in _carry_out(check, now)]
    for check in (*GROUND, *DATABASE_CHECKS):
        answered = list(_carry_out(check, now))
        found += answered
        if check in GROUND and any(finding.state != FINE for finding in answered):
            break
    return found


def _carry_out(check: Check, now: datetime) -> Iterator[Finding]:
    """Carry out a check; one that fails is itself a finding."""
    name = check.__name__.removeprefix("check_")
    try:
        yield from check(now)
    except (OSError, DatabaseError, ValueError) as problem:
        yield wrong(name, _("Không khám được mục %(name)s: %(problem)s") % {"name": name, "problem": problem})
