"""Every command may be repeated, leaves its trace, and belongs to a role."""

import ast
import re
from functools import lru_cache

import pytest

from tantam.access.roles import PERMISSIONS, PERSONAL
from tests.repo.permissions_page import SEEING, SYSTEM_ONLY
from tests.repo.source import ROOT, commands, for_each, functions, modules, names_in

every_command = for_each(commands(), str)


@every_command
def test_a_command_has_a_replay_test(name: str):
    function = commands()[name].run.__name__

    assert name in marked_names() or function in repeated_names(), (
        f'mark a test with @pytest.mark.replays("{name}") and call assert_replay_safe in it'
    )


@every_command
def test_a_command_takes_who_asked_first_and_only_keywords_after(name: str):
    run = commands()[name].run.__wrapped__
    code = run.__code__

    assert code.co_argcount == 0
    assert code.co_varnames[0] == "asked"


@every_command
def test_a_command_belongs_to_a_role_or_to_the_system(name: str):
    held = frozenset().union(*PERMISSIONS.values(), PERSONAL)

    assert (name in held) != (name in SYSTEM_ONLY)


def test_a_permission_is_a_command_or_lets_see():
    held = frozenset().union(*PERMISSIONS.values())
    if not any(name.startswith("plans.") for name in commands()):
        pytest.skip("the commands of the plans room are not built yet")

    assert not sorted(held - set(SEEING) - set(commands()))


def test_a_function_with_asked_that_writes_is_a_command():
    written = re.compile(r"\.(create|bulk_create|update|bulk_update|delete|save|get_or_create)\(")
    loose = [
        f"{module.path}:{node.lineno} {node.name}"
        for module in modules()
        for node in functions(module.tree)
        if module.room not in {"base", "site"}
        and "@command(" in module.text
        and not node.name.startswith("_")
        and any(argument.arg == "asked" for argument in node.args.kwonlyargs)
        and written.search(ast.get_source_segment(module.text, node) or "")
        and "commands" in module.path
        and not any("command" in names_in(decorator) for decorator in node.decorator_list)
    ]

    assert not loose


@lru_cache
def marked_names() -> frozenset[str]:
    """Return the names that stand in `replays` marks of tests."""
    return frozenset(
        argument.value
        for tree in trees_of_tests()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "replays"
        for argument in node.args
        if isinstance(argument, ast.Constant)
    )


@lru_cache
def repeated_names() -> frozenset[str]:
    """Return what is named in tests that expect `AlreadyDone`, and in the tables that they go through."""
    found: set[str] = set()
    for tree in trees_of_tests():
        tables = {
            target.id: names_in(node)
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        tables |= {node.name: names_in(node) for node in functions(tree) if not node.name.startswith("test_")}
        for node in functions(tree):
            if "AlreadyDone" in (named := names_in(node)):
                found |= named.union(*(names for table, names in tables.items() if table in named))
    return frozenset(found)


@lru_cache
def trees_of_tests() -> tuple[ast.Module, ...]:
    """Return the trees of all tests but those of the repository."""
    return tuple(
        ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if "repo" not in path.parts
    )
