"""The restore drill: a backup of an installation becomes a second one that holds the same, on both databases."""

import json
from contextlib import ExitStack

import pytest

from tests.support.installation import Installation, database_of_its_own, files_below

pytestmark = pytest.mark.slow

PASSPHRASE = "mười hai ký tự trở lên"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("drill")


@pytest.fixture(scope="module")
def worked(place):
    with database_of_its_own() as url:
        installation = Installation(place / "first", url)
        installation.home.mkdir()
        installation.work()
        yield installation


@pytest.fixture(scope="module")
def passphrase_file(place):
    path = place / "passphrase"
    path.write_text(PASSPHRASE, encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def backup(place, worked, passphrase_file):
    path = place / "backup.tar.gz"
    done = worked.tantam("backup", str(path), "--passphrase-file", passphrase_file)
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def empty(tmp_path):
    with ExitStack() as stack:
        installation = Installation(tmp_path / "second", stack.enter_context(database_of_its_own()))
        installation.home.mkdir()
        yield installation


def chain_of(installation) -> str:
    return json.loads(installation.tantam("audit", "verify", "--json", "--no-record").stdout)["root"]


def test_a_restored_installation_holds_the_same_rows_files_and_keys(worked, backup, empty, passphrase_file):
    done = empty.tantam("restore", str(backup), "--passphrase-file", passphrase_file)

    assert done.returncode == 0, done.stderr
    assert chain_of(empty) == chain_of(worked)
    assert files_below(empty.home / "files") == files_below(worked.home / "files") != {}
    assert files_below(empty.home / "keys") == files_below(worked.home / "keys")
    assert empty.tantam("setup").returncode == 0
    doctor = json.loads(empty.tantam("doctor", "--json").stdout)
    assert doctor["wrong"] == 0, doctor
    assert "niêm phong mở được" in str(doctor)
    assert not list(empty.home.glob("replaced-*"))


def test_a_backup_never_holds_keys_in_the_open(worked, backup, tmp_path):
    plain = tmp_path / "plain.tar.gz"

    done = worked.tantam("backup", str(plain))

    secret = (worked.home / "keys" / "secret.txt").read_bytes().strip()
    pem = (worked.home / "keys" / "audit-signing.pem").read_bytes().splitlines()[1]
    assert "không có trong bản sao lưu" in done.stderr
    person = (worked.home / "keys" / "person-data-keys.txt").read_text(encoding="ascii").split()[1].encode()
    for archive in (plain, backup):
        members = unpacked(archive)
        assert not [name for name, content in members.items() if any(key in content for key in (secret, pem, person))]
    assert "keys.sealed" not in unpacked(plain)


def test_work_that_is_there_is_not_replaced_unless_one_says_so(worked, backup):
    before = files_below(worked.home / "files"), chain_of(worked)

    done = worked.tantam("restore", str(backup))

    assert done.returncode == 3
    assert "--replace" in done.stderr
    assert (files_below(worked.home / "files"), chain_of(worked)) == before


def test_what_was_replaced_is_kept_beside(backup, empty):
    empty.work()
    changed = chain_of(empty)

    done = empty.tantam("restore", str(backup), "--replace")

    assert done.returncode == 0, done.stderr
    (aside,) = empty.home.glob("replaced-*")
    assert {path.name for path in aside.iterdir()} >= {"files"}
    assert [path for path in aside.iterdir() if path.name.startswith("tantam.")]
    assert changed


def test_a_wrong_passphrase_changes_nothing(backup, empty, tmp_path):
    wrong = tmp_path / "wrong"
    wrong.write_text("another passphrase", encoding="utf-8")

    done = empty.tantam("restore", str(backup), "--passphrase-file", str(wrong))

    assert done.returncode == 3
    assert "Cụm mật khẩu" in done.stderr
    assert not (empty.home / "files").exists()


def unpacked(archive) -> dict[str, bytes]:
    """Return the members of an archive."""
    import tarfile

    with tarfile.open(archive) as tar:
        return {entry.name: tar.extractfile(entry).read() for entry in tar}
