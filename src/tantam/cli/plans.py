"""`tantam plans …`: the action plan from the shell."""

import typer

from tantam.cli import annexes

plans_app = typer.Typer(help="Kế hoạch hành động: đọc, nhập, nhắc việc.", no_args_is_help=True)
plans_app.command("read")(annexes.read)
plans_app.command("import")(annexes.import_)


@plans_app.command("remind")
def remind() -> None:
    """Gửi nhắc việc của hôm nay; chạy hai lần cũng chỉ gửi một lần."""
    from importlib import import_module

    from django.utils import timezone

    done = import_module("tantam.cli.reminders").remind(today=None, at=timezone.now())
    typer.echo(
        f"{done.day:%d/%m/%Y}: {done.digests} bản nhắc việc, {done.lines} dòng; "
        f"đã gửi {done.sent} thư, chưa gửi được {done.failed}."
    )
    if done.failed:
        raise typer.Exit(1)
