"""Commands that are killed (SIGKILL) before each of their statements, before their commit and right after it.

Runs in a process of its own with an installation of its own: `python -m tests.support.killing`. After each kill the
book is checked and the request repeated, as a person does who never had an answer; it must count once.
"""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any, Final

import django

django.setup()

from django.db import connection, connections  # noqa: E402
from django.db.models import Model  # noqa: E402

from tantam.base.asked import EVERYTHING, Asked  # noqa: E402
from tantam.base.errors import AlreadyDone  # noqa: E402
from tantam.base.sealing import ensure_person_data_key  # noqa: E402
from tantam.base.verification import verify_chain  # noqa: E402
from tantam.closing.commands.closing import close_day  # noqa: E402
from tantam.closing.models import DayClose  # noqa: E402
from tantam.ledger.models import Posting  # noqa: E402
from tantam.ledger.queries.controls import list_book_faults  # noqa: E402
from tantam.lending.commands.collecting import record_payment, reverse_event  # noqa: E402
from tantam.lending.commands.sessions import close_session  # noqa: E402
from tantam.lending.commands.sheets import record_sheet  # noqa: E402
from tantam.lending.commands.taking_over import take_over_loan  # noqa: E402
from tantam.lending.models import LoanEvent, Session  # noqa: E402
from tests.support.agreeing import FAR, assert_all_agree  # noqa: E402
from tests.support.cast import TODAY, asked_by_system, make_cast  # noqa: E402
from tests.support.loans import IN_TIME, OFFICE, TAKEN_OVER, figures, make_loans  # noqa: E402
from tests.support.register import make_register  # noqa: E402
from tests.support.sheets import SmallGroup, make_owing_group  # noqa: E402
from tests.support.written_sessions import write_point, write_session  # noqa: E402

STATEMENTS_MAX: Final = 400
SURVIVED: Final = 0
_SEQS: Final[dict[int, int]] = {}


class Killer:
    """Kills this process before its n-th statement; a commit counts as two, before it and after."""

    def __init__(self, at: int) -> None:
        self.left = at
        self.commit = connection._commit

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        """Count a statement."""
        self.count()
        return execute(sql, params, *rest)

    def commit_and_count(self) -> None:
        """Commit, and count before and after."""
        self.count()
        self.commit()
        self.count()

    def count(self) -> None:
        """Die if it is time."""
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1


def run_killed(run: Callable[[], Any], *, at: int) -> bool:
    """Run in a child that is killed before its n-th statement; tell whether it came to its end before."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        code = 1
        with suppress(BaseException):
            connection.ensure_connection()
            killer = Killer(at)
            connection._commit = killer.commit_and_count
            with connection.execute_wrapper(killer):
                run()
            code = SURVIVED
        os._exit(code)
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return False
    assert os.WEXITSTATUS(status) == SURVIVED, "the command failed where it should have been killed"
    return True


def kill_everywhere(
    name: str,
    run: Callable[[int, Asked], Any],
    *,
    rows: type[Model] = LoanEvent,
    added: int,
    first: Callable[[int], Any] = lambda _at: None,
) -> None:
    """Kill a command at every statement in turn, each time with other content under another key, and repeat it.

    `added` is how many rows one run adds; `first` makes ready for it.
    """
    for at in range(STATEMENTS_MAX):
        first(at)
        asked = asked_by_system(key=f"killed:{name}:{at}")
        before = rows.objects.count()
        survived = run_killed(partial(run, at, asked), at=at)
        found = rows.objects.count() - before
        assert found in ((added,) if survived else (0, added)), (name, at, found)
        check_book()
        with suppress(AlreadyDone):
            run(at, asked)
        assert rows.objects.count() - before == added, (name, at)
        check_book()
        if survived:
            sys.stdout.write(f"{name}: {at} kills, nothing lost or doubled\n")
            return
    raise AssertionError(f"{name} has more than {STATEMENTS_MAX} statements")


def check_book() -> None:
    """Assert that loans, kept balances, ledger and audit agree."""
    assert_all_agree()
    assert list_book_faults(scope=EVERYTHING, day=FAR) == []
    assert verify_chain().holds


def main() -> None:
    """Kill each command everywhere."""
    cast = make_cast()
    ensure_person_data_key()
    register = make_register()
    make_loans()
    kill_everywhere("take_over_loan", _take_over, added=1)
    kill_everywhere("record_payment", _pay, added=1)
    kill_everywhere("reverse_event", _take_back, added=1, first=_pay_first)
    groups: dict[int, SmallGroup] = {}

    def form(at: int) -> None:
        groups[at] = make_owing_group(register, suffix=f"-{at}", households=2)

    def hand_in_sheet(at: int, asked: Asked) -> None:
        _hand_in(groups[at], asked, session_id=_session_of(at).pk)

    kill_everywhere("record_sheet", hand_in_sheet, added=4, first=form)
    others = 1_000

    def hold_session(at: int) -> None:
        form(others + at)
        hand_in_sheet(others + at, asked_by_system(key=f"to-close:{at}"))

    def close_session_of(at: int, asked: Asked) -> None:
        leader = replace(asked, actor=cast.actor("yen"))
        close_session(asked=leader, session_id=_session_of(others + at).pk, counted={"1000": 14})

    kill_everywhere("close_session", close_session_of, rows=Posting, added=1, first=hold_session)
    for session in Session.objects.filter(state=Session.State.OPEN):
        vouchers = session.vouchers.count()
        leader = replace(asked_by_system(), actor=cast.actor("yen"))
        close_session(asked=leader, session_id=session.pk, counted={"1000": 14} if vouchers else {})
    kill_everywhere("close_day", _close, rows=DayClose, added=1)


def _take_over(at: int, asked: Asked) -> None:
    asked_then = asked_by_system(key=asked.request_key, on=TAKEN_OVER)
    take_over_loan(asked=asked_then, office_code=OFFICE, as_of=TAKEN_OVER, figures=figures(f"killed-{at}"))


def _pay(at: int, asked: Asked) -> None:
    record_payment(asked=asked, number=IN_TIME, on=TODAY, amount_vnd=10_000 + at, towards="PRINCIPAL")


def _pay_first(at: int) -> None:
    _pay(at, asked_by_system(key=f"to-take-back:{at}"))
    last = LoanEvent.objects.filter(loan__number=IN_TIME).order_by("-seq").values_list("seq", flat=True)[0]
    _SEQS[at] = last


def _take_back(at: int, asked: Asked) -> None:
    reverse_event(asked=asked, number=IN_TIME, seq=_SEQS[at], reason="thu nhầm")


def _session_of(at: int) -> Session:
    return write_session(point=write_point(f"BT-{at}"))


def _hand_in(group: SmallGroup, asked: Asked, *, session_id: int) -> None:
    record_sheet(
        asked=asked,
        session_id=session_id,
        group_id=group.group.pk,
        rows=tuple((number, 1_000, 1_000) for number in group.numbers),
        savings=((group.codes[0], 10_000),),
    )


def _close(at: int, asked: Asked) -> None:
    day = TAKEN_OVER + timedelta(days=at)
    asked_then = asked_by_system(key=asked.request_key, on=max(day, TODAY))
    close_day(asked=asked_then, office_code=OFFICE, day=day)


if __name__ == "__main__":
    main()
