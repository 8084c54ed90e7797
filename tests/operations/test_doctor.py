"""The doctor says what is wrong, and only that."""

from datetime import UTC, date, datetime, timedelta
from shutil import copytree

import pytest
from django.db import connection

from tantam.base import guards
from tantam.base.checkpoints import make_checkpoint, record_verification
from tantam.base.files import keep_file, path_of
from tantam.base.sealing import KEY_FILE, ensure_person_data_key
from tantam.operations.checks import evidence, machine, stored
from tantam.operations.doctor import examine
from tests.repo.source import ROOT
from tests.support.cast import asked_by_system
from tests.support.register import make_person

NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.TANTAM_HOME = tmp_path
    for name in ("keys", "files", "backups", "static"):
        (tmp_path / name).mkdir(mode=0o700)
    settings.TANTAM_KEYS_DIR, settings.TANTAM_FILES_DIR = tmp_path / "keys", tmp_path / "files"
    settings.TANTAM_BACKUP_DIR, settings.STATIC_ROOT = tmp_path / "backups", tmp_path / "static"
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    (tmp_path / "static" / "staticfiles.json").write_text("{}", encoding="ascii")
    return tmp_path


def states(check) -> dict[str, str]:
    return {finding.state: finding.sentence for finding in check(NOW)}


@pytest.mark.django_db
def test_a_fresh_installation_has_nothing_wrong():
    wrong = [finding for finding in examine(now=NOW) if finding.state == "WRONG" and finding.check != "clock"]

    assert not wrong


def test_a_missing_folder_is_named(home):
    (home / "files").rmdir()

    assert str(home / "files") in states(machine.check_folders)["WRONG"]


def test_a_key_that_others_can_read_is_named(home):
    key = home / "keys" / "audit-signing.pem"
    key.touch(mode=0o644)

    assert "chmod go=" in states(machine.check_keys)["WRONG"]
    key.chmod(0o600)
    assert list(states(machine.check_keys)) == ["FINE"]


def test_a_restore_that_was_cut_off_is_named(home):
    (home / "restoring").touch()

    assert "ngắt giữa chừng" in states(machine.check_interrupted_restore)["WRONG"]


def test_a_full_disk_is_named(monkeypatch):
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _path: type("Usage", (), {"free": 10 << 20}))

    assert "10 MB" in states(machine.check_disk)["WRONG"]


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"DEBUG": True}, "DEBUG"),
        ({"ALLOWED_HOSTS": ["*"]}, "TANTAM_HOSTS"),
        ({"ALLOWED_HOSTS": ["tantam.example.vn"]}, "TANTAM_ADDRESS"),
        (
            {"ALLOWED_HOSTS": ["tantam.example.vn"], "TANTAM_ADDRESS": "http://tantam.example.vn"},
            "TANTAM_HTTPS",
        ),
        ({"ALLOWED_HOSTS": ["tantam.example.vn"], "TANTAM_DEMO": True}, "TANTAM_DEMO"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_open_door_is_named(settings, changes, word):
    for name, value in changes.items():
        setattr(settings, name, value)

    sentences = [finding.sentence for finding in machine.check_addresses(NOW) if finding.state == "WRONG"]

    assert [sentence for sentence in sentences if word in sentence]


def test_a_closed_door_is_well(settings):
    settings.ALLOWED_HOSTS, settings.TANTAM_ADDRESS = ["tantam.example.vn"], "https://tantam.example.vn"
    settings.SESSION_COOKIE_SECURE = settings.TANTAM_SECOND_FACTOR_REQUIRED = True

    assert list(states(machine.check_addresses)) == ["FINE"]


def test_static_files_that_were_not_collected_are_named(home):
    (home / "static" / "staticfiles.json").unlink()

    assert "tantam setup" in states(machine.check_static_files)["WRONG"]


def test_a_law_file_that_cannot_be_read_is_named(settings, tmp_path):
    settings.TANTAM_LAW_DIR = tmp_path / "law"
    assert "TANTAM_LAW_DIR" in states(machine.check_law)["WRONG"]
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "rate.yaml").write_text("a: [", encoding="utf-8")

    assert "rate.yaml" in states(machine.check_law)["WRONG"]


def test_a_loan_programme_that_is_refused_is_named(settings, tmp_path):
    settings.TANTAM_LAW_DIR = copytree(ROOT / "law", tmp_path / "law")
    programme = settings.TANTAM_LAW_DIR / "programmes" / "poor.yaml"
    programme.write_text(programme.read_text(encoding="utf-8").replace("order: 1", "order: one"), encoding="utf-8")

    found = states(machine.check_law)["WRONG"]

    assert "programmes/poor.yaml" in found
    assert "tantam law check" in found


@pytest.mark.django_db
def test_a_guard_that_is_gone_is_named():
    guards.drop(connection)

    assert "tantam setup" in states(stored.check_guards)["WRONG"]


@pytest.mark.django_db
def test_a_file_that_is_gone_or_changed_is_named():
    gone, changed = (keep_file(text, media_type="text/plain", at=NOW) for text in (b"one", b"two"))
    path_of(gone.sha256).unlink()
    path_of(changed.sha256).write_bytes(b"other")

    sentences = [finding.sentence for finding in stored.check_files(NOW)]

    assert len(sentences) == 2
    assert [sentence for sentence in sentences if gone.sha256[:12] in sentence and "Thiếu" in sentence]
    assert [sentence for sentence in sentences if changed.sha256[:12] in sentence and "thay đổi" in sentence]


@pytest.mark.django_db
def test_evidence_grows_old(home):
    assert set(states(evidence.check_verification)) == {"WARNING"}
    assert set(states(evidence.check_checkpoint)) == {"WARNING"}
    assert set(states(evidence.check_backup)) == {"WARNING"}
    record_verification(asked=asked_by_system(), entries=0, root="0" * 64, problem="")
    make_checkpoint(asked=asked_by_system())
    (home / "backups" / "one.tar.gz").touch()

    later = NOW + timedelta(days=60)

    assert set(states(evidence.check_verification)) == {"FINE"}
    assert set(states(evidence.check_checkpoint)) == {"FINE"}
    for check in (evidence.check_verification, evidence.check_checkpoint):
        assert [finding.state for finding in check(later)] == ["WARNING"]
    written = datetime.fromtimestamp((home / "backups" / "one.tar.gz").stat().st_mtime, tz=UTC)
    assert [finding.state for finding in evidence.check_backup(written + timedelta(hours=1))] == ["FINE"]
    assert [finding.state for finding in evidence.check_backup(written + timedelta(days=9))] == ["WARNING"]


@pytest.mark.django_db
def test_a_chain_that_did_not_hold_is_wrong():
    record_verification(asked=asked_by_system(), entries=3, root="a" * 64, problem="Dòng 4 đã bị sửa.")

    assert "Dòng 4" in states(evidence.check_verification)["WRONG"]


@pytest.mark.django_db
def test_a_lost_key_of_personal_data_is_named(home):
    ensure_person_data_key()
    make_person("Người Thử", number=1, sex="MALE", born=date(1980, 1, 1))
    assert list(states(stored.check_person_data_key)) == ["FINE"]

    (home / "keys" / KEY_FILE).unlink()
    assert "không thấy khóa" in states(stored.check_person_data_key)["WRONG"]
    ensure_person_data_key()
    assert "không mở được" in states(stored.check_person_data_key)["WRONG"]
