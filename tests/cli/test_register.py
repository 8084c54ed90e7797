"""The register from the shell: statements, areas, retention, keys."""

from datetime import UTC, date, datetime

import pytest
from typer.testing import CliRunner

from tantam.base.sealing import ensure_person_data_key
from tantam.cli.main import app
from tantam.people.models import BankBalance, DuplicatePair, Member, Person
from tantam.people.parts.sealed import identity_of
from tests.support.register import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tool():
    """Return a way to run the tool."""
    return lambda *words, typed="": CliRunner().invoke(app, list(words), input=typed)


def test_a_statement_names_every_refused_row(tool, small_register, tmp_path):
    file = tmp_path / "balances.csv"
    code = small_register.households["an"].code
    lines = [
        "household_code;programme;source;principal_vnd",
        f"{code};poor;;50.000.000",
        ";;;",
        f"{code};near-poor;LOCAL;50,5",
        "X-1;poor;CENTRAL;1000",
    ]
    file.write_text("\n".join(lines), encoding="utf-8-sig")

    result = tool("people", "statement", str(file), "--as-of", "2026-11-20")

    assert result.exit_code == 1
    assert "Đã nhận 1 dòng" in result.output
    assert "dòng 4: số tiền không đúng" in result.output
    assert "dòng 5: không có hộ mang mã này" in result.output
    assert BankBalance.objects.get(programme="poor").principal_vnd == 50_000_000


@pytest.mark.parametrize("content", [b"\xff\xfe1", b"household_code,programme\n"])
def test_a_file_that_is_no_table_is_refused(tool, cast, tmp_path, content):
    file = tmp_path / "balances.csv"
    file.write_bytes(content)

    result = tool("people", "statement", str(file), "--as-of", "2026-11-20")

    assert result.exit_code != 0
    assert not BankBalance.objects.exists()


def test_duplicates_are_looked_for_in_the_whole_province_and_found_once(tool, small_register):
    twin = make_person("Phạm Văn Dũng Lang", number=90, sex="MALE", born=date(1990, 6, 6), phone="0999000006")
    Person.objects.filter(pk=twin.pk).update(identity_sealed=None, identity_index=None)
    home = Member.objects.get(person=small_register.persons["an"]).household
    Member.objects.create(household=home, person=twin, relation="OTHER", starts_on=date(2026, 1, 1))

    first, again = tool("people", "find-duplicates"), tool("people", "find-duplicates")

    assert (first.exit_code, again.exit_code) == (0, 0), first.output
    assert "Tìm thấy 1 cặp mới" in first.output
    assert "Tìm thấy 0 cặp mới" in again.output
    pair = DuplicatePair.objects.get()
    assert {pair.first_id, pair.second_id} == {twin.pk, small_register.persons["dung-lang"].pk}


def test_areas_are_taken_once(tool, cast, tmp_path):
    file = tmp_path / "areas.csv"
    head = "state_code,village,kind,starts_on,document,year,ends_before\n"
    rows = "21484,,zone_iii,01/01/2026,272/2025/NĐ-CP,2025,\n"
    rows += "21529,Làng Ba,EXTREMELY_HARD,2026-01-01,272/2025/NĐ-CP,2025,\n"
    file.write_text(head + rows, encoding="utf-8")

    first, again = tool("units", "areas", str(file)), tool("units", "areas", str(file))
    file.write_text(head + "21484,,ZONE_I,1/2026,x,2025,\n21484,,ZONE_I,2026-01-01,x,25,\n", encoding="utf-8")
    wrong = tool("units", "areas", str(file))

    assert "Đã nhận 2 dòng; 0 dòng đã có" in first.output
    assert "Đã nhận 0 dòng; 2 dòng đã có" in again.output
    assert "dòng 2: ngày không đúng" in wrong.output
    assert "dòng 3: thiếu số văn bản" in wrong.output


def test_retention_counts_and_erases_only_when_asked_and_confirmed(tool, cast):
    person = make_person("Người Cũ", number=901, sex="MALE", born=datetime(1950, 1, 1, tzinfo=UTC).date())
    Person.objects.update(recorded_at=datetime(2010, 1, 5, tzinfo=UTC))

    counted = tool("people", "retention")
    refused = tool("people", "retention", "--erase", typed="n\n")
    person.refresh_from_db()
    assert person.full_name == "Người Cũ"
    erased = tool("people", "retention", "--erase", typed="y\n")

    person.refresh_from_db()
    assert "1 người không còn diện hay dư nợ nào trong 10 năm qua" in counted.output
    assert refused.exit_code == 1
    assert erased.exit_code == 0
    assert (person.full_name, person.identity_index) == ("", None)


def test_keys_are_rotated_and_a_cut_is_resumed(tool, settings, tmp_path, cast):
    settings.TANTAM_KEYS_DIR = tmp_path / "keys"
    ensure_person_data_key()
    person = make_person("Người Thử", number=902, sex="MALE", born=datetime(1950, 1, 1, tzinfo=UTC).date())

    first, again = tool("people", "rotate-key"), tool("people", "rotate-key", "--resume")

    person.refresh_from_db()
    assert "Khóa số 2" in first.output
    assert "Khóa số 2" in again.output
    assert bytes(person.identity_sealed)[0] == 2
    assert identity_of(person) == "999000000902"


def test_another_register_is_taken_in_whole_households_and_goes_on_where_it_stopped(tool, small_register, tmp_path):
    file = tmp_path / "register.csv"
    columns = ("state_code", "household_code", "village", "relation", "full_name", "since", "born", "identity")
    columns += ("status", "status_from", "decision", "decided_on", "decided_by", "decision_title")
    lines = [
        ",".join(columns),
        "21484,H-1,Làng Một,HEAD,Phạm Văn Một,01/02/2026,1980,999000700001,POOR,01/01/2026,5/QĐ,20/12/2025,UBND,DS",
        "21484,H-1,Làng Một,CHILD,Phạm Thị Hai,01/02/2026,02/03/2010,,,,,,,",
        "21484,H-2,Làng Một,HEAD,Phạm Văn Ba,01/02/2026,hai,,,,,,,",
        "99999,H-3,Làng Một,HEAD,Phạm Văn Bốn,01/02/2026,,,,,,,,",
        "21484,H-4,Làng Một,HEAD,Phạm Văn Năm,01/02/2026,,12,,,,,,",
    ]
    file.write_text("\n".join(lines), encoding="utf-8")

    result = tool("people", "take-in", str(file))
    again = tool("people", "take-in", str(file))

    assert result.exit_code == 1
    assert "Đã nhận 1 hộ, 2 người; 0 mã hộ đã có trong sổ từ trước; không nhận 3 hộ" in result.output
    assert "dòng 4: ngày không đúng" in result.output
    assert "dòng 5: không có xã mang mã này" in result.output
    assert "dòng 6: số định danh" in result.output
    assert "Đã nhận 0 hộ, 0 người; 1 mã hộ đã có trong sổ từ trước; không nhận 3 hộ" in again.output
    assert Member.objects.filter(household__code="H-1").count() == 2
