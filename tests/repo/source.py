"""The repository as the tests of the repository read it."""

import ast
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import TypeVar

import tantam
from tantam.base.commands import COMMANDS, Command

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "tantam"
INTERFACES = ("web", "portal", "api", "cli", "site")
T = TypeVar("T")


@dataclass(frozen=True)
class Module:
    """A module of the program: its path below the package, its text and its tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """Return the room that it stands in."""
        return self.path.split("/", maxsplit=1)[0]


@lru_cache
def modules(folder: Path = PACKAGE) -> tuple[Module, ...]:
    """Return every module of a folder but migrations, in order."""
    return tuple(
        Module(str(path.relative_to(folder)), text := path.read_text(encoding="utf-8"), ast.parse(text))
        for path in sorted(folder.rglob("*.py"))
        if "migrations" not in path.parts
    )


@lru_cache
def tracked_files() -> tuple[Path, ...]:
    """Return the files that git keeps or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    paths = (ROOT / name for name in listed.decode().split("\0") if name)
    return tuple(sorted(path for path in set(paths) if path.is_file()))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a tree."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def names_in(node: ast.AST) -> set[str]:
    """Return every name and attribute that a tree mentions."""
    found = {item.id for item in ast.walk(node) if isinstance(item, ast.Name)}
    return found | {item.attr for item in ast.walk(node) if isinstance(item, ast.Attribute)}


@lru_cache
def commands() -> dict[str, Command]:
    """Return every command of the program, by name."""
    for module in walk_packages(tantam.__path__, "tantam."):
        if module.name.startswith("tantam.base.") or "commands" in module.name.split("."):
            import_module(module.name)
    return {name: entry for name, entry in sorted(COMMANDS.items()) if entry.run.__module__.startswith("tantam.")}


def for_each(items: Iterable[T], named: Callable[[T], str]) -> Callable[[Callable[[T], None]], Callable[[], None]]:
    """Make one test of a check of every item, which names all that fail; a case each would cost more than it checks."""

    def one_test(check: Callable[[T], None]) -> Callable[[], None]:
        def test() -> None:
            wrong = []
            for item in items:
                try:
                    check(item)
                except AssertionError as problem:
                    wrong.append(f"{named(item)}: {problem}")
            assert not wrong, "\n".join(wrong)

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return one_test
