"""The documents of operations name every setting, every command of the tool and every permission."""

import re
import tomllib

import click
import pytest
import typer

from tantam.cli.main import app
from tests.repo.permissions_page import PAGE, page
from tests.repo.source import PACKAGE, ROOT

OPERATIONS = ROOT / "docs" / "operations"
HOW_IT_WORKS = ROOT / "docs" / "how-it-works.md"


def _setting_names() -> list[str]:
    read = re.compile(r"""(?:environ(?:\.get)?[\(\[]|_flag\(|_words\(|_number\(|envvar=)\s*["'](TANTAM_[A-Z0-9_]+)""")
    found = {name for path in PACKAGE.rglob("*.py") for name in read.findall(path.read_text(encoding="utf-8"))}
    return sorted(found)


def _paths(command: click.Command, name: str) -> list[str]:
    inner = getattr(command, "commands", None)
    if inner is None:
        return [name]
    return [path for key, item in inner.items() for path in _paths(item, f"{name} {key}")]


@pytest.mark.parametrize("name", _setting_names())
def test_every_setting_is_in_the_documents(name):
    assert f"`{name}`" in (OPERATIONS / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", _paths(typer.main.get_command(app), "tantam"))
def test_every_command_of_the_tool_is_in_the_documents(path):
    assert f"`{path}" in (OPERATIONS / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", _paths(typer.main.get_command(app), "tantam"))
def test_every_command_of_the_tool_explains_itself(path):
    command = typer.main.get_command(app)
    for part in path.split()[1:]:
        command = command.commands[part]

    assert command.help
    assert all(parameter.help for parameter in command.params if parameter.name != "help")


def test_the_page_of_permissions_is_as_it_should_be():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make pages"


def test_the_layers_are_told_as_they_are_checked():
    told = re.search(r"`site` > .*? > `core`", HOW_IT_WORKS.read_text(encoding="utf-8"), re.DOTALL)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")

    there = [" | ".join(room for room in layer.split(" | ") if not room.startswith("(")) for layer in layers]
    assert told is not None
    assert re.findall(r"`(.*?)`", told[0]) == there


def test_every_file_that_how_it_works_names_is_there():
    text = HOW_IT_WORKS.read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w/.-]+\.(?:py|yaml))(?:: \w+)?`", text))
    files = [
        f"/{path.relative_to(ROOT)}"
        for folder in (PACKAGE, ROOT / "law", ROOT / "bench")
        for path in folder.rglob("*.*")
    ]

    assert len(named) > 80
    assert sorted(name for name in named if not any(file.endswith(f"/{name}") for file in files)) == []
