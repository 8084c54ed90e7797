"""When work calls for a line in the daily digest."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.reminders import (
    Call,
    LineKind,
    Part,
    Rules,
    Work,
    call_for,
    is_summary_due,
    is_waiting_line_due,
    latest_repeat,
)

RULES = Rules()
REPORTER = frozenset({Part.REPORTS})
SIGNER = frozenset({Part.SIGNS})
BOTH = REPORTER | SIGNER
OPENS = date(2026, 11, 15)
DUE = date(2026, 12, 15)


def days(count):
    return timedelta(days=count)


def call(work, on, *, parts=REPORTER, since="yesterday", rules=RULES):
    before = on - days(1) if since == "yesterday" else since
    return call_for(work, parts=parts, since=before, on=on, rules=rules)


@st.composite
def works(draw):
    opens_on = draw(st.dates(date(2025, 1, 1), date(2028, 1, 1)))
    due_on = opens_on + days(draw(st.integers(0, 60)))
    step = st.one_of(st.none(), st.integers(0, 120).map(lambda n: opens_on + days(n)))
    filed_on = draw(step)
    return Work(
        opens_on=opens_on,
        due_on=due_on,
        done_on=draw(step),
        exempt=draw(st.booleans()),
        filed_on=filed_on,
        returned_on=None if filed_on else draw(step),
    )


parts_held = st.sampled_from([REPORTER, SIGNER, BOTH])


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        (DUE - days(15), None),
        (DUE - days(14), LineKind.UPCOMING),
        (DUE - days(13), None),
        (DUE - days(7), LineKind.UPCOMING),
        (DUE - days(3), LineKind.UPCOMING),
        (DUE - days(2), None),
        (DUE - days(1), LineKind.UPCOMING),
        (DUE, LineKind.DUE_TODAY),
        (DUE + days(1), LineKind.LATE),
        (DUE + days(2), None),
        (DUE + days(7), None),
        (DUE + days(8), LineKind.LATE),
        (DUE + days(15), LineKind.LATE),
    ],
)
def test_a_reporter_hears_before_the_due_day_on_it_and_weekly_when_late(on, kind):
    work = Work(opens_on=OPENS, due_on=DUE)

    answer = call(work, on)

    assert answer == (None if kind is None else Call(kind=kind, day=on))


def test_days_before_are_configurable():
    work = Work(opens_on=OPENS, due_on=DUE)

    assert call(work, DUE - days(5), rules=Rules(days_before=(5,)))
    assert not call(work, DUE - days(7), rules=Rules(days_before=(5,)))


def test_a_reminder_that_falls_before_the_opening_comes_on_the_opening_day():
    work = Work(opens_on=DUE - days(10), due_on=DUE)

    assert call(work, DUE - days(11)) is None
    assert call(work, DUE - days(10)) == Call(kind=LineKind.UPCOMING, day=DUE - days(10))


def test_returned_work_calls_the_reporter_the_day_after_and_weekly():
    work = Work(opens_on=OPENS, due_on=DUE + days(300), returned_on=DUE)

    called = [n for n in range(1, 20) if call(work, DUE + days(n))]

    assert called == [1, 8, 15]
    assert call(work, DUE + days(1)) == Call(kind=LineKind.RETURNED, day=DUE + days(1))


def test_filed_work_calls_the_signer_and_leaves_the_reporter_in_peace():
    work = Work(opens_on=OPENS, due_on=DUE, filed_on=DUE - days(5))

    assert call(work, DUE - days(4), parts=REPORTER) is None
    assert call(work, DUE - days(4), parts=SIGNER) == Call(kind=LineKind.TO_SIGN_OFF, day=DUE - days(4))
    assert call(work, DUE, parts=SIGNER) == Call(kind=LineKind.TO_SIGN_OFF, day=DUE)


def test_late_work_calls_the_signer_too():
    work = Work(opens_on=OPENS, due_on=DUE)

    assert call(work, DUE, parts=SIGNER) is None
    assert call(work, DUE + days(1), parts=SIGNER) == Call(kind=LineKind.LATE, day=DUE + days(1))


def test_the_first_run_ever_tells_of_all_that_is_late():
    work = Work(opens_on=OPENS, due_on=DUE)

    assert call(work, DUE + days(5), since=None) == Call(kind=LineKind.LATE, day=DUE + days(1))


@given(works(), parts_held, st.integers(0, 200))
def test_nothing_is_said_of_work_that_is_done_exempt_or_not_open_yet(work, parts, after):
    on = work.opens_on - days(30) + days(after)

    answer = call(work, on, parts=parts, since=None)

    if work.exempt or on < work.opens_on or (work.done_on and work.done_on <= on):
        assert answer is None


@given(works(), st.integers(0, 200))
def test_a_person_with_two_parts_gets_the_most_important_line_of_each_and_no_second(work, after):
    on = work.opens_on + days(after)

    alone = [call(work, on, parts=parts) for parts in (REPORTER, SIGNER)]
    together = call(work, on, parts=BOTH)

    kinds = [list(LineKind).index(answer.kind) for answer in alone if answer]
    assert (together is None) == (not kinds)
    assert together is None or list(LineKind).index(together.kind) == min(kinds)


@given(works(), st.integers(0, 100))
def test_late_work_in_hand_is_named_in_every_seven_days_exactly_once(work, weeks):
    work = Work(opens_on=work.opens_on, due_on=work.due_on)
    first = work.due_on + days(1) + days(weeks)

    called = [n for n in range(7) if call(work, first + days(n))]

    assert len(called) == 1


@given(works(), parts_held, st.sets(st.integers(0, 90), min_size=1))
def test_a_reminder_of_a_skipped_day_is_folded_into_the_next_run(work, parts, offsets):
    start = work.opens_on
    runs = [start + days(n) for n in sorted(offsets)]
    every_day = [start + days(n) for n in range(91)]
    called_days = {on for on in every_day if call(work, on, parts=parts)}

    since = start - days(1)
    for on in runs:
        missed = {day for day in called_days if since < day <= on}
        if missed and call(work, on, parts=parts, since=None):
            assert call(work, on, parts=parts, since=since)
        since = on


@given(works(), parts_held, st.integers(0, 120))
def test_a_second_run_on_the_same_day_calls_for_nothing(work, parts, after):
    on = work.opens_on + days(after)

    assert call(work, on, parts=parts, since=on) is None


def test_the_summary_comes_on_its_weekday_or_on_the_next_run_after_it():
    monday = date(2026, 11, 23)

    assert is_summary_due(since=monday - days(1), on=monday, rules=RULES)
    assert not is_summary_due(since=monday, on=monday + days(1), rules=RULES)
    assert is_summary_due(since=monday - days(1), on=monday + days(2), rules=RULES)
    assert is_summary_due(since=None, on=monday + days(2), rules=RULES)


def test_waiting_work_calls_from_the_next_day_on_and_weekly():
    signed_on = date(2026, 11, 2)

    called = [
        n
        for n in range(20)
        if is_waiting_line_due(
            waiting_since=signed_on, since=signed_on + days(n - 1), on=signed_on + days(n), rules=RULES
        )
    ]

    assert called == [1, 8, 15]


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(1, 30), st.integers(-40, 400))
def test_the_latest_repeat_is_the_last_of_the_row(first, every, after):
    on = first + days(after)
    row = [first + days(every * n) for n in range(450) if first + days(every * n) <= on]

    assert latest_repeat(first=first, every=every, on=on) == (row[-1] if row else None)
