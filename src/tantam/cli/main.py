"""The command-line tool `tantam`: for administrators, cron and demonstrations."""

import os
import sys
from importlib import import_module
from importlib.util import find_spec

import typer
from rich.console import Console
from typer._click.exceptions import ClickException

from tantam.cli import audit, closing, law, loans, people, plans, serving, setting_up, upkeep, working
from tantam.cli.usage import explain_words

# Exit codes: 0 fine, 1 something was found wrong, 2 wrong words, and these.
EXIT_REFUSED = 3
EXIT_NOT_READY = 4

app = typer.Typer(
    name="tantam",
    help="Tận Tâm: hệ thống làm việc của tín dụng chính sách xã hội ở một tỉnh.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command("setup")(setting_up.setup)
app.command("serve")(serving.serve)
app.command("work")(working.work)
app.command("doctor")(upkeep.doctor)
app.command("backup")(upkeep.backup)
app.command("restore")(upkeep.restore)
app.add_typer(plans.plans_app, name="plans")
app.add_typer(law.law_app, name="law")
app.command("close-day")(closing.close_day)
app.add_typer(loans.loan_app, name="loan")
app.add_typer(loans.book_app, name="book")
app.add_typer(audit.audit_app, name="audit")
app.add_typer(people.units_app, name="units")
app.add_typer(people.people_app, name="people")
if find_spec("tantam.cli.demo"):
    app.add_typer(import_module("tantam.cli.demo").demo_app, name="demo")


@app.callback()
def begin() -> None:
    """Make Django ready, unless only help was asked for."""
    if "--help" in sys.argv:
        return
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tantam.site.settings")
    if not apps.ready:
        django.setup()


def run() -> None:
    """Run the tool; what can be foreseen ends in a sentence and an exit code, not in a traceback."""
    if not __debug__:
        _say("Python đang chạy với -O, các phép kiểm bị bỏ qua. Hãy chạy lại không có -O và PYTHONOPTIMIZE.")
        sys.exit(EXIT_NOT_READY)
    try:
        code = app(standalone_mode=False)
    except typer.Abort:
        _say("Đã dừng theo yêu cầu.")
        sys.exit(1)
    except ClickException as problem:
        if sentence := explain_words(problem):
            _say(sentence)
        sys.exit(problem.exit_code)
    except Exception as problem:  # noqa: BLE001 - sorted out right below; what is not foreseen is raised again
        sys.exit(_explain(problem))
    sys.exit(code)


def _explain(problem: Exception) -> int:
    """Say what happened, why and what to do; return the exit code.

    What is not foreseen is raised again.
    """
    from django.core.exceptions import ImproperlyConfigured
    from django.db import InterfaceError, OperationalError, ProgrammingError

    from tantam.base.errors import Refusal

    if isinstance(problem, Refusal):
        _say(str(problem))
        return EXIT_REFUSED
    if isinstance(problem, OperationalError | InterfaceError | ProgrammingError):
        _say(
            f"Cơ sở dữ liệu không trả lời: {str(problem).strip()}. "
            "Hãy xem TANTAM_DATABASE_URL, máy chủ cơ sở dữ liệu, rồi chạy: tantam setup"
        )
        return EXIT_NOT_READY
    if isinstance(problem, ImproperlyConfigured):
        _say(f"Cài đặt chưa đúng: {problem}")
        return EXIT_NOT_READY
    if isinstance(problem, PermissionError | FileNotFoundError | IsADirectoryError | NotADirectoryError):
        _say(f"Không đọc hoặc ghi được {problem.filename}: {problem.strerror}.")
        return EXIT_NOT_READY
    raise problem


def _say(sentence: str) -> None:
    Console(stderr=True, highlight=False, soft_wrap=True).print(sentence, style="bold red", markup=False)
