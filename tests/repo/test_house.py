"""The repository stands alone: no machine's paths, no registry's hosts, and commands that exist."""

import re

import pytest
from bench.__main__ import small_size

from tests.repo.source import ROOT, tracked_files

# Written in pieces, so that this file does not hold them.
HOSTS = [
    ".".join(words)
    for words in (
        ("pypi", "org"),
        ("python" + "hosted", "org"),
        ("registry", "npm" + "js"),
        ("deb", "debian", "org"),
        ("unpkg", "com"),
        ("jsdelivr", "net"),
    )
]
MACHINE_PATHS = ["/" + folder + "/" for folder in ("work", "root", "opt", "home")]
TEXT_LIMIT = 2_000_000


def _texts():
    for path in tracked_files():
        content = path.read_bytes()
        if b"\0" not in content[:8_000] and len(content) <= TEXT_LIMIT:
            yield path.relative_to(ROOT), content.decode("utf-8", errors="replace")


def test_no_tracked_file_names_a_registry_host_or_a_path_of_a_machine():
    hosts = re.compile("|".join(re.escape(host) for host in HOSTS))
    paths = re.compile(r"(?<![\w.~}\])>-])(?:" + "|".join(re.escape(path) for path in MACHINE_PATHS) + r")[\w.]")

    named = [
        f"{path}: {found.group()}"
        for path, text in _texts()
        for found in (hosts.search(text), paths.search(text))
        if found
    ]

    assert not named


@pytest.mark.parametrize("name", ["run.txt", "dev.txt", "bench.txt"])
def test_requirements_have_hashes_and_nothing_but_names_and_versions(name):
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()

    pinned = [line for line in lines if re.match(r"[a-z0-9]", line, re.IGNORECASE)]

    assert len(pinned) > 20
    assert all(re.match(r"[a-zA-Z0-9._\-\[\],]+==[^ ]+ ", line) for line in pinned)
    assert sum("--hash=sha256:" in line for line in lines) >= len(pinned)
    assert not [line for line in lines if line.startswith("-") or "://" in line]


def test_the_same_version_is_run_and_tested():
    def versions(name):
        return set(
            re.findall(
                r"^([a-z0-9.\-_\[\],]+==\S+)",
                (ROOT / "requirements" / name).read_text(),
                re.MULTILINE | re.IGNORECASE,
            )
        )

    assert versions("run.txt") <= versions("dev.txt")


def test_commands_named_in_the_documents_exist():
    targets = set(re.findall(r"^([a-z\-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    documents = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]

    named = {
        (str(path.relative_to(ROOT)), target)
        for path in documents
        for span in re.findall(
            r"`([^`]+)`|^    (.+)$|^([^#\n]*make .*)$", path.read_text(encoding="utf-8"), re.MULTILINE
        )
        for target in re.findall(r"(?:^|[;&] ?)make ([a-z][a-z\-]*)", "".join(span))
    }

    assert not {(path, target) for path, target in named if target not in targets}


@pytest.mark.parametrize("path", sorted((ROOT / "bench").glob("[!_]*.py")), ids=lambda path: path.stem)
def test_a_benchmark_that_names_a_small_size_is_run_at_it(path):
    names_one = re.search(r"\bSMALL_SIZE =", path.read_text(encoding="utf-8")) is not None

    assert (small_size(path) is not None) == names_one
