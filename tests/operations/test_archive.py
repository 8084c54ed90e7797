"""Hostile and broken archives are refused with a sentence, and nothing is written outside the folder."""

import gzip
import hashlib
import io
import json
import tarfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tantam.operations.archive import FORMAT, UnableToRead, new_archive, unpack_checked
from tantam.operations.sealed_keys import UnableToOpenKeys, open_into, seal_folder

CONTENT = b"a kept file"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
FILE = f"files/{DIGEST[:2]}/{DIGEST}"


def manifest_of(members: dict[str, bytes], **changes) -> bytes:
    listed = {
        name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for name, content in members.items()
    }
    return json.dumps({"format": FORMAT, "damaged": [], "members": listed, **changes}).encode()


def archive_of(path, members: list[tuple[str, bytes]], *, odd: tarfile.TarInfo | None = None):
    with tarfile.open(path, "w:gz") as tar:
        for name, content in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
        if odd:
            tar.addfile(odd)
    return path


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "outer" / "inside"
    inside.mkdir(parents=True)
    return inside


@pytest.fixture
def path(tmp_path):
    return tmp_path / "backup.tar.gz"


def refusal(path, folder) -> str:
    with pytest.raises(UnableToRead) as refused:
        unpack_checked(path, folder)
    assert [item.name for item in folder.parent.iterdir()] == ["inside"], "nothing beside the folder"
    return str(refused.value)


def test_what_was_written_is_read_back(path, folder, tmp_path):
    source = tmp_path / "source"
    source.write_bytes(CONTENT)
    with new_archive(path) as archive:
        assert archive.add(FILE, source) == DIGEST
        archive.add_bytes("manifest.json", manifest_of({FILE: CONTENT}))

    manifest = unpack_checked(path, folder)

    assert list(manifest["members"]) == [FILE]
    assert (folder / FILE).read_bytes() == CONTENT
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/etc/passwd",
        "files/../../evil",
        f"files/{DIGEST[:2]}/../../../evil",
        f"files/00/{DIGEST}",
        "files/ab/short",
        "database/other",
        "keys/secret.txt",
        f"{FILE}\n",
    ],
)
def test_a_member_of_another_name_is_refused(path, folder, name):
    archive_of(path, [(name, CONTENT), ("manifest.json", manifest_of({name: CONTENT}))])

    assert "thành phần lạ" in refusal(path, folder)


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE])
def test_links_devices_and_folders_are_refused(path, folder, kind):
    odd = tarfile.TarInfo(FILE)
    odd.type, odd.linkname = kind, "/etc/passwd"
    archive_of(path, [], odd=odd)

    assert "thành phần lạ" in refusal(path, folder)


def test_two_members_of_one_name_are_refused(path, folder):
    archive_of(path, [(FILE, CONTENT), (FILE, CONTENT)])

    assert "hai thành phần cùng tên" in refusal(path, folder)


@pytest.mark.parametrize(
    ("members", "listed", "sentence"),
    [
        ({}, {FILE: CONTENT}, "thiếu thành phần"),
        ({FILE: CONTENT}, {}, "thừa thành phần"),
        ({FILE: b"another"}, {FILE: CONTENT}, "không đúng mã băm"),
        ({FILE: b"another"}, {FILE: b"another"}, "đã bị thay"),
    ],
)
def test_an_archive_that_is_not_its_manifest_is_refused(path, folder, members, listed, sentence):
    archive_of(path, [*members.items(), ("manifest.json", manifest_of(listed))])

    assert sentence in refusal(path, folder)


@pytest.mark.parametrize(
    "manifest",
    [b"", b"no json", b"[]", b"{}", b'{"format": "other/1", "members": {}}', b'{"format": "tantam-backup/1"}'],
)
def test_a_manifest_of_another_kind_is_refused(path, folder, manifest):
    archive_of(path, [("manifest.json", manifest)])

    assert "Bản kê" in refusal(path, folder)


def test_an_archive_without_manifest_is_refused(path, folder):
    archive_of(path, [(FILE, CONTENT)])

    assert "không có bản kê" in refusal(path, folder)


@settings(max_examples=30)
@given(cut=st.integers(min_value=1, max_value=400))
def test_an_archive_that_was_cut_is_refused(tmp_path_factory, cut):
    place = tmp_path_factory.mktemp("cut")
    (place / "inside").mkdir()
    whole = archive_of(place / "whole.tar.gz", [(FILE, CONTENT), ("manifest.json", manifest_of({FILE: CONTENT}))])
    content = whole.read_bytes()
    broken = place / "broken.tar.gz"
    broken.write_bytes(content[: max(0, len(content) - cut)])

    with pytest.raises(UnableToRead):
        unpack_checked(broken, place / "inside")


@given(rubbish=st.binary(max_size=200))
@settings(max_examples=30)
def test_rubbish_is_refused(tmp_path_factory, rubbish):
    place = tmp_path_factory.mktemp("rubbish")
    (place / "inside").mkdir()
    (place / "plain").write_bytes(rubbish)
    (place / "packed").write_bytes(gzip.compress(rubbish))

    for name in ("plain", "packed"):
        with pytest.raises(UnableToRead):
            unpack_checked(place / name, place / "inside")


def test_a_backup_that_fails_leaves_no_file(path, tmp_path):
    def fail():
        with new_archive(path) as archive:
            archive.add_bytes("manifest.json", b"{}")
            raise RuntimeError("cut")

    with pytest.raises(RuntimeError):
        fail()

    assert list(tmp_path.iterdir()) == []


def test_keys_open_with_their_passphrase_and_no_other(tmp_path):
    keys = tmp_path / "keys"
    keys.mkdir()
    (keys / "secret.txt").write_text("a secret", encoding="ascii")
    sealed = seal_folder(keys, b"a long passphrase")

    open_into(sealed, b"a long passphrase", tmp_path / "opened")

    assert (tmp_path / "opened" / "secret.txt").read_text(encoding="ascii") == "a secret"
    assert (tmp_path / "opened" / "secret.txt").stat().st_mode & 0o077 == 0
    assert b"a secret" not in sealed
    for wrong, content in ((b"another passphrase", sealed), (b"a long passphrase", sealed[:-1] + b"x"), (b"a", b"")):
        with pytest.raises(UnableToOpenKeys):
            open_into(content, wrong, tmp_path / "not opened")
    assert not (tmp_path / "not opened").exists()
