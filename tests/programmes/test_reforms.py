"""Reforms: read with the place of each fault, written in versions, run to the same result, compared."""

from datetime import date

import pytest

from tantam.base.errors import NotAllowed, OutOfScope
from tantam.core.canonical import digest
from tantam.core.eligibility.building import digest_of, pack
from tantam.core.law.dated import MissingValueError
from tantam.operations.register_columns import make_snapshot
from tantam.programmes.commands.reforms import (
    UnableToRunReform,
    UnableToWriteReform,
    run_reform,
    write_reform,
)
from tantam.programmes.commands.snapshots import begin_snapshot, finish_snapshot
from tantam.programmes.law_files import law_digest, load_law
from tantam.programmes.models import ReformRun
from tantam.programmes.queries import reforms as queries
from tantam.programmes.queries.evidence import get_run_evidence
from tantam.programmes.queries.reforms import (
    UnableToCompare,
    compare_runs,
    get_reform,
    get_run,
    list_reforms,
)
from tantam.programmes.reforms.files import list_examples, load_assumptions
from tantam.programmes.reforms.reading import UnreadableOverlay, read_overlay
from tests.core.reforms.small_law import register
from tests.support.cast import Cast, asked_by_system
from tests.support.replay import assert_replay_safe

pytestmark = pytest.mark.django_db(transaction=True)
CAP = next(example.text for example in list_examples() if example.key == "near-poor-cap")
YEARS = next(example.text for example in list_examples() if example.key == "newly-escaped-years")


@pytest.fixture
def snapshot(cast: Cast, small_register) -> int:
    """Return the snapshot of the small register."""
    number = begin_snapshot(asked=cast.asked("lan"), as_of=date(2026, 10, 31))
    asked = cast.asked("lan")
    make_snapshot(snapshot_id=number, at=asked.at, book_date=asked.book_date)
    return number


@pytest.fixture
def reform(cast: Cast, small_register) -> int:
    return write_reform(asked=cast.asked("lan"), overlay=CAP, purpose="Hộ cận nghèo cần vốn lớn hơn.")


def plain_assumptions(**other):
    return load_assumptions().model_copy(update=other).model_dump(mode="json")


def run(cast, reform, snapshot, **other):
    return run_reform(
        asked=cast.asked("lan"), reform_id=reform, snapshot_id=snapshot, assumptions=plain_assumptions(**other)
    )


@pytest.mark.parametrize("example", list_examples(), ids=lambda example: example.key)
def test_every_example_can_be_written_run_and_shown(cast, snapshot, example):
    number = write_reform(asked=cast.asked("lan"), overlay=example.text)

    evidence = get_run_evidence(run_id=run(cast, number, snapshot))

    assert evidence.title == example.name
    assert evidence.changes
    assert evidence.tables
    assert all(len(row) == len(table.header) for table in evidence.tables for row in table.rows)
    assert all(len(table.total) in (0, len(table.header)) for table in evidence.tables)


def test_four_examples_come_with_the_program():
    assert [example.key for example in list_examples()] == [
        "near-poor-cap",
        "newly-escaped-years",
        "merged-posts",
        "longer-terms",
    ]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("name: [", 1, "YAML"),
        ("- 1", 0, "name, starts_on"),
        ("name: Thử\nstarts_on: 2027-01-01\nname: Hai", 3, "hai lần"),
        ("name: Thử\nstarts_on: mai\nchange: {poor: {lending: OPEN}}", 2, "2027-01-01"),
        ("name: Thử\nstarts_on: 2027-01-01\nchange:\n  poor:\n    ceiling: 1", 5, "không có mục nào"),
        ("name: Thử\nstarts_on: 2027-01-01\nchange:\n  poor:\n    rate:\n      ppm: 6.6", 6, "số nguyên"),
        ("name: Thử\nstarts_on: 2027-01-01\nchange:\n  rich: {lending: OPEN}", 4, "rich"),
        ("name: Thử\nstarts_on: 2027-01-01\nchange:\n  poor:\n    parameters: {age: 18}", 5, "age"),
        ("name: Thử\nstarts_on: 2027-01-01\nadd:\n  poor: {}", 4, "thiếu mục này"),
        ("name: Thử\nstarts_on: 2027-01-01", 0, "chưa thay đổi gì"),
        ("a: &a [1]\nb: *a", 0, "tham chiếu"),
        ("name: !!python/object:os.system x", 0, ""),
        ("[" * 3000, 0, ""),
        ("name: \x00", 0, "không đọc được"),
        ("x" * 60_000, 0, "ký tự"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(text, line, said):
    with pytest.raises(UnreadableOverlay) as refused:
        read_overlay(text, load_law())

    assert refused.value.faults[0].line == line or line == 0
    assert said in str(refused.value)


@pytest.mark.replays("programmes.write_reform")
def test_a_reform_is_written_once(cast):
    number = assert_replay_safe(
        write_reform, asked=cast.asked("thu"), other={"overlay": YEARS}, overlay=CAP, purpose="Vì"
    )

    page = get_reform(number)
    assert (page.line.version, page.line.unit_name, page.line.is_newest) == (1, "Sở Tài chính", True)
    [change] = page.changes
    assert "100.000.000" in change.before
    assert "150.000.000" in change.after
    assert "12/QĐ-HĐQT" in change.clause


def test_a_changed_reform_is_a_new_version_and_the_old_one_stays(cast, reform):
    newer = write_reform(asked=cast.asked("lan"), overlay=YEARS, earlier_id=reform)

    assert get_reform(newer).line.version == 2
    assert get_reform(reform).later_id == newer
    assert get_reform(reform).overlay == CAP
    assert [line.id for line in list_reforms()] == [newer]
    with pytest.raises(UnableToWriteReform):
        write_reform(asked=cast.asked("lan"), overlay=CAP, earlier_id=reform)


def test_another_unit_does_not_write_over_a_reform(cast, reform):
    with pytest.raises(UnableToWriteReform):
        write_reform(asked=cast.asked("thu"), overlay=YEARS, earlier_id=reform)
    with pytest.raises(OutOfScope):
        write_reform(asked=cast.asked("lan"), overlay=YEARS, earlier_id=999)
    with pytest.raises(UnableToWriteReform):
        write_reform(asked=asked_by_system(), overlay=CAP)
    with pytest.raises(NotAllowed):
        write_reform(asked=cast.asked("binh"), overlay=CAP)


@pytest.mark.replays("programmes.run_reform")
def test_a_run_is_kept_once_with_all_that_repeats_it(cast, reform, snapshot):
    number = assert_replay_safe(
        run_reform,
        asked=cast.asked("lan"),
        other={"assumptions": plain_assumptions(last_year=2029)},
        reform_id=reform,
        snapshot_id=snapshot,
        assumptions=plain_assumptions(),
    )

    page = get_run(number)
    assert page.is_whole
    assert page.is_law_of_today
    assert page.line.law_digest == law_digest(load_law())
    again = get_run(run(cast, reform, snapshot))
    assert again.line.result_digest == page.line.result_digest


def test_a_near_poor_household_gains_what_the_cap_rises_by(cast, reform, snapshot):
    page = get_run(run(cast, reform, snapshot))

    assert (page.total.households, page.total.gaining, page.total.losing) == (4, 1, 0)
    flows = next(table for table in page.tables if table.key == "flows")
    assert flows.rows[0][5] == 1
    # 50 m more, of which 38 % of such households draw 60 % by 2030.
    assert page.total.central_vnd == 50_000_000 * 380_000 * 600_000 // 10**12


def test_tables_of_a_run_agree_with_each_other(cast, snapshot):
    rows = [("21484", {"poverty_class": "NEAR_POOR", "adults": 2}, {})] * 37 + [
        ("21529", {"poverty_class": "NEAR_POOR", "adults": 2}, {})
    ] * 11
    columns = register(rows)
    number = begin_snapshot(asked=cast.asked("lan"), as_of=date(2026, 10, 31))
    finish_snapshot(
        asked=asked_by_system(),
        snapshot_id=number,
        content=pack(columns),
        content_sha256=digest_of(columns),
        households=columns.count,
    )

    page = get_run(run(cast, write_reform(asked=cast.asked("lan"), overlay=CAP), number))

    tables = {table.key: table for table in page.tables}
    assert tables["demand"].total[5] == page.total.central_vnd > 0
    assert tables["sources"].total[2] == page.total.central_vnd
    assert tables["communes"].total[7] == page.total.central_vnd
    assert tables["cells"].total[4] == page.total.central_vnd
    assert sum(row[2] for row in tables["years"].rows) == page.total.central_vnd
    assert tables["communes"].rows[0][0] == "Ba Tơ"
    assert tables["communes"].total[1] == 48


def test_a_reform_that_begins_after_the_last_year_is_not_run(cast, reform, snapshot):
    with pytest.raises(UnableToRunReform):
        run(cast, reform, snapshot, last_year=2026)
    with pytest.raises(OutOfScope):
        run(cast, reform, 999)
    with pytest.raises(OutOfScope):
        run(cast, 999, snapshot)


def test_runs_on_the_same_ground_are_compared_and_others_are_not(cast, reform, snapshot):
    first = run(cast, reform, snapshot)
    second = run(cast, write_reform(asked=cast.asked("thu"), overlay=YEARS), snapshot)

    assert [page.line.id for page in compare_runs([second, first])] == [second, first]
    with pytest.raises(UnableToCompare):
        compare_runs([first])
    with pytest.raises(OutOfScope):
        compare_runs([first, 999])

    later = begin_snapshot(asked=cast.asked("lan"), as_of=date(2026, 11, 1))
    columns = register([])
    finish_snapshot(
        asked=asked_by_system(),
        snapshot_id=later,
        content=pack(columns),
        content_sha256=digest_of(columns),
        households=0,
    )
    with pytest.raises(UnableToCompare, match="ảnh chụp"):
        compare_runs([first, run(cast, reform, later)])


def test_a_run_never_changes(cast, reform, snapshot):
    row = ReformRun.objects.get(pk=run(cast, reform, snapshot))

    assert digest(row.result) == row.result_digest
    with pytest.raises(Exception, match="append-only"):
        ReformRun.objects.filter(pk=row.pk).update(run_by_name="khác")


def test_the_evidence_says_what_is_assumed_and_what_is_not_known(cast, snapshot):
    merged = next(example.text for example in list_examples() if example.key == "merged-posts")
    number = write_reform(asked=cast.asked("lan"), overlay=merged)

    evidence = get_run_evidence(run_id=run(cast, number, snapshot))

    assert any("chưa rõ" in caution for caution in evidence.cautions)
    missing = next(table for table in evidence.tables if table.key == "missing")
    assert missing.rows[0][2] == 4
    assert dict(evidence.assumptions)["Năm cuối"] == "2030"
    assert len(evidence.result_digest) == len(evidence.law_digest) == 64
    with pytest.raises(OutOfScope):
        get_run_evidence(run_id=999)


def test_a_run_is_still_shown_when_the_law_of_today_lacks_what_its_reform_needs(cast, reform, snapshot, monkeypatch):
    number = run(cast, reform, snapshot)

    def lacking(*_arguments):
        raise MissingValueError("escaped_years: no value")

    monkeypatch.setattr(queries, "change_lines", lacking)

    assert get_run(number).changes == ()
