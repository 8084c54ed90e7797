"""Consulting on a dossier: who is asked, what they say, how it is taken in."""

from datetime import timedelta

import pytest

from tantam.base.errors import NotAllowed, OutOfScope
from tantam.core.dossiers import OpinionState
from tantam.plans.commands.dossier_opinions import (
    UnableToAskOpinion,
    UnableToGiveOpinion,
    UnableToSettleOpinion,
    ask_opinion,
    give_opinion,
    settle_opinion,
)
from tantam.plans.commands.dossiers import UnableToFinishDossier
from tantam.plans.models import Notice, Opinion, OpinionAnswer
from tantam.plans.parts.attachment import Attachment
from tantam.plans.queries.dossier_choices import get_dossier_desk
from tantam.plans.queries.dossiers import get_dossier, get_opinion_file
from tests.support.cast import TODAY
from tests.support.dossiers import finish_sample, open_sample, write_parts
from tests.support.replay import assert_replay_safe

pytestmark = pytest.mark.django_db
DUE = TODAY + timedelta(days=7)
LATER = DUE + timedelta(days=1)


@pytest.fixture
def dossier(cast, small_plan):
    """Return a dossier of Sở Tài chính, written whole, on which Ba Tơ and Sở Nội vụ are consulted."""
    found = open_sample(cast, small_plan)
    write_parts(cast, found)
    ask_opinion(
        asked=cast.asked("thu"),
        dossier_id=found.pk,
        unit_ids=[cast.units["X21484"].pk, cast.units["SNV"].pk],
        due_on=DUE,
    )
    return found


def page_for(cast, name, dossier, on=TODAY):
    actor = cast.actor(name)
    return get_dossier(dossier_id=dossier.pk, scope=actor.scope, reader_unit_id=actor.unit_id, on=on)


def answer(cast, dossier, stance="AGREE_WITH_CHANGES", text="Bổ sung hộ mới thoát nghèo.", by="hoa"):
    return give_opinion(asked=cast.asked(by), dossier_id=dossier.pk, stance=stance, text=text)


@pytest.mark.replays("plans.ask_opinion")
def test_asking_twice_asks_once_and_moves_the_dossier_on(cast, small_plan):
    dossier = open_sample(cast, small_plan)

    count = assert_replay_safe(
        ask_opinion,
        asked=cast.asked("thu"),
        other={"due_on": LATER},
        dossier_id=dossier.pk,
        unit_ids=[cast.units["X21484"].pk, cast.units["STC"].pk],
        due_on=DUE,
    )

    assert count == 1
    assert page_for(cast, "thu", dossier).line.state == "CONSULTING"
    assert Opinion.objects.get().unit == cast.units["X21484"]


def test_the_people_of_a_consulted_unit_get_a_notice(cast, dossier):
    told = Notice.objects.filter(link=f"/ho-so-chinh-sach/{dossier.pk}/")

    assert sorted(notice.user.username for notice in told) == ["hoa", "minh"]


@pytest.mark.parametrize(("codes", "days"), [([], 7), (["STC"], 7), (["X21484"], 7), (["X21529"], -1)])
def test_an_opinion_is_asked_of_somebody_else_with_time_to_answer(cast, dossier, codes, days):
    with pytest.raises(UnableToAskOpinion):
        ask_opinion(
            asked=cast.asked("thu"),
            dossier_id=dossier.pk,
            unit_ids=[cast.units[code].pk for code in codes],
            due_on=TODAY + timedelta(days=days),
        )


def test_asking_again_gives_more_time_to_who_did_not_answer(cast, dossier):
    answer(cast, dossier)

    count = ask_opinion(
        asked=cast.asked("thu"),
        dossier_id=dossier.pk,
        unit_ids=[cast.units["X21484"].pk, cast.units["SNV"].pk],
        due_on=LATER,
    )

    assert count == 1
    assert {one.unit_name: one.due_on for one in page_for(cast, "thu", dossier).opinions} == {
        "Sở Nội vụ": LATER,
        "Ủy ban nhân dân xã Ba Tơ": DUE,
    }


def test_a_consulted_unit_sees_the_dossier_and_its_own_opinion_only(cast, dossier):
    page = page_for(cast, "hoa", dossier)

    assert not page.inside
    assert page.part("LAW").text == "Nội dung phần LAW."
    assert [one.unit_name for one in page.opinions] == ["Ủy ban nhân dân xã Ba Tơ"]
    assert page.own_opinion is not None
    with pytest.raises(OutOfScope):
        page_for(cast, "tam", dossier)


@pytest.mark.replays("plans.give_opinion")
def test_giving_an_opinion_twice_gives_it_once(cast, dossier):
    assert_replay_safe(
        give_opinion,
        asked=cast.asked("minh"),
        other={"stance": "DISAGREE"},
        dossier_id=dossier.pk,
        stance="AGREE",
        text="",
    )

    opinion = page_for(cast, "thu", dossier).opinions[1]
    assert opinion.state is OpinionState.ANSWERED
    assert opinion.answer.answered_by_name == "Đinh Văn Minh"
    assert not opinion.needs_settling


def test_who_changes_their_mind_answers_again_and_both_answers_stay(cast, dossier):
    first = answer(cast, dossier)
    settle_opinion(
        asked=cast.asked("thu"), dossier_id=dossier.pk, answer_id=first, outcome="ACCEPTED", words="Đã bổ sung."
    )

    answer(cast, dossier, stance="DISAGREE", text="Nguồn vốn chưa đủ.", by="minh")

    opinion = page_for(cast, "thu", dossier).opinions[1]
    assert opinion.answer.stance == "DISAGREE"
    assert opinion.needs_settling
    assert OpinionAnswer.objects.count() == 2
    with pytest.raises(UnableToSettleOpinion):
        settle_opinion(
            asked=cast.asked("thu"), dossier_id=dossier.pk, answer_id=first, outcome="ACCEPTED", words="Đã bổ sung."
        )


@pytest.mark.parametrize(("stance", "text"), [("", ""), ("AGREE_WITH_CHANGES", " "), ("DISAGREE", ""), ("NO", "a")])
def test_who_does_not_simply_agree_says_why(cast, dossier, stance, text):
    with pytest.raises(UnableToGiveOpinion):
        answer(cast, dossier, stance=stance, text=text)


def test_only_a_unit_that_was_asked_gives_an_opinion(cast, dossier):
    with pytest.raises(OutOfScope):
        answer(cast, dossier, by="tam")
    with pytest.raises(NotAllowed):
        answer(cast, dossier, by="thu")


def test_the_file_of_an_opinion_is_for_the_lead_and_the_unit_itself(cast, dossier):
    number = give_opinion(
        asked=cast.asked("hoa"),
        dossier_id=dossier.pk,
        stance="AGREE",
        text="",
        attachment=Attachment(content=b"%PDF-1.7 y kien", filename="y-kien.pdf", media_type="application/pdf"),
    )

    for name in ("thu", "hoa", "lan"):
        actor = cast.actor(name)
        kept = get_opinion_file(
            answer_id=number, dossier_id=dossier.pk, scope=actor.scope, reader_unit_id=actor.unit_id
        )
        assert kept.filename == "y-kien.pdf"
    ask_opinion(asked=cast.asked("thu"), dossier_id=dossier.pk, unit_ids=[cast.units["X21529"].pk], due_on=DUE)
    neighbour = cast.actor("tam")
    with pytest.raises(OutOfScope):
        get_opinion_file(
            answer_id=number, dossier_id=dossier.pk, scope=neighbour.scope, reader_unit_id=neighbour.unit_id
        )


@pytest.mark.replays("plans.settle_opinion")
def test_settling_twice_settles_once(cast, dossier):
    number = answer(cast, dossier)

    assert_replay_safe(
        settle_opinion,
        asked=cast.asked("thu"),
        other={"outcome": "EXPLAINED"},
        dossier_id=dossier.pk,
        answer_id=number,
        outcome="ACCEPTED",
        words="Đã bổ sung vào phần Đề xuất.",
    )

    line = page_for(cast, "thu", dossier).opinions[1].answer
    assert (line.outcome, line.settlement) == ("ACCEPTED", "Đã bổ sung vào phần Đề xuất.")


@pytest.mark.parametrize(("outcome", "words"), [("", "Có"), ("ACCEPTED", " "), ("NO", "Có")])
def test_a_settlement_says_how_and_in_words(cast, dossier, outcome, words):
    number = answer(cast, dossier)

    with pytest.raises(UnableToSettleOpinion):
        settle_opinion(asked=cast.asked("thu"), dossier_id=dossier.pk, answer_id=number, outcome=outcome, words=words)


def test_only_the_lead_unit_settles(cast, dossier):
    number = answer(cast, dossier)

    with pytest.raises(NotAllowed):
        settle_opinion(
            asked=cast.asked("hoa"), dossier_id=dossier.pk, answer_id=number, outcome="ACCEPTED", words="Đã bổ sung."
        )


def test_a_dossier_waits_for_opinions_in_time_and_not_for_overdue_ones(cast, dossier):
    answer(cast, dossier, stance="AGREE", text="")

    with pytest.raises(UnableToFinishDossier, match="Sở Nội vụ"):
        finish_sample(cast, dossier)
    assert page_for(cast, "thu", dossier).lacks != ()
    assert page_for(cast, "thu", dossier, on=LATER).lacks == ()
    assert page_for(cast, "thu", dossier, on=LATER).opinions[0].state is OpinionState.OVERDUE


def test_a_dossier_waits_until_what_was_proposed_is_taken_in(cast, dossier):
    answer(cast, dossier)

    assert [lack for lack in page_for(cast, "thu", dossier, on=LATER).lacks if "Ba Tơ" in lack]


def test_what_is_asked_of_a_unit_lies_on_its_desk_until_it_answers(cast, dossier):
    unit_id = cast.units["X21484"].pk
    (line,) = get_dossier_desk(unit_id=unit_id, on=LATER).asked
    assert (line.dossier_id, line.state, line.unit_name) == (dossier.pk, OpinionState.OVERDUE, "Sở Tài chính")

    answer(cast, dossier)

    assert get_dossier_desk(unit_id=unit_id, on=TODAY).asked == ()
