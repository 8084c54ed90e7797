"""The law is read strictly: what is not understood is refused with its file and its place."""

import re
from datetime import date
from shutil import copytree

import pytest

from tantam.base.strict_files import UnreadableLaw
from tantam.core.law.dated import get_on
from tantam.programmes.law_files import law_digest, load_law, months_until_unchecked
from tests.repo.source import ROOT


@pytest.fixture
def folder(tmp_path):
    """Return a copy of the law that a test may spoil."""
    return copytree(ROOT / "law", tmp_path / "law")


def spoil(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


SPOILT = {
    "an unknown word": ("programmes/poor.yaml", "lending:", "lendign: []\nlending:", "lendign", "không được biết"),
    "a word twice": ("programmes/poor.yaml", "order: 1", "order: 1\norder: 2", "dòng", "viết hai lần"),
    "no reference": (
        "programmes/poor.yaml",
        '    reference: {document: 12/QĐ-HĐQT, year: 2019, article: "1"}\n',
        "",
        "cap",
        "thiếu mục này",
    ),
    "a number that is a text": ("programmes/poor.yaml", "50_000_000", '"50 triệu"', "amount_vnd", "số nguyên"),
    "a number with a fraction": ("programmes/poor.yaml", "ppm: 66_000", "ppm: 66000.5", "ppm", "số nguyên"),
    "a number that begins with nought": (
        "programmes/poor.yaml",
        "months: 120",
        "months: 0120",
        "dòng",
        "số 0 đứng đầu",
    ),
    "a number in sixties": ("programmes/poor.yaml", "months: 120", "months: 2:00", "dòng", "số phải viết thường"),
    "a day that is a number": ("programmes/poor.yaml", "2026-11-22", "20261122", "checked_on", "phải là ngày"),
    "a day that is a text": ("programmes/poor.yaml", "2026-11-22", '"2026-11-22"', "checked_on", "phải là ngày"),
    "an end before the start": (
        "programmes/poor.yaml",
        "ends_before: 2019-03-01",
        "ends_before: 2001-03-01",
        "lending",
        "trái với quy tắc",
    ),
    "a fact that nobody knows": ("programmes/poor.yaml", "fact: adults", "fact: grown_ups", "when", "grown_ups"),
    "another file's code": ("programmes/poor.yaml", "code: poor", "code: poorest", "", "poorest"),
    "a paper that is not listed": ("programmes/poor.yaml", "[01-td", "[99-td", "", "99-td"),
    "a share of a programme that is not there": ("programmes/near-poor.yaml", "of: poor", "of: rich", "", "rich"),
    "a wrong paper": ("papers.yaml", "form: 01/TD", "from: 01/TD", "01-td", "không được biết"),
    "another list of standards": (
        "poverty/standard.yaml",
        "poverty_standard:",
        "standards:",
        "standards",
        "không được biết",
    ),
    "a list in place of a table": ("lending/household.yaml", "household_warning_vnd:", "-", "", "mapping"),
    "broken YAML": ("programmes/poor.yaml", "name: {", "name: {{{", "dòng", ""),
}


@pytest.mark.parametrize(("name", "old", "new", "place", "what"), SPOILT.values(), ids=SPOILT.keys())
def test_what_is_not_understood_is_refused_with_its_place(folder, name, old, new, place, what):
    spoil(folder, name, old, new)

    with pytest.raises(UnreadableLaw) as refused:
        load_law(folder)

    assert any(place in fault.place + fault.file and what in fault.what for fault in refused.value.faults), str(
        refused.value
    )


def test_every_file_that_is_wrong_is_named_at_once(folder):
    spoil(folder, "programmes/poor.yaml", "order: 1", "order: one")
    spoil(folder, "programmes/forestry.yaml", "order: 27", "orders: 27")

    with pytest.raises(UnreadableLaw) as refused:
        load_law(folder)

    assert {fault.file for fault in refused.value.faults} == {
        "law/programmes/poor.yaml",
        "law/programmes/forestry.yaml",
    }
    assert "3 chỗ" in str(refused.value)


def test_a_folder_without_law_is_refused(tmp_path):
    with pytest.raises(UnreadableLaw, match="không có tệp chương trình nào"):
        load_law(tmp_path)


def test_a_changed_file_is_read_again(folder):
    before = load_law(folder)
    spoil(folder, "programmes/poor.yaml", "amount_vnd: 100_000_000", "amount_vnd: 120_000_000")

    after = load_law(folder)

    assert load_law(folder) is after
    assert (
        get_on(after.programmes["poor"].cap, date(2026, 11, 22), name="cap").value.pieces[0].amount_vnd == 120_000_000
    )
    assert law_digest(before) != law_digest(after)


def test_the_digest_is_of_what_the_law_says_not_of_how_it_is_written(folder):
    before = law_digest(load_law(folder))
    spoil(folder, "programmes/poor.yaml", "50_000_000", "50000000")
    spoil(folder, "papers.yaml", "# Papers", "# All papers")

    assert law_digest(load_law(folder)) == before


def test_the_law_of_the_installation_is_the_one_of_the_setting(folder, settings):
    settings.TANTAM_LAW_DIR = folder

    assert load_law() is load_law(folder)
    assert months_until_unchecked() == 12


def test_a_reason_for_silence_that_names_a_time_names_the_day_until_which_it_holds():
    wrong = [
        (programme.code, silence.what, silence.note)
        for programme in load_law(ROOT / "law").programmes.values()
        for silence in programme.silent
        if (said := re.search(r"trước (?:năm|tháng|ngày) ([\d/]+)", silence.note))
        and silence.ends_before
        and said[1] != f"{silence.ends_before:%d/}{silence.ends_before.month}{silence.ends_before:/%Y}"
        and not (said[1] == f"{silence.ends_before:%m/%Y}" and silence.ends_before.day == 1)
    ]

    assert not wrong
