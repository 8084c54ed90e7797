"""`tantam close-day`: every open day of every office, in order; safe to stop and to run again."""

from datetime import datetime
from typing import Annotated

import typer

from tantam.core.vietnamese import format_date, format_number

DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]


def close_day(
    *,
    day: Annotated[
        datetime | None,
        typer.Option("--day", formats=DATE_FORMATS, help="Khóa đến hết ngày này; mặc định là hôm qua."),
    ] = None,
    office: Annotated[str, typer.Option("--office", help="Chỉ một chi nhánh, phòng giao dịch (mã).")] = "",
) -> None:
    """Khóa sổ mọi ngày còn mở của các đơn vị, lần lượt; dừng giữa chừng thì chạy lại; mã thoát 1 khi có chênh lệch."""
    from datetime import timedelta

    from tantam.base.asked import EVERYTHING
    from tantam.base.errors import Refusal
    from tantam.cli.asking import asked_by_shell, today
    from tantam.cli.progress import counting
    from tantam.closing.commands.closing import close_day as close_one
    from tantam.closing.queries.days import list_open_days

    until = day.date() if day else today() - timedelta(days=1)
    offices = list_open_days(scope=EVERYTHING, until=until, office_code=office)
    closed, refused = 0, []
    with counting("Khóa sổ", total=sum(each.count for each in offices)) as show:
        for each in offices:
            for one in each.days:
                try:
                    close_one(asked=asked_by_shell(), office_code=each.office_code, day=one)
                except Refusal as refusal:
                    refused.append(f"{each.office_code}, ngày {format_date(one)}: {refusal}")
                    break  # the days after it wait
                closed += 1
                show(closed)
    typer.echo(f"Đã khóa {format_number(closed)} ngày của {len(offices)} đơn vị, đến hết ngày {format_date(until)}.")
    for sentence in refused:
        typer.echo(f"✗ {sentence}")
    if refused:
        raise typer.Exit(1)
