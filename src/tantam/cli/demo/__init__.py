"""`tantam demo …`: a whole province to try the program on, with people who do not exist."""

import typer
from rich.console import Console
from rich.table import Table

demo_app = typer.Typer(help="Tỉnh dùng thử: đơn vị, người dùng, kế hoạch và báo cáo giả định.", no_args_is_help=True)


@demo_app.command("load")
def load(
    communes: int | None = typer.Option(None, "--communes", min=1, help="Chỉ nạp chừng này xã, để thử nhanh."),
) -> None:
    """Nạp tỉnh dùng thử vào một cơ sở dữ liệu trống; lần sau chỉ báo là đã có."""
    from django.utils import timezone

    from tantam.cli.demo.load import is_loaded, load_demo

    console = Console(highlight=False, soft_wrap=True)
    if is_loaded():
        console.print("Tỉnh dùng thử đã có sẵn; dữ liệu được giữ nguyên.")
    else:
        loaded = load_demo(today=timezone.localdate(), console=console, communes=communes)
        console.print(
            f"Tỉnh dùng thử: {loaded.units} đơn vị, {loaded.people} người dùng, {loaded.tasks} nhiệm vụ, "
            f"{loaded.steps} việc đã làm."
        )
    _print_duties(console)
    _print_sign_ins(console)


@demo_app.command("sign-ins")
def sign_ins() -> None:
    """In các tài khoản dùng thử và mật khẩu."""
    _print_sign_ins(Console(highlight=False, soft_wrap=True))


def _print_duties(console: Console) -> None:
    from django.utils import timezone

    from tantam.cli.demo.load import count_duties, find_demo_plan
    from tantam.core.duties import DutyState
    from tantam.documents.states import LOOKS, State

    plan_id = find_demo_plan()
    assert plan_id is not None
    counts = count_duties(plan_id, today=timezone.localdate())
    table = Table(title="Nhiệm vụ theo đơn vị và kỳ", title_justify="left")
    table.add_column("Tình trạng")
    table.add_column("Số lượng", justify="right")
    for state in DutyState:
        table.add_row(LOOKS[State(state.value)].words, str(counts.of(state)))
    table.add_row("Tổng số", str(counts.total), style="bold")
    console.print(table)


def _print_sign_ins(console: Console) -> None:
    from tantam.cli.demo.folder import read_people

    people = read_people()
    table = Table(title=f"Tài khoản dùng thử, mật khẩu chung: {people.password}", title_justify="left")
    for heading in ("Tên đăng nhập", "Vai trò", "Đơn vị"):
        table.add_column(heading)
    for row in people.shown:
        table.add_row(*row)
    console.print(table)
