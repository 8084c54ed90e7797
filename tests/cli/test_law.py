"""`tantam law` says what the law is on a day, and needs no database."""

import json
from shutil import copytree

import pytest
from typer.testing import CliRunner

from tantam.base.errors import Refusal
from tantam.cli.main import app
from tests.repo.source import ROOT
from tests.support.installation import Installation

shell = CliRunner()


def rows(*words):
    said = shell.invoke(app, ["law", "list", "--json", *words])
    assert said.exit_code == 0, said.output
    return {row["code"]: row for row in json.loads(said.stdout)}


def test_the_law_holds():
    said = shell.invoke(app, ["law", "check"])

    assert said.exit_code == 0
    assert "35 chương trình" in said.stdout
    assert "chưa xác minh" in said.stdout
    assert "Không có điều gì sai" in said.stdout


def test_a_law_that_does_not_hold_ends_with_exit_code_1(tmp_path, settings):
    settings.TANTAM_LAW_DIR = copytree(ROOT / "law", tmp_path / "law")
    path = settings.TANTAM_LAW_DIR / "programmes" / "water-sanitation.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("25_000_000", "20_000_000"), encoding="utf-8")

    said = shell.invoke(app, ["law", "check"])

    assert said.exit_code == 1
    assert "✗ water-sanitation: Hộ nông thôn làm cả nước sạch và nhà vệ sinh: cap_vnd là 40000000" in said.stdout


def test_every_value_that_is_not_verified_may_be_named():
    said = shell.invoke(app, ["law", "check", "--all"])

    assert "forestry: cap từ 02/11/2015" in said.stdout


def test_a_programme_is_shown_with_its_terms_rules_and_sources():
    said = shell.invoke(app, ["law", "show", "near-poor", "--on", "2026-11-22"])

    assert said.exit_code == 0
    for words in ("Cho vay hộ cận nghèo", "100.000.000 đồng", "7,92%", "15/2013/QĐ-TTg", "01/TD", "Điều kiện"):
        assert words in said.stdout


def test_what_nobody_verified_is_marked_and_what_the_law_leaves_out_says_why():
    said = shell.invoke(app, ["law", "show", "small-firms", "--on", "22/11/2026"])

    assert "CHƯA XÁC MINH" in said.stdout
    assert "Mức vay tối đa: Theo thỏa thuận nguồn vốn" in said.stdout


def test_parameters_of_a_rule_are_shown_with_their_number():
    said = shell.invoke(app, ["law", "show", "former-prisoners", "--on", "2026-11-22"])

    assert "release_years = 5" in said.stdout


def test_an_unknown_programme_is_refused_with_the_nearest_codes():
    said = shell.invoke(app, ["law", "show", "nearpoor"])

    assert isinstance(said.exception, Refusal)
    assert "near-poor" in str(said.exception)


def test_the_list_has_rates_as_numbers_and_as_people_write_them():
    listed = rows("--on", "2026-11-22")

    assert len(listed) == 35
    worker = listed["jobs-worker"]
    assert (worker["rate_ppm"], worker["overdue_rate_ppm"]) == (83_820, 108_966)
    assert (worker["rate_percent"], worker["overdue_rate_percent"]) == ("8,382%", "10,8966%")
    assert worker["source"] == {"document": "338/2025/NĐ-CP", "year": 2025, "article": "chưa xác định"}
    assert listed["poor"]["verify"] is False
    assert listed["forestry"]["verify"] is True


def test_the_list_says_every_term_in_words_beside_its_number():
    listed = rows("--on", "2026-11-22")

    near_poor, chain = listed["near-poor"], listed["minority-value-chain"]
    said = [near_poor[name] for name in ("cap", "rate", "overdue_rate", "longest_term")]
    assert said == ["100.000.000 đồng", "7,92%", "10,296%", "120 tháng"]
    assert chain["overdue_rate"] == "130% lãi suất khi cho vay"
    assert chain["rate"].startswith("Bằng 50%")
    assert not [row["code"] for row in listed.values() if "\N{NO-BREAK SPACE}" in json.dumps(row, ensure_ascii=False)]


def test_what_the_law_does_not_know_on_a_day_is_null():
    row = rows("--on", "2015-01-01")["stem-students"]

    names = ("lending", "cap_vnd", "cap", "rate_ppm", "rate", "overdue_rate", "longest_term", "source")
    assert [row[name] for name in names] == [None] * len(names)


def test_what_depends_on_facts_is_said_in_words():
    listed = rows("--on", "2026-11-22")

    students = listed["students"]
    assert (students["cap_vnd"], students["cap"]) == (None, "4.000.000 đồng mỗi tháng học")
    assert (students["longest_term_months"], students["longest_term"]) == (None, "2 lần số tháng học cộng 12 tháng")
    assert listed["social-housing"]["cap"] == "80% giá nhà hoặc dự toán xây nhà"
    assert listed["jobs-establishment"]["cap"] == "200.000.000 đồng mỗi việc làm, tối đa 10.000.000.000 đồng"
    assert "3,96%" in listed["minority-value-chain"]["notes"]["rate"]


@pytest.mark.parametrize(
    ("day", "code", "lending", "rate"),
    [
        ("2025-10-09", "social-housing", "OPEN", "6,6%"),
        ("2025-10-10", "social-housing", "OPEN", "5,4%"),
        ("2025-12-31", "jobs-until-2025", "OPEN", "7,92%"),
        ("2026-01-01", "jobs-until-2025", "COLLECTION_ONLY", "7,92%"),
        ("2026-01-01", "minority-house", "SUSPENDED", "3%"),
        ("2026-04-30", "after-rehabilitation", None, None),
    ],
)
def test_the_list_is_of_the_day_asked_for(day, code, lending, rate):
    row = rows("--on", day)[code]

    assert (row["lending"], row["rate_percent"]) == (lending, rate)


def test_only_programmes_that_lend_are_listed_when_asked():
    listed = rows("--on", "2026-11-22", "--open")

    assert "poor" in listed
    assert not {"wage-stop", "minority-house", "local-schemes"} & set(listed)


def test_the_list_is_a_table_for_people():
    said = shell.invoke(app, ["law", "list", "--on", "2026-11-22"], env={"COLUMNS": "200"})

    assert "35 chương trình ngày 22/11/2026" in said.stdout
    assert "Chỉ thu nợ" in said.stdout


def test_the_law_can_be_asked_before_anything_is_set_up(tmp_path):
    home = tmp_path / "home"
    home.mkdir()

    done = Installation(home).tantam("law", "list", "--json", "--on", "2026-11-22")

    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)) == 35
