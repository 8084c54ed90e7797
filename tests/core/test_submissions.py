"""The life of a submission, walked in every direction."""

from datetime import date, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tantam.core.submissions import (
    DONE,
    EDITABLE,
    RULES,
    Life,
    Side,
    Step,
    SubmissionState,
    may_edit,
    next_state,
    take,
)

START = date(2026, 11, 15)


class SubmissionLife(RuleBasedStateMachine):
    """Take any step on any later day, as often as one likes."""

    def __init__(self):
        super().__init__()
        self.life = Life()
        self.today = START
        self.before = ()

    @rule(step=st.sampled_from(list(Step)), days=st.integers(0, 40))
    def take_a_step(self, step, days):
        self.today += timedelta(days=days)
        self.before = self.life.history
        expected = next_state(self.life.state, step)
        after = take(self.life, step, on=self.today)

        assert (after is None) == (expected is None)
        if after is not None:
            assert after.state is expected
            self.life = after

    @invariant()
    def the_work_is_done_exactly_when_it_is_signed_off_or_accepted(self):
        assert (self.life.done_on is not None) == (self.life.state in DONE)

    @invariant()
    def the_history_only_grows(self):
        assert self.life.history[: len(self.before)] == self.before
        assert len(self.life.history) <= len(self.before) + 1

    @invariant()
    def the_state_is_the_one_that_the_last_step_leads_to(self):
        if self.life.history:
            assert self.life.state is RULES[self.life.history[-1][0]].after
        else:
            assert self.life.state is SubmissionState.DRAFT

    @invariant()
    def the_day_done_is_the_day_of_the_last_sign_off(self):
        if self.life.done_on is not None:
            assert self.life.done_on == [on for step, on in self.life.history if step is Step.SIGNED_OFF][-1]

    @invariant()
    def nothing_is_accepted_that_was_not_signed_off_since_it_was_last_filed(self):
        if self.life.state is SubmissionState.ACCEPTED:
            last = [step for step, _ in self.life.history][-3:]
            assert last == [Step.FILED, Step.SIGNED_OFF, Step.ACCEPTED]


TestSubmissionLife = SubmissionLife.TestCase


def test_every_state_can_be_reached_and_left():
    reached = {SubmissionState.DRAFT} | {rule.after for rule in RULES.values()}
    left = frozenset().union(*(rule.before for rule in RULES.values()))

    assert reached == left == set(SubmissionState)


@pytest.mark.parametrize("step", Step)
def test_no_step_can_be_taken_twice_in_a_row(step):
    assert next_state(RULES[step].after, step) is None


def test_the_unit_writes_only_what_it_has_not_handed_on():
    assert {state for state in SubmissionState if may_edit(state)} == EDITABLE
    assert not EDITABLE & DONE


def test_whoever_sends_work_back_says_why():
    assert {step for step, rule in RULES.items() if rule.needs_reason} == {Step.SENT_BACK, Step.RETURNED}


def test_only_the_coordinator_judges_what_the_unit_signed_off():
    judging = {rule.by for rule in RULES.values() if rule.before & DONE}

    assert judging == {Side.COORDINATOR}
