"""The tool answers in sentences and exit codes."""

import json

import pytest
from typer.testing import CliRunner

from tantam.base.models import AuditEntry
from tantam.cli.main import app, run
from tests.support import chain
from tests.support.installation import Installation

shell = CliRunner()


@pytest.fixture
def installation(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    return Installation(home)


@pytest.fixture
def _keys_of_this_test(settings, tmp_path):
    settings.TANTAM_KEYS_DIR = tmp_path / "keys"
    settings.TANTAM_CHECKPOINT_MAIL_TO = ["kiem-tra@example.invalid"]


def test_without_words_the_tool_explains_itself():
    said = shell.invoke(app, [])

    assert "doctor" in said.output
    assert "Khám hệ thống" in said.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("law", "show"), "Thiếu code. Cách dùng: tantam law show --help"),
        (("law", "show", "--onn"), "Không có tùy chọn --onn. Có phải là --on?"),
        (("serve", "--port", "x"), "Giá trị của --port không đúng. Cách dùng: tantam serve --help"),
        (("serve", "--port"), "Tùy chọn --port thiếu giá trị"),
        (("law", "shows"), "Không hiểu câu lệnh: tantam law shows. Cách dùng: tantam law --help"),
        (("demo", "load", "thừa"), "Không hiểu câu lệnh: tantam demo load thừa."),
    ],
)
def test_words_that_are_not_understood_are_answered_in_vietnamese(monkeypatch, capsys, words, sentence):
    monkeypatch.setattr("sys.argv", ["tantam", *words])

    with pytest.raises(SystemExit) as end:
        run()

    assert end.value.code == 2
    assert sentence in capsys.readouterr().err


def test_a_command_without_words_shows_its_help_and_no_complaint(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["tantam", "law"])

    with pytest.raises(SystemExit) as end:
        run()

    said = capsys.readouterr()
    assert end.value.code == 2
    assert "Cho xem một chương trình" in said.out
    assert said.err == ""


def test_help_ends_well(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["tantam", "law", "show", "--help"])

    with pytest.raises(SystemExit) as end:
        run()

    assert not end.value.code
    assert "Cho xem một chương trình" in capsys.readouterr().out


def test_a_database_that_does_not_answer_is_a_sentence(installation):
    done = installation.tantam("audit", "verify", TANTAM_DATABASE_URL="postgres://nobody@127.0.0.1:1/none")

    assert done.returncode == 4
    assert "Cơ sở dữ liệu không trả lời" in done.stderr
    assert "Traceback" not in done.stderr


def test_serving_before_setting_up_is_refused(installation):
    done = installation.tantam("serve")

    assert done.returncode == 3
    assert "tantam setup" in done.stderr


def test_a_file_that_is_not_there_is_a_sentence(installation):
    done = installation.tantam("restore", "not-there.tar.gz")

    assert done.returncode == 4
    assert "not-there.tar.gz" in done.stderr
    assert "Traceback" not in done.stderr


def test_setting_up_twice_is_the_same_as_once(installation):
    first, second = installation.tantam("setup"), installation.tantam("setup")

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert "đã đúng phiên bản" in second.stdout
    assert "không đổi" in second.stdout


@pytest.mark.django_db
@pytest.mark.usefixtures("_keys_of_this_test")
def test_a_broken_chain_ends_with_the_row_and_exit_code_1():
    chain.write_chain(5)
    chain.change_field(3, actor_name="Người khác")

    said = shell.invoke(app, ["audit", "verify", "--json"])

    assert said.exit_code == 1
    answer = json.loads(said.stdout)
    assert (answer["entries"], answer["problems"][0]["kind"]) == (2, "CHANGED")
    assert AuditEntry.objects.last().command == "base.record_verification"


@pytest.mark.django_db
@pytest.mark.usefixtures("_keys_of_this_test")
def test_the_day_is_sealed_and_mailed_once(mailoutbox, tmp_path):
    chain.write_chain(5)

    first, second = (shell.invoke(app, ["audit", "checkpoint"]) for _time in range(2))
    again = shell.invoke(app, ["audit", "checkpoint", "--send-again"])

    assert (first.exit_code, second.exit_code, again.exit_code) == (0, 0, 0)
    assert "đã có điểm kiểm" in second.output
    assert len(mailoutbox) == 2
    assert mailoutbox[0].body == mailoutbox[1].body
    mail = tmp_path / "mail.eml"
    mail.write_bytes(mailoutbox[0].message().as_bytes())
    assert shell.invoke(app, ["audit", "verify", "--no-record", "--checkpoint", str(mail)]).exit_code == 0
    chain.rewrite_from(2, actor_name="Người khác")
    assert shell.invoke(app, ["audit", "verify", "--no-record", "--checkpoint", str(mail)]).exit_code == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("_keys_of_this_test")
def test_a_broken_chain_is_not_sealed_but_told(mailoutbox):
    chain.write_chain(5)
    chain.change_field(3, actor_name="Người khác")

    said = shell.invoke(app, ["audit", "checkpoint"])

    assert said.exit_code == 1
    assert "Dòng 3" in mailoutbox[0].body
    assert not chain.AuditHead.objects.filter(sequence=6).exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("_keys_of_this_test")
def test_an_export_is_written_whole_or_not_at_all(tmp_path):
    chain.sealed_chain()

    said = shell.invoke(app, ["audit", "export", str(tmp_path / "chain.jsonl")])

    assert said.exit_code == 0
    lines = (tmp_path / "chain.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["head", *["entry"] * 10, "checkpoint"]
    assert list(tmp_path.glob("*.partial")) == []
