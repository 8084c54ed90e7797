"""What a dossier lacks, and what stands with an opinion."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tantam.core.dossiers import (
    AskedOpinion,
    Lack,
    OpinionState,
    PartCode,
    Stance,
    list_lacks,
    opinion_state,
)

DAY = date(2026, 11, 22)
WHOLE = dict.fromkeys(PartCode, "Có nội dung")
opinions = st.builds(
    AskedOpinion,
    unit=st.sampled_from(["Sở Nội vụ", "Xã Ba Tơ"]),
    due_on=st.dates(DAY - timedelta(days=3), DAY + timedelta(days=3)),
    stance=st.none() | st.sampled_from(Stance),
    settled=st.booleans(),
)


def test_on_the_day_of_the_deadline_an_opinion_is_in_time():
    assert opinion_state(answered=False, due_on=DAY, on=DAY) is OpinionState.WAITING
    assert opinion_state(answered=False, due_on=DAY, on=DAY + timedelta(days=1)) is OpinionState.OVERDUE


def test_an_answer_given_late_is_an_answer():
    assert opinion_state(answered=True, due_on=DAY, on=DAY + timedelta(days=9)) is OpinionState.ANSWERED


def test_empty_parts_are_named_in_the_order_of_the_paper():
    lacks = list_lacks(texts={PartCode.LAW: "Có", PartCode.PROPOSAL: "  "}, opinions=(), on=DAY)

    assert [what for _lack, what in lacks] == [
        PartCode.PROBLEM,
        PartCode.EVIDENCE,
        PartCode.PROPOSAL,
        PartCode.IMPLEMENTATION,
    ]


@given(st.lists(opinions))
def test_an_overdue_opinion_holds_nothing_up_and_every_other_is_answered_for(asked):
    lacks = list_lacks(texts=WHOLE, opinions=asked, on=DAY)

    held_up = [what for _lack, what in lacks]
    assert [one for one in asked if one.stance is None and one.due_on >= DAY] == [
        what for lack, what in lacks if lack is Lack.OPINION_IN_TIME
    ]
    assert not [one for one in held_up if one.stance is None and one.due_on < DAY]
    assert not [one for one in held_up if one.stance is Stance.AGREE or (one.settled and one.stance)]
