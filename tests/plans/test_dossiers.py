"""Opening a dossier, writing it, resting it on law and evidence, and saying that it is whole."""

from datetime import date

import pytest

from tantam.base.errors import NotAllowed, OutOfScope
from tantam.base.models import AuditEntry
from tantam.plans.commands.dossier_grounds import (
    UnableToAddEvidence,
    UnableToCiteLaw,
    add_evidence,
    cite_law,
    remove_citation,
    remove_evidence,
)
from tantam.plans.commands.dossiers import (
    UnableToFinishDossier,
    UnableToOpenDossier,
    UnableToReopenDossier,
    UnableToSavePart,
    finish_dossier,
    open_dossier,
    reopen_dossier,
    save_dossier_part,
)
from tantam.plans.models import Dossier, LawCitation
from tantam.plans.parts.dossiers import UnableToChangeDossier
from tantam.plans.queries.dossiers import DossierFilter, get_dossier, list_dossiers
from tests.support.cast import TODAY
from tests.support.dossiers import finish_sample, make_run, open_sample, write_parts
from tests.support.replay import assert_replay_safe

pytestmark = pytest.mark.django_db
CITED = {
    "programme": "Cho vay hộ cận nghèo",
    "term": "Mức vay tối đa",
    "value": "100 triệu đồng",
    "document": "12/QĐ-HĐQT",
    "year": 2019,
    "article": "Điều 1",
    "as_of": TODAY,
}


@pytest.fixture
def dossier(cast, small_plan) -> Dossier:
    """Return a dossier of Sở Tài chính for II.2, still empty."""
    return open_sample(cast, small_plan)


def page_for(cast, name, dossier, on=TODAY):
    actor = cast.actor(name)
    return get_dossier(dossier_id=dossier.pk, scope=actor.scope, reader_unit_id=actor.unit_id, on=on)


@pytest.mark.replays("plans.open_dossier")
def test_opening_twice_opens_one_with_five_empty_parts(cast, small_plan):
    number = assert_replay_safe(
        open_dossier,
        asked=cast.asked("thu"),
        other={"title": "Khác"},
        task_id=small_plan.tasks["II.2"].pk,
        unit_id=cast.units["STC"].pk,
        kind="BAO_CAO",
        title="  Nâng  mức vay ",
        addressee="UBND tỉnh",
    )

    dossier = Dossier.objects.get()
    assert (dossier.pk, dossier.title, dossier.state) == (number, "Nâng mức vay", "WRITING")
    assert [part.text for part in dossier.parts.all()] == [""] * 5


def test_the_coordinator_opens_a_dossier_for_a_unit_that_leads(cast, small_plan):
    dossier = open_sample(cast, small_plan, by="lan")

    assert dossier.unit == cast.units["STC"]
    with pytest.raises(NotAllowed):
        write_parts(cast, dossier, by="lan")


@pytest.mark.parametrize(
    ("by", "unit", "task"), [("thu", "STC", "II.3"), ("hoa", "STC", "II.2"), ("hoa", "X21529", "II.2")]
)
def test_nobody_opens_a_dossier_for_who_does_not_lead_or_for_others(cast, small_plan, by, unit, task):
    with pytest.raises(OutOfScope):
        open_sample(cast, small_plan, by=by, unit=unit, task=task)


@pytest.mark.parametrize("wrong", [{"kind": "QUYET_DINH"}, {"title": " "}, {"addressee": ""}, {"title": "x" * 501}])
def test_a_dossier_says_what_it_is_and_to_whom(cast, small_plan, wrong):
    given = {"kind": "TO_TRINH", "title": "Tên", "addressee": "UBND tỉnh", **wrong}

    with pytest.raises(UnableToOpenDossier):
        open_dossier(
            asked=cast.asked("thu"), task_id=small_plan.tasks["II.2"].pk, unit_id=cast.units["STC"].pk, **given
        )


@pytest.mark.replays("plans.save_dossier_part")
def test_saving_a_part_twice_changes_it_once_and_keeps_its_text_out_of_the_audit(cast, dossier):
    version = assert_replay_safe(
        save_dossier_part,
        asked=cast.asked("thu"),
        other={"text": "Khác"},
        dossier_id=dossier.pk,
        code="PROBLEM",
        version=0,
        text="Hộ cận nghèo thiếu vốn.\r\n",
    )

    part = page_for(cast, "thu", dossier).part("PROBLEM")
    assert (version, part.version, part.text, part.edited_by_name) == (1, 1, "Hộ cận nghèo thiếu vốn.", "Võ Thị Thu")
    assert "thiếu vốn" not in str(AuditEntry.objects.latest("sequence").details)


def test_the_second_of_two_editors_is_told_what_the_first_wrote(cast, dossier):
    save_dossier_part(asked=cast.asked("thu"), dossier_id=dossier.pk, code="LAW", version=0, text="Của Thu")

    with pytest.raises(UnableToSavePart) as refused:
        save_dossier_part(asked=cast.asked("khai"), dossier_id=dossier.pk, code="LAW", version=0, text="Của Khải")

    assert refused.value.conflict.text == "Của Thu"
    assert refused.value.conflict.version == 1
    assert "Võ Thị Thu" in str(refused.value)
    assert page_for(cast, "thu", dossier).part("LAW").text == "Của Thu"


def test_saving_what_stands_already_changes_nothing(cast, dossier):
    save_dossier_part(asked=cast.asked("thu"), dossier_id=dossier.pk, code="LAW", version=0, text="Một")
    before = page_for(cast, "thu", dossier).revision

    assert save_dossier_part(asked=cast.asked("khai"), dossier_id=dossier.pk, code="LAW", version=0, text="Một") == 1
    assert page_for(cast, "thu", dossier).revision == before


@pytest.mark.replays("plans.cite_law")
def test_citing_twice_cites_once(cast, dossier):
    assert_replay_safe(
        cite_law, asked=cast.asked("thu"), other={"value": "150 triệu đồng"}, dossier_id=dossier.pk, **CITED
    )

    (line,) = page_for(cast, "thu", dossier).citations
    assert (line.value, line.document, line.year) == ("100 triệu đồng", "12/QĐ-HĐQT", 2019)


@pytest.mark.parametrize("wrong", [{"value": ""}, {"article": " "}, {"year": 1900}, {"document": "x" * 201}])
def test_a_citation_says_what_and_where(cast, dossier, wrong):
    with pytest.raises(UnableToCiteLaw):
        cite_law(asked=cast.asked("thu"), dossier_id=dossier.pk, **{**CITED, **wrong})


@pytest.mark.replays("plans.remove_citation")
def test_a_removed_citation_leaves_the_dossier_and_its_row_stays(cast, dossier):
    number = cite_law(asked=cast.asked("thu"), dossier_id=dossier.pk, **CITED)

    assert_replay_safe(
        remove_citation,
        asked=cast.asked("thu"),
        other={"citation_id": 0},
        dossier_id=dossier.pk,
        citation_id=number,
    )

    assert page_for(cast, "thu", dossier).citations == ()
    assert LawCitation.objects.get().removed_at is not None


@pytest.mark.replays("plans.add_evidence")
def test_a_run_stands_in_the_annex_once(cast, dossier):
    run = make_run(cast)
    assert_replay_safe(add_evidence, asked=cast.asked("thu"), other={"run_id": 0}, dossier_id=dossier.pk, run_id=run.pk)

    with pytest.raises(UnableToAddEvidence):
        add_evidence(asked=cast.asked("khai"), dossier_id=dossier.pk, run_id=run.pk)

    assert [line.run_id for line in page_for(cast, "thu", dossier).evidence] == [run.pk]


def test_a_run_of_another_commune_is_not_there_to_be_added(cast, dossier):
    run = make_run(cast, unit="X21484")

    with pytest.raises(OutOfScope):
        add_evidence(asked=cast.asked("thu"), dossier_id=dossier.pk, run_id=run.pk)


@pytest.mark.replays("plans.remove_evidence")
def test_a_removed_run_may_be_added_again(cast, dossier):
    run = make_run(cast)
    number = add_evidence(asked=cast.asked("thu"), dossier_id=dossier.pk, run_id=run.pk)

    assert_replay_safe(
        remove_evidence,
        asked=cast.asked("thu"),
        other={"evidence_id": 0},
        dossier_id=dossier.pk,
        evidence_id=number,
    )
    assert page_for(cast, "thu", dossier).evidence == ()

    add_evidence(asked=cast.asked("thu"), dossier_id=dossier.pk, run_id=run.pk)
    assert len(page_for(cast, "thu", dossier).evidence) == 1


def test_a_dossier_is_not_finished_while_parts_are_empty_and_says_which(cast, dossier):
    save_dossier_part(asked=cast.asked("thu"), dossier_id=dossier.pk, code="PROBLEM", version=0, text="Có")
    dossier.refresh_from_db()

    with pytest.raises(UnableToFinishDossier) as refused:
        finish_dossier(asked=cast.asked("thu"), dossier_id=dossier.pk, revision=dossier.revision)

    assert "Vấn đề" not in str(refused.value)
    assert "Tổ chức thực hiện" in str(refused.value)
    assert len(page_for(cast, "thu", dossier).lacks) == 4


@pytest.mark.replays("plans.finish_dossier")
def test_a_finished_dossier_is_not_changed(cast, dossier):
    write_parts(cast, dossier)
    dossier.refresh_from_db()

    assert_replay_safe(
        finish_dossier,
        asked=cast.asked("thu"),
        other={"revision": 0},
        dossier_id=dossier.pk,
        revision=dossier.revision,
    )

    assert page_for(cast, "thu", dossier).finished_by_name == "Võ Thị Thu"
    with pytest.raises(UnableToChangeDossier):
        save_dossier_part(asked=cast.asked("thu"), dossier_id=dossier.pk, code="LAW", version=1, text="Khác")


def test_nobody_finishes_what_they_did_not_see(cast, dossier):
    write_parts(cast, dossier)

    with pytest.raises(UnableToFinishDossier, match="đã thay đổi"):
        finish_dossier(asked=cast.asked("thu"), dossier_id=dossier.pk, revision=1)


@pytest.mark.replays("plans.reopen_dossier")
def test_a_finished_dossier_may_be_opened_again_before_it_is_registered(cast, dossier):
    write_parts(cast, dossier)
    finish_sample(cast, dossier)

    assert_replay_safe(reopen_dossier, asked=cast.asked("khai"), other={"dossier_id": 0}, dossier_id=dossier.pk)

    assert page_for(cast, "thu", dossier).editable
    with pytest.raises(UnableToReopenDossier):
        reopen_dossier(asked=cast.asked("khai"), dossier_id=dossier.pk)


def test_who_was_not_asked_sees_nothing_of_a_dossier(cast, dossier):
    with pytest.raises(OutOfScope):
        page_for(cast, "tam", dossier)

    for name, seen in [("tam", 0), ("hoa", 0), ("thu", 1), ("lan", 1), ("binh", 1), ("dung", 1)]:
        actor = cast.actor(name)
        lines = list_dossiers(scope=actor.scope, reader_unit_id=actor.unit_id, chosen=DossierFilter())
        assert len(lines) == seen, name


def test_a_date_of_the_law_is_kept_with_the_citation(cast, dossier):
    cite_law(asked=cast.asked("thu"), dossier_id=dossier.pk, **{**CITED, "as_of": date(2025, 1, 1)})

    assert page_for(cast, "thu", dossier).citations[0].as_of == date(2025, 1, 1)
