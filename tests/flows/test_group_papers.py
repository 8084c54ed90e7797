"""A group's papers over HTTP, as Word and PDF, as they stood on their day."""

import pytest
from django.urls import reverse

from tantam.groups.commands.contracts import ContractPaper, sign_authorisation
from tests.support.cast import TODAY
from tests.support.groups import (
    APPROVED,
    elect,
    make_active,
    members_of,
)
from tests.support.papers import word_text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["group-member-list", "group-book"])
@pytest.mark.parametrize(("kind", "starts"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_papers_are_given_away_as_word_and_pdf(signed_in, village, cast, name, kind, starts):
    group = make_active(cast, village)

    paper = signed_in("yen").get(reverse(name, args=[group.pk, kind]))

    assert paper.content.startswith(starts)
    assert paper["Cache-Control"] == "private, no-store"


def test_a_paper_of_another_kind_does_not_exist(signed_in, village, cast):
    group = make_active(cast, village)

    assert signed_in("yen").get(reverse("group-book", args=[group.pk, "exe"])).status_code == 404


def test_a_contract_bears_who_led_the_group_when_it_was_signed(signed_in, village, cast):
    group = make_active(cast, village)
    number = sign_authorisation(
        asked=cast.asked("yen"), group_id=group.pk, paper=ContractPaper("05/HĐUN", APPROVED, APPROVED)
    )
    elect(cast, group, head=3, deputy=4, on=TODAY)
    first, second = (members_of(group)[place].person.full_name for place in (0, 3))

    answer = signed_in("yen").get(reverse("group-contract", args=[group.pk, number, "docx"]))

    text = word_text(answer.content)
    assert first in text
    assert second not in text
