"""`tantam demo …`: a whole province to try the program on, with people who do not exist."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from tantam.cli.demo.province.run import LoadedProvince

# As many as load with all that comes before them within ten minutes, also on a slow machine of two cores.
_MONTHS_PLAYED: Final = 6
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


@demo_app.command("province")
def province(
    *,
    communes: int | None = typer.Option(None, "--communes", min=1, help="Chỉ nạp chừng này xã, rải đều trong tỉnh."),
    months: int = typer.Option(
        _MONTHS_PLAYED,
        "--months",
        min=0,
        max=24,
        help="Số tháng gần nhất được ghi từng phiên, từng bảng kê, từng ngày khóa sổ.",
    ),
    answers: Path | None = typer.Option(
        None, "--answers", help="Nơi ghi đáp án những sai phạm đã gieo; mặc định trong TANTAM_HOME."
    ),
) -> None:
    """Nạp cả tỉnh mô phỏng: 96 xã, 4.300 Tổ, hơn 170.000 hộ vay; bị ngắt thì chạy lại, phần đã nạp giữ nguyên."""
    from django.conf import settings
    from django.utils import timezone

    from tantam.cli.demo.province.run import ANSWERS, choose_shapes, load_province

    console = Console(highlight=False, soft_wrap=True)
    loaded = load_province(
        today=timezone.localdate(),
        console=console,
        shapes=choose_shapes(communes),
        months=months,
        answers_path=answers or settings.TANTAM_HOME / ANSWERS,
    )
    _print_province(console, loaded)
    _print_sign_ins(console)


def _print_province(console: Console, loaded: "LoadedProvince") -> None:
    opened = loaded.opened
    console.print(
        f"Đã nhận {opened.communes} xã: {opened.households} hộ, {opened.persons} người, {opened.groups} Tổ, "
        f"{opened.loans} khoản vay."
    )
    played = loaded.played
    console.print(
        f"Đã ghi {played.sessions} phiên giao dịch, {played.sheets} bảng kê, {played.payments} khoản thu, "
        f"{played.new_loans} khoản vay mới; khóa sổ {played.days_closed} ngày của các đơn vị."
    )
    table = Table(title="Tỉnh mô phỏng so với số liệu công bố", title_justify="left")
    for heading, justify in (("Chỉ số", "left"), ("Mô phỏng", "right"), ("Công bố", "right"), ("Nguồn", "left")):
        table.add_column(heading, justify="right" if justify == "right" else "left")
    for each in loaded.measured:
        target = each.target
        if loaded.is_whole or target.is_share:
            bounds = f"{_number(target.low)} – {_number(target.high)} {target.unit}".strip()
            mark = "" if each.is_met or not loaded.is_whole else " ✗"
            table.add_row(target.words, f"{_number(each.value)}{mark}", bounds, target.source)
    console.print(table)
    console.print(f"{loaded.answers} sai phạm đã gieo; đáp án: {loaded.answers_path}")


def _number(value: float) -> str:
    text = f"{value:,.2f}" if value < 1_000 else f"{value:,.0f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".").removesuffix(",00")


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
