"""Registering a dossier's paper: frozen, found in the register, and the duty done."""

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest

from tantam.access.models import Membership
from tantam.base.files import path_of, read_file
from tantam.core.canonical import digest
from tantam.documents.word import write_word
from tantam.plans.commands.dossier_grounds import add_evidence, cite_law
from tantam.plans.commands.dossier_opinions import ask_opinion, give_opinion, settle_opinion
from tantam.plans.commands.dossier_paper import UnableToRegisterDossier, register_dossier
from tantam.plans.commands.dossiers import finish_dossier
from tantam.plans.commands.drafts import save_text
from tantam.plans.dossiers.paper import opinions_summary, paper_of
from tantam.plans.dossiers.words import about, default_symbol
from tantam.plans.models import DossierIssue, IssuedDocument, SubmissionEvent
from tantam.plans.queries import dossier_content
from tantam.plans.queries.dossier_choices import list_open_duties
from tantam.plans.queries.dossiers import get_dossier, get_dossier_paper, verify_dossier
from tantam.plans.queries.register import RegisterFilter, search_documents
from tests.plans.test_dossiers import CITED
from tests.support.cast import SINCE, TODAY
from tests.support.dossiers import evidence_of, finish_sample, make_run, open_sample, write_parts
from tests.support.replay import assert_replay_safe

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=8)


@pytest.fixture(autouse=True)
def _evidence(monkeypatch):
    monkeypatch.setattr(dossier_content, "get_run_evidence", evidence_of)


@pytest.fixture
def finished(cast, small_plan):
    """Return a finished dossier of Sở Tài chính for II.2."""
    dossier = open_sample(cast, small_plan)
    write_parts(cast, dossier)
    finish_sample(cast, dossier)
    return dossier


@pytest.fixture
def duty(small_plan):
    """Return the open duty that the paper fulfils."""
    return small_plan.duty("II.2", "STC", "2026")


def paper_for(cast, dossier, name="thu", on=TODAY):
    actor = cast.actor(name)
    return get_dossier_paper(dossier_id=dossier.pk, scope=actor.scope, reader_unit_id=actor.unit_id, on=on)


def given(cast, dossier, duty, **changed):
    """Return what the approver enters."""
    return {
        "dossier_id": dossier.pk,
        "seen_digest": paper_for(cast, dossier).digest,
        "number": 7,
        "symbol": "TTr-STC",
        "signed_on": TODAY,
        "signer_title": "Phó Giám đốc",
        "signer_name": "Bùi Văn Khải",
        "duty_id": duty.pk,
        "duty_version": 0,
        **changed,
    }


def text_of(document) -> str:
    """Return the text of a Word file."""
    with ZipFile(io.BytesIO(write_word(document))) as file:
        return file.read("word/document.xml").decode()


@pytest.mark.replays("plans.register_dossier")
def test_registering_twice_registers_once_and_the_duty_is_done_on_that_day(cast, finished, duty):
    assert_replay_safe(register_dossier, asked=cast.asked("khai"), other={"number": 8}, **given(cast, finished, duty))

    duty.refresh_from_db()
    issue = DossierIssue.objects.get()
    assert duty.done_on == TODAY
    assert issue.number == "07/TTr-STC"
    assert issue.digest == digest(issue.frozen)
    assert read_file(issue.pdf.sha256).startswith(b"%PDF")
    steps = SubmissionEvent.objects.order_by("id")
    assert [step.kind for step in steps] == ["FILED", "SIGNED_OFF"]
    assert "Võ Thị Thu" in steps[0].reason


def test_the_registered_paper_is_found_in_the_register(cast, finished, duty):
    register_dossier(asked=cast.asked("khai"), **given(cast, finished, duty))

    actor = cast.actor("lan")
    (line,) = search_documents(
        scope=actor.scope, reader_unit_id=actor.unit_id, chosen=RegisterFilter(text="muc cho vay can ngheo")
    )
    assert (line.document.number, line.document.kind, line.duty_id) == ("07/TTr-STC", "Tờ trình", duty.pk)
    assert IssuedDocument.objects.get().file == DossierIssue.objects.get().pdf


def test_a_registered_paper_holds_until_a_file_is_changed(cast, finished, duty):
    register_dossier(asked=cast.asked("khai"), **given(cast, finished, duty))
    actor = cast.actor("thu")
    page = get_dossier(dossier_id=finished.pk, scope=actor.scope, reader_unit_id=actor.unit_id, on=TODAY)
    assert verify_dossier(page, paper_for(cast, finished))

    path_of(page.issue.word_sha256).write_bytes(b"khac")

    assert not verify_dossier(page, paper_for(cast, finished))


@pytest.mark.parametrize(
    "wrong",
    [
        {"seen_digest": "0" * 64},
        {"symbol": "QĐ-STC"},
        {"symbol": "TTr"},
        {"number": 0},
        {"signed_on": TODAY + timedelta(days=1)},
        {"signer_name": " "},
        {"duty_id": None},
        {"duty_version": 3},
    ],
)
def test_a_paper_is_registered_as_seen_with_a_number_that_can_be(cast, finished, duty, wrong):
    with pytest.raises(UnableToRegisterDossier):
        register_dossier(asked=cast.asked("khai"), **given(cast, finished, duty, **wrong))

    duty.refresh_from_db()
    assert duty.done_on is None
    assert not IssuedDocument.objects.exists()


def test_a_number_is_taken_once_a_year_by_a_unit(cast, small_plan, finished, duty):
    register_dossier(asked=cast.asked("khai"), **given(cast, finished, duty))
    second = open_sample(cast, small_plan)
    write_parts(cast, second)
    finish_sample(cast, second)
    left = list_open_duties(dossier_id=second.pk, on=TODAY)[0]

    with pytest.raises(UnableToRegisterDossier, match="đã dùng"):
        register_dossier(asked=cast.asked("khai"), **given(cast, second, duty, duty_id=left.id))


def test_who_finished_a_dossier_registers_it_only_where_nobody_else_can(cast, small_plan, duty):
    dossier = open_sample(cast, small_plan)
    write_parts(cast, dossier)
    finish_sample(cast, dossier, by="khai")
    other = Membership.objects.create(user=cast.people["thu"], unit=cast.units["STC"], role="APPROVER", starts_on=SINCE)

    with pytest.raises(UnableToRegisterDossier, match="không tự đăng ký"):
        register_dossier(asked=cast.asked("khai"), **given(cast, dossier, duty))

    other.delete()
    register_dossier(asked=cast.asked("khai"), **given(cast, dossier, duty))
    assert DossierIssue.objects.exists()


def test_a_draft_of_the_duty_is_signed_off_only_as_it_was_seen(cast, finished, duty):
    version = save_text(asked=cast.asked("thu"), duty_id=duty.pk, version=0, text="Đã rà soát.")

    with pytest.raises(UnableToRegisterDossier):
        register_dossier(asked=cast.asked("khai"), **given(cast, finished, duty))

    register_dossier(asked=cast.asked("khai"), **given(cast, finished, duty, duty_version=version))
    assert duty.submission.text == "Đã rà soát."


def test_without_an_open_duty_the_paper_is_registered_alone(cast, finished, duty, small_plan):
    small_plan.tasks["II.2"].duties.update(exempt=True)

    register_dossier(asked=cast.asked("khai"), **given(cast, finished, duty, duty_id=None))

    assert DossierIssue.objects.get().document is None


def test_the_paper_holds_what_was_cited_said_and_found(cast, small_plan):
    dossier = open_sample(cast, small_plan)
    write_parts(cast, dossier)
    cite_law(asked=cast.asked("thu"), dossier_id=dossier.pk, **CITED)
    add_evidence(asked=cast.asked("thu"), dossier_id=dossier.pk, run_id=make_run(cast).pk)
    ask_opinion(
        asked=cast.asked("thu"),
        dossier_id=dossier.pk,
        unit_ids=[cast.units["X21484"].pk, cast.units["SNV"].pk],
        due_on=TODAY,
    )
    answer = give_opinion(
        asked=cast.asked("hoa"), dossier_id=dossier.pk, stance="AGREE_WITH_CHANGES", text="Bổ sung hộ mới thoát nghèo."
    )
    settle_opinion(
        asked=cast.asked("thu"), dossier_id=dossier.pk, answer_id=answer, outcome="ACCEPTED", words="Đã bổ sung."
    )
    dossier.refresh_from_db()
    finish_dossier(asked=cast.asked("thu", on=LATER), dossier_id=dossier.pk, revision=dossier.revision)

    document = paper_of(paper_for(cast, dossier, on=LATER).content)
    text = text_of(document)

    assert document.is_draft
    assert document.kind == "Tờ trình"
    assert document.addressees == ("Ủy ban nhân dân tỉnh Quảng Ngãi",)
    assert document.ground_lines[0] == "Căn cứ Quyết định số 12/QĐ-HĐQT năm 2019;"
    for said in (
        "DỰ THẢO",
        "100 triệu đồng",
        "Nhất trí, có góp ý (22/11/2026): Bổ sung hộ mới thoát nghèo.",
        "Tiếp thu: Đã bổ sung.",
        "Quá thời hạn, chưa có ý kiến: Sở Nội vụ.",
        "Phụ lục I",
        "Nâng mức vay tối đa hộ cận nghèo",
        "Tỷ lệ hộ vay",
    ):
        assert said in text, said


def test_a_deputy_signs_for_the_head_and_the_registered_paper_has_no_draft_mark(cast, finished, duty):
    register_dossier(asked=cast.asked("khai"), **given(cast, finished, duty))

    document = paper_of(DossierIssue.objects.get().frozen)

    assert document.signature.lines == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert document.number_line == "Số: 07/TTr-STC"
    assert document.issuer.parent == "Ủy ban nhân dân\ntỉnh Quảng Ngãi"
    assert "DỰ THẢO" not in text_of(document)


def test_the_summary_counts_each_stance_once():
    opinions = [
        {"unit": "A", "stance": "AGREE", "state": "ANSWERED"},
        {"unit": "B", "stance": "AGREE", "state": "ANSWERED"},
        {"unit": "C", "stance": "DISAGREE", "state": "ANSWERED"},
        {"unit": "D", "stance": "", "state": "OVERDUE"},
    ]

    assert opinions_summary(opinions) == (
        "Đã lấy ý kiến 4 đơn vị; 3 đơn vị có ý kiến (2 nhất trí, 1 không nhất trí). Quá thời hạn, chưa có ý kiến: D."
    )


@pytest.mark.parametrize(
    ("kind", "unit_kind", "code", "symbol"),
    [
        ("TO_TRINH", "DEPARTMENT", "STC", "TTr-STC"),
        ("BAO_CAO", "COMMUNE_PC", "X21484", "BC-UBND"),
        ("BAO_CAO", "BANK_BRANCH", "NHCSXH", "BC-NHCS"),
    ],
)
def test_a_symbol_to_begin_with_is_the_units_own(kind, unit_kind, code, symbol):
    assert default_symbol(kind=kind, unit_kind=unit_kind, unit_code=code) == symbol


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Nâng mức vay hộ cận nghèo", "về nâng mức vay hộ cận nghèo"),
        ("Về việc nâng mức vay", "về việc nâng mức vay"),
        ("về nâng mức vay", "về nâng mức vay"),
        ("UBND cấp xã gửi vốn ủy thác", "về UBND cấp xã gửi vốn ủy thác"),
        ("Quảng Ngãi gửi vốn ủy thác", "về Quảng Ngãi gửi vốn ủy thác"),
    ],
)
def test_a_title_stands_in_a_sentence_once_about_and_with_its_names_whole(title, words):
    assert about(title) == words
