"""What code must look like (architecture.md, section 4)."""

import ast

from tests.repo.source import INTERFACES, ROOT, Module, for_each, functions, modules, names_in

FUNCTION_LINES = 60
MODULE_LINES = 400
# One file that must stand alone on any machine.
LONG_MODULES: frozenset[str] = frozenset()
BANNED_NAMES = {"utils", "helpers", "manager", "handle", "process", "data", "info", "misc", "common"}
# Where rows are reached; beside these the base, and the admin of reference data.
ROWS_ALLOWED = {"queries", "commands", "models", "parts"}
# Steps of writing that several commands of a room share.
CLOCKS = {
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
}
LOG_METHODS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
# What a log line may say: nothing that a person wrote, and no names of people.
LOGGED = {
    "method",
    "path",
    "status",
    "ms",
    "request_id",
    "user_id",
    "count",
    "sequence",
    "exit_code",
    "level",
    "getLevelName",
    "digest",
    # kinds of problems, never their words
    "type",
    "problem",
    "__name__",
    # parts of expressions in the line of a request
    "request",
    "response",
    "status_code",
    "sub",
    "_LONG",
    "time",
    "perf_counter_ns",
    "began",
    "user",
    "pk",
}

every_module = for_each(modules(), lambda module: module.path)
core_module = for_each([module for module in modules() if module.room == "core"], lambda module: module.path)


@every_module
def test_a_function_has_at_most_60_lines_and_a_module_400(module: Module):
    long = [
        f"{module.path}:{node.lineno} {node.name}"
        for node in functions(module.tree)
        if node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    ]

    assert not long
    assert len(module.text.splitlines()) <= MODULE_LINES or module.path in LONG_MODULES


@every_module
def test_nothing_has_a_name_that_says_nothing(module: Module):
    words = set(module.path.removesuffix(".py").split("/"))

    assert not words & BANNED_NAMES


@every_module
def test_rows_are_reached_in_queries_and_commands_only(module: Module):
    parts = set(module.path.removesuffix(".py").split("/"))
    if parts & ROWS_ALLOWED:
        return
    if module.room == "base" or module.path.startswith("site/admin"):
        return

    assert "objects" not in {node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}, (
        f"{module.path} reaches rows; make it a query or a command"
    )


@every_module
def test_no_clock_is_read_below_the_interfaces(module: Module):
    if module.room in INTERFACES:
        return

    given = {  # a moment that is given is only moved to the province's zone
        node.func
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "localtime"
        and node.args
    }
    read = [
        f"{module.path}:{node.lineno}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in CLOCKS
        and node not in given
    ]

    assert not read


@core_module
def test_the_core_knows_no_floats(module: Module):
    found = [
        f"{module.path}:{node.lineno}"
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float")
        or (isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div))
    ]

    assert not found


@every_module
def test_interfaces_import_no_model(module: Module):
    if module.room not in {"web", "portal", "api", "cli"}:
        return

    imported = {node.module or "" for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom)} | {
        alias.name for node in ast.walk(module.tree) if isinstance(node, ast.Import) for alias in node.names
    }

    assert not {name for name in imported if name.startswith("tantam.") and "models" in name.split(".")}, (
        "an interface calls commands and queries"
    )


@every_module
def test_a_log_line_holds_no_persons_words(module: Module):
    for node in ast.walk(module.tree):
        if not _is_log_call(node):
            continue
        message, *arguments = node.args
        said = [*arguments, *(keyword.value for keyword in node.keywords if keyword.arg != "exc_info")]

        assert isinstance(message, ast.Constant), f"{module.path}:{node.lineno} builds its message"
        for argument in said:
            extra = names_in(argument) - LOGGED

            assert not extra, f"{module.path}:{node.lineno} logs {sorted(extra)}"


@for_each(sorted((ROOT / "tests").rglob("test_*.py")), lambda path: path.name)
def test_a_test_is_named_as_a_sentence(path):
    short = [
        node.name
        for node in functions(ast.parse(path.read_text(encoding="utf-8")))
        if node.name.startswith("test_") and node.name.count("_") < 2
    ]

    assert not short, "say what holds"


def _is_log_call(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in LOG_METHODS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id.lower().strip("_") in {"logger", "log", "logging"}
    )
