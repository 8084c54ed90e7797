"""From an annex to a plan, and from an amended annex to an amended plan."""

from datetime import date
from pathlib import Path

import pytest

from tantam.base.errors import AlreadyDone, NotAllowed, RequestConflict
from tantam.base.models import AuditEntry
from tantam.exchange.annexes import ReadAnnex, read_annex_content
from tantam.exchange.unit_lists import read_unit_list
from tantam.plans.commands.importing import AnnexFile, UnableToImport, amend_plan, import_plan, stage_annex
from tantam.plans.commands.parties import UnableToSettle, choose_parties, map_name
from tantam.plans.commands.periods import (
    UnableToAddMilestone,
    UnableToOpenPeriod,
    UnableToSetCycle,
    add_milestone,
    open_period,
    set_cycle,
)
from tantam.plans.models import AnnexReading, Duty, Party, Phrase, Plan, StagedAnnex, Task
from tantam.plans.queries.annex import compare_with_plan, find_source_lines, list_phrases
from tantam.plans.queries.periods import list_openable_periods, list_periods
from tantam.units.commands import load_units
from tests.support.cast import TODAY, asked_by_system

DEMO = Path(__file__).parents[2] / "demo"
ISSUED_ON = date(2025, 8, 7)

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    rows, valid_from = read_unit_list(DEMO / "units.yaml")
    load_units(asked=asked_by_system(), rows=rows, valid_from=valid_from)


@pytest.fixture
def annex(units) -> tuple[bytes, ReadAnnex]:
    content = (DEMO / "plan-17-annex.txt").read_bytes()
    return content, read_annex_content(content, filename="phu-luc.txt", issued_on=ISSUED_ON)


def arguments(annex: tuple[bytes, ReadAnnex]) -> dict:
    content, read = annex
    return {
        "reading": read.reading,
        "file": AnnexFile(content, "phu-luc.txt", "text/plain"),
        "source_lines": read.source_lines,
    }


def take_in(annex, *, key: str | None = None) -> int:
    return import_plan(
        asked=asked_by_system(key=key),
        number="17/KH-UBND",
        title="Kế hoạch thực hiện Quyết định số 1560/QĐ-TTg",
        issued_on=ISSUED_ON,
        issuer="Ủy ban nhân dân tỉnh Quảng Ngãi",
        **arguments(annex),
    )


def choose_everything(plan_id: int, *codes: str) -> None:
    while waiting := list_phrases(plan_id=plan_id, unsettled_only=True):
        choose_parties(
            asked=asked_by_system(), phrase_id=waiting[0].id, unit_codes=codes or ("STC", "SNV"), everywhere=True
        )


def test_the_plan_has_its_23_tasks_and_every_line_of_the_source(annex):
    plan_id = take_in(annex)

    codes = list(Task.objects.filter(plan_id=plan_id).order_by("order").values_list("code", flat=True))
    assert len(codes) == 23
    assert codes[:6] == ["I.1", "I.2", "II.1", "II.2", "II.3", "III.1"]
    assert codes[7:11] == ["IV.1.a", "IV.1.b", "IV.1.c", "V.1"]
    assert Task.objects.get(code="IV.1.a").heading.startswith("Tập trung các nguồn vốn")
    lines = find_source_lines(plan_id=plan_id, places=Task.objects.get(code="V.3").source)
    assert any("Sở Xây dựng" in text for _place, text in lines)


def test_communes_are_all_96_and_departments_wait_for_a_choice(annex):
    plan_id = take_in(annex)

    lead = Phrase.objects.filter(task__code="I.1", role="LEAD").order_by("order")
    assert [phrase.kind for phrase in lead] == ["CHOICE", "SET"]
    assert lead[0].settled_at is None
    assert lead[1].parties.count() == 96
    assert Party.objects.filter(task__code="V.6", role="LEAD").get().unit.code == "CAT"
    assert not Phrase.objects.filter(task__plan_id=plan_id, kind="UNKNOWN").exists()


@pytest.mark.replays("plans.import_plan")
def test_the_same_import_twice_writes_one_plan(annex):
    plan_id = take_in(annex, key="k")
    entries = AuditEntry.objects.count()

    with pytest.raises(AlreadyDone) as repeat:
        take_in(annex, key="k")
    with pytest.raises(UnableToImport, match="đã có"):
        take_in(annex)

    assert repeat.value.result == plan_id
    assert (Plan.objects.count(), AuditEntry.objects.count()) == (1, entries)


@pytest.mark.replays("plans.stage_annex")
def test_an_annex_is_staged_once(units):
    file = AnnexFile(b"abc", "a.txt", "text/plain")
    stage_annex(asked=asked_by_system(key="k"), file=file)

    with pytest.raises(AlreadyDone):
        stage_annex(asked=asked_by_system(key="k"), file=file)
    with pytest.raises(RequestConflict):
        stage_annex(asked=asked_by_system(key="k"), file=AnnexFile(b"abd", "a.txt", "text/plain"))

    assert StagedAnnex.objects.count() == 1


@pytest.mark.replays("plans.amend_plan")
def test_the_same_annex_again_changes_nothing(annex):
    plan_id = take_in(annex)
    revision = Plan.objects.get().revision

    counts = amend_plan(asked=asked_by_system(key="k"), plan_id=plan_id, **arguments(annex))
    with pytest.raises(AlreadyDone):
        amend_plan(asked=asked_by_system(key="k"), plan_id=plan_id, **arguments(annex))

    assert counts == {"ADDED": 0, "CHANGED": 0, "REMOVED": 0, "SAME": 23}
    assert Plan.objects.get().revision == revision
    assert AnnexReading.objects.count() == 1


def test_an_amended_annex_keeps_duties_and_choices_and_withdraws_what_is_left_out(annex):
    plan_id = take_in(annex)
    choose_everything(plan_id)
    open_period(asked=asked_by_system(), plan_id=plan_id, kind="YEAR", year=2026)
    before = Duty.objects.count()
    text = annex[0].decode().replace("Sở Xây dựng \n\nCác", "Sở Tài chính \n\nCác", 1)
    start, end = text.index("\n 9 \n"), text.index("VI Nâng cao")
    content = (text[:start] + "\n" + text[end:]).encode()
    read = read_annex_content(content, filename="sua-doi.txt", issued_on=ISSUED_ON)

    changes = {c.code: c.kind for c in compare_with_plan(plan_id=plan_id, reading=read.reading) if c.kind != "SAME"}
    counts = amend_plan(asked=asked_by_system(), plan_id=plan_id, **arguments((content, read)))

    assert changes["V.9"] == "REMOVED"
    assert counts["REMOVED"] == 1
    assert Duty.objects.count() == before
    assert Task.objects.get(code="V.9").withdrawn_at is not None
    assert Phrase.objects.get(task__code="I.1", role="LEAD", kind="CHOICE").parties.count() == 2


@pytest.mark.replays("plans.choose_parties")
def test_a_choice_holds_for_every_task_with_the_same_words(annex):
    plan_id = take_in(annex)
    phrase = Phrase.objects.get(task__code="I.1", role="LEAD", kind="CHOICE")
    chosen = {"phrase_id": phrase.pk, "unit_codes": ("STC", "SNV"), "everywhere": True}

    count = choose_parties(asked=asked_by_system(key="k"), **chosen)
    with pytest.raises(AlreadyDone):
        choose_parties(asked=asked_by_system(key="k"), **chosen)

    assert count > 10
    assert phrase.parties.count() == 2
    assert Phrase.objects.get(task__code="V.9", role="LEAD").parties.count() == 2
    assert plan_id


@pytest.mark.parametrize("codes", [(), ("KHONG-CO",)])
def test_a_choice_of_nobody_is_refused(annex, codes):
    take_in(annex)

    with pytest.raises(UnableToSettle):
        choose_parties(asked=asked_by_system(), phrase_id=Phrase.objects.filter(kind="CHOICE")[0].pk, unit_codes=codes)


@pytest.mark.replays("plans.map_name")
def test_a_name_is_mapped_once_and_for_ever(units):
    content = (DEMO / "plan-17-annex.txt").read_text(encoding="utf-8").replace("Sở Xây dựng", "Sở Kiến thiết")
    odd = content.encode(), read_annex_content(content.encode(), filename="a.txt", issued_on=ISSUED_ON)
    take_in(odd)
    unknown = Phrase.objects.get(task__code="V.3", role="LEAD")
    assert (unknown.kind, unknown.settled_at) == ("UNKNOWN", None)

    map_name(asked=asked_by_system(key="k"), text="Sở Kiến thiết", unit_code="SXD")
    with pytest.raises(AlreadyDone):
        map_name(asked=asked_by_system(key="k"), text="Sở Kiến thiết", unit_code="SXD")

    assert Party.objects.get(task__code="V.3", role="LEAD").unit.code == "SXD"
    again = read_annex_content(content.encode(), filename="a.txt", issued_on=ISSUED_ON)
    assert [m.codes for t in again.reading.tasks if t.code == "V.3" for m in t.lead.mentions] == [("SXD",)]


def test_a_name_for_a_unit_that_does_not_exist_is_refused(units):
    with pytest.raises(UnableToSettle):
        map_name(asked=asked_by_system(), text="Sở Kiến thiết", unit_code="KHONG-CO")


def test_a_period_waits_until_it_is_settled_who_leads(annex):
    plan_id = take_in(annex)

    with pytest.raises(UnableToOpenPeriod, match=r"I\.1, I\.2"):
        open_period(asked=asked_by_system(), plan_id=plan_id, kind="YEAR", year=2026)

    assert not Duty.objects.filter(period__kind="YEAR").exists()


@pytest.mark.replays("plans.open_period")
def test_opening_a_period_makes_each_duty_once(annex):
    plan_id = take_in(annex)
    choose_everything(plan_id)
    wanted = {"plan_id": plan_id, "kind": "HALF_YEAR", "year": 2026}

    open_period(asked=asked_by_system(key="k"), **wanted)
    with pytest.raises(AlreadyDone):
        open_period(asked=asked_by_system(key="k"), **wanted)
    with pytest.raises(UnableToOpenPeriod, match="đã mở"):
        open_period(asked=asked_by_system(), **wanted)

    duties = Duty.objects.filter(period__code="2026-H1")
    assert duties.filter(task__code="I.1").count() == 96 + 2
    assert duties.filter(task__code="VI.3").count() == 96 + 1
    assert not duties.filter(task__code="V.8").exists()
    assert {d.due_on for d in duties} == {date(2026, 6, 30)}


def test_a_dated_task_has_one_deadline_as_soon_as_its_lead_is_known(annex):
    take_in(annex)

    duty = Duty.objects.get(task__code="V.8")
    assert (duty.unit.code, duty.due_on, duty.period.kind) == ("NHCSXH", date(2025, 9, 30), "DEADLINE")


def test_the_periods_that_can_be_opened_follow_the_cycle(annex):
    plan_id = take_in(annex)

    spans = list_openable_periods(plan_id=plan_id, today=date(2026, 1, 10))

    assert [span.code for span in spans] == ["2025", "2026-H1", "2026"]
    assert (spans[0].starts_on, spans[0].ends_before) == (date(2024, 12, 15), date(2025, 12, 15))


@pytest.mark.replays("plans.set_cycle")
def test_the_reporting_cycle_is_configuration(annex):
    plan_id = take_in(annex)

    set_cycle(asked=asked_by_system(key="k"), plan_id=plan_id, report_cycle=("YEAR", "QUARTER"))
    with pytest.raises(AlreadyDone):
        set_cycle(asked=asked_by_system(key="k"), plan_id=plan_id, report_cycle=("YEAR", "QUARTER"))
    with pytest.raises(UnableToSetCycle):
        set_cycle(asked=asked_by_system(), plan_id=plan_id, report_cycle=("FORTNIGHT",))

    assert Plan.objects.get().report_cycle == ["QUARTER", "YEAR"]
    spans = list_openable_periods(plan_id=plan_id, today=date(2025, 8, 10))
    assert [span.code for span in spans][:3] == ["2025-Q3", "2025", "2025-Q4"]


@pytest.mark.replays("plans.add_milestone")
def test_a_milestone_is_a_duty_of_every_lead(annex):
    plan_id = take_in(annex)
    choose_everything(plan_id)
    wanted = {"task_id": Task.objects.get(code="V.9").pk, "title": "Trình dự thảo", "due_on": date(2027, 3, 1)}

    add_milestone(asked=asked_by_system(key="k"), **wanted)
    with pytest.raises(AlreadyDone):
        add_milestone(asked=asked_by_system(key="k"), **wanted)
    with pytest.raises(UnableToAddMilestone, match="đã qua"):
        add_milestone(asked=asked_by_system(), **(wanted | {"due_on": date(2026, 1, 1)}))

    assert Duty.objects.filter(period__kind="MILESTONE").count() == 2
    assert [p.label for p in list_periods(plan_id) if p.kind == "MILESTONE"] == ["Trình dự thảo"]


def test_an_annex_with_two_tasks_of_one_code_is_refused(annex):
    reading = annex[1].reading
    doubled = type(reading)(**{**reading.__dict__, "tasks": (*reading.tasks, reading.tasks[0])})

    with pytest.raises(UnableToImport, match=r"cùng mã: I\.1"):
        take_in((annex[0], ReadAnnex(doubled, annex[1].source_lines)))

    assert not Plan.objects.exists()


def test_a_reporter_may_not_import(annex, cast_only_people):
    with pytest.raises(NotAllowed):
        stage_annex(asked=cast_only_people, file=AnnexFile(b"a", "a.txt"))


@pytest.fixture
def cast_only_people():
    from tantam.access.roles import PERMISSIONS
    from tantam.base.asked import Actor
    from tests.support.cast import asked_as

    return asked_as(Actor(user_id=9, name="Hoa", role="REPORTER", permissions=PERMISSIONS["REPORTER"]), on=TODAY)
