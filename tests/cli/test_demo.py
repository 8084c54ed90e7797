"""The demo province: loaded once, believable on any day, the same every time."""

from collections import Counter
from datetime import date, timedelta
from io import StringIO
from itertools import pairwise

import pytest
import time_machine
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner

from tantam.base.asked import EVERYTHING
from tantam.base.models import AuditEntry
from tantam.cli.demo import demo_app
from tantam.cli.demo.asking import moment
from tantam.cli.demo.dice import dice
from tantam.cli.demo.fates import HABITS, Move, fate_of
from tantam.cli.demo.folder import read_people
from tantam.cli.demo.load import UnableToLoadDemo, find_demo_plan, is_loaded, load_demo
from tantam.cli.demo.story import Story
from tantam.core.duties import DutyState
from tantam.plans.models import Submission
from tantam.plans.queries.duties import list_duties
from tests.support.cast import TODAY, make_cast

COMMUNES = 4


def load(today: date = TODAY, communes: int | None = COMMUNES):
    return load_demo(today=today, console=Console(file=StringIO()), communes=communes)


def what_was_written() -> list[tuple]:
    rows = Submission.objects.order_by("duty__period__code", "duty__task__order", "duty__unit__code")
    return [
        (
            (row.duty.unit.code, row.duty.task.code, row.duty.period.code, row.state, row.text, row.version),
            list(row.documents.order_by("id").values_list("number", "issued_on", "abstract", "signer")),
            list(row.events.order_by("id").values_list("kind", "at", "by_name", "reason")),
        )
        for row in rows.select_related("duty__unit", "duty__task", "duty__period")
    ]


@pytest.mark.django_db
def test_an_interrupted_load_goes_on_where_it_stopped(monkeypatch):
    class CutError(Exception):
        pass

    def cut_in_spring(self, *, until, progress):
        play(self, until=min(until, moment(date(2026, 3, 1), 0)), progress=progress)
        if until > moment(date(2026, 3, 1), 0):
            raise CutError

    play = Story.play
    monkeypatch.setattr(Story, "play", cut_in_spring)
    with pytest.raises(CutError):
        load()
    monkeypatch.setattr(Story, "play", play)
    assert not is_loaded()

    load()

    assert is_loaded()
    keys = Counter(AuditEntry.objects.values_list("request_key", flat=True))
    assert set(keys.values()) == {1}


@pytest.mark.slow
@pytest.mark.django_db
def test_the_province_comes_out_the_same_twice():
    written = []

    for _time in range(2):
        with transaction.atomic():
            transaction.get_connection().atomic_blocks[-1]._from_testcase = True
            load()
            written.append(what_was_written())
            transaction.set_rollback(True)

    assert written[0] == written[1]


@pytest.mark.parametrize(
    "today",
    [
        date(2026, 7, 10),
        pytest.param(date(2026, 2, 3), marks=pytest.mark.slow),
        pytest.param(date(2027, 8, 2), marks=pytest.mark.slow),
        pytest.param(date(2028, 12, 20), marks=pytest.mark.slow),
    ],
)
@pytest.mark.django_db
def test_the_province_can_be_loaded_on_another_day(today):
    loaded = load(today=today, communes=3)

    assert loaded.duties.not_due
    assert loaded.duties.open_in_time
    assert loaded.duties.open_overdue
    assert loaded.duties.done_on_time > loaded.duties.done_late > 0


@pytest.mark.django_db
def test_a_database_with_other_units_is_left_alone():
    make_cast()

    with pytest.raises(UnableToLoadDemo):
        load()


@pytest.mark.django_db
def test_the_tool_says_what_it_loaded_and_the_second_time_that_it_is_there():
    with time_machine.travel("2026-11-22T05:00:00Z", tick=False):
        first = CliRunner().invoke(demo_app, ["load", "--communes", "3"])
        second = CliRunner().invoke(demo_app, ["load"])

    assert "[4/5] Báo cáo" in first.output
    assert "[5/5] Người thụ hưởng" in first.output
    assert "Tổng số" in first.output
    assert read_people().password in first.output
    assert "Tỉnh dùng thử đã có sẵn" in second.output
    assert "Tổng số" in second.output
    assert find_demo_plan() is not None


@given(
    name=st.integers(),
    habit=st.sampled_from(sorted(HABITS)),
    opens_on=st.dates(date(2025, 8, 1), date(2040, 1, 1)),
    window=st.integers(3, 120),
)
def test_a_fate_runs_forward_on_working_days_and_files_after_the_opening(name, habit, opens_on, window):
    moves = fate_of(dice(name), HABITS[habit], opens_on=opens_on, due_on=opens_on + timedelta(days=window))

    days = [on for _move, on in moves]
    assert days == sorted(days)
    assert all(on.weekday() < 5 for on in days)
    assert all(on >= opens_on for move, on in moves if move is not Move.WRITE)
    assert moves[0][0] is Move.WRITE
    assert moves[-1][0] in (Move.ACCEPT, Move.RETURN)
    assert all(after is not Move.SIGN_OFF or before is Move.FILE for (before, _), (after, _) in pairwise(moves))


# With real commits: inside one transaction PostgreSQL keeps every version of a row that thousands of commands change.
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_whole_province_is_loaded():
    loaded = load(communes=None)

    assert (loaded.units, loaded.tasks) == (141, 23)
    assert loaded.duties.done * 10 > loaded.duties.total * 5
    assert {state for state in DutyState if loaded.duties.of(state)} == set(DutyState)
    assert len(list_duties(plan_id=find_demo_plan() or 0, scope=EVERYTHING)) == loaded.duties.total
