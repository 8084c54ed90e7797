"""`tantam units load` and `tantam people add`: how a real installation gets its units and its first people."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from tantam.cli import register

units_app = typer.Typer(help="Đơn vị của tỉnh.", no_args_is_help=True)
people_app = typer.Typer(help="Người dùng, vai trò và sổ người thụ hưởng.", no_args_is_help=True)
units_app.command("areas")(register.areas)
people_app.command("take-in")(register.take_in)
people_app.command("statement")(register.statement)
people_app.command("retention")(register.retention)
people_app.command("find-duplicates")(register.find_duplicates)
people_app.command("rotate-key")(register.rotate_key)


@units_app.command("load")
def load(file: Annotated[Path, typer.Argument(help="Danh mục đơn vị (YAML), như demo/units.yaml.")]) -> None:
    """Nạp các đơn vị chưa có từ một danh mục; đơn vị đã có được giữ nguyên."""
    from tantam.cli.asking import asked_by_shell
    from tantam.exchange.unit_lists import read_unit_list
    from tantam.units.commands import load_units

    rows, valid_from = read_unit_list(file)
    added = load_units(asked=asked_by_shell(), rows=rows, valid_from=valid_from)
    typer.echo(f"Đã thêm {added} đơn vị; {len(rows) - added} đơn vị đã có từ trước.")


@people_app.command("add")
def add(
    username: Annotated[str, typer.Argument(help="Tên đăng nhập.")],
    *,
    name: Annotated[str, typer.Option("--name", help="Họ và tên.")],
    unit: Annotated[str, typer.Option("--unit", help="Mã đơn vị, ví dụ UBND-TINH.")],
    role: Annotated[str, typer.Option("--role", help="Vai trò: ADMINISTRATOR, COORDINATOR, AUDITOR, …")],
    email: Annotated[str, typer.Option("--email", help="Địa chỉ thư.")] = "",
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Đọc mật khẩu từ đầu vào chuẩn thay vì hỏi.")
    ] = False,
) -> None:
    """Thêm một người và vai trò của họ; mật khẩu được hỏi, không nằm trên dòng lệnh."""
    from django.contrib.auth.hashers import make_password

    from tantam.access.commands import add_person, give_role
    from tantam.cli.asking import asked_by_shell

    _refuse_unknown(unit, role)
    password = _checked(sys.stdin.readline().rstrip("\n") if password_stdin else _prompt())
    user_id = add_person(
        asked=asked_by_shell(),
        username=username,
        full_name=name,
        email=email,
        password_hash=make_password(password),
    )
    asked = asked_by_shell()
    give_role(asked=asked, user_id=user_id, unit_code=unit, role=role, starts_on=asked.book_date)
    typer.echo(f"Đã thêm {username} ({role}, {unit}).")


def _refuse_unknown(unit: str, role: str) -> None:
    """Refuse before the person is added, so that nobody is added without a role.

    :raises Refusal: if there is no such unit or role; the message says which there are.
    """
    from tantam.access.roles import PERMISSIONS
    from tantam.base.errors import Refusal
    from tantam.units.queries import list_units

    if role not in PERMISSIONS:
        raise Refusal(f"Không có vai trò {role}. Các vai trò: {', '.join(PERMISSIONS)}.")
    if unit not in {line.code for line in list_units()}:
        raise Refusal(f"Không có đơn vị {unit}. Hãy nạp danh mục trước: tantam units load FILE")


def _prompt() -> str:
    password: str = typer.prompt("Mật khẩu", hide_input=True, confirmation_prompt="Mật khẩu, lần nữa")
    return password


def _checked(password: str) -> str:
    """Return a password that the installation's rules allow.

    :raises Refusal: if they do not; the message lists why.
    """
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from tantam.base.errors import Refusal

    try:
        validate_password(password)
    except ValidationError as problem:
        raise Refusal(" ".join(problem.messages)) from None
    return password
