"""The documents of operations name every setting, every command of the tool and every permission."""

import re

import click
import pytest
import typer

from tantam.cli.main import app
from tests.repo.permissions_page import PAGE, page
from tests.repo.source import PACKAGE, ROOT

OPERATIONS = ROOT / "docs" / "operations"


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
