"""`tantam plans read` and `tantam plans import`: an annex from the shell."""

import json
import mimetypes
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from tantam.cli.asking import asked_by_shell

if TYPE_CHECKING:
    from tantam.core.annex.vocabulary import Vocabulary
    from tantam.exchange.annexes import ReadAnnex

DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
EXIT_UNREADABLE = 3


def read(
    file: Annotated[Path, typer.Argument(help="Tệp phụ lục: .txt, .pdf, .docx, .xlsx", exists=True, dir_okay=False)],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="In JSON thay cho bảng.")] = False,
    issued: Annotated[
        datetime | None, typer.Option("--date", formats=DATE_FORMATS, help="Ngày ban hành kế hoạch.")
    ] = None,
) -> None:
    """Đọc một phụ lục và cho xem; không thay đổi gì."""
    from tantam.core.annex import to_json

    reading = _read(file, issued.date() if issued else None, vocabulary=_names()).reading
    if as_json:
        typer.echo(json.dumps(to_json(reading), ensure_ascii=False, indent=2))
        return
    table = Table("Mã", "Nội dung", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời gian", show_lines=True)
    for task in reading.tasks:
        table.add_row(task.code, task.content, task.lead.text, task.coordinating.text, task.product, task.time.text)
    console = Console()
    console.print(table)
    counts = Counter(doubt.code.value for doubt in reading.doubts)
    console.print(
        f"{len(reading.tasks)} nhiệm vụ, {len(reading.sections)} nhóm; đã đưa vào"
        f" {reading.coverage.placed}/{reading.coverage.total} ký tự; còn {len(reading.unaccounted)} dòng."
    )
    for code, count in counts.items():
        console.print(f"Cần xem lại: {code} × {count}")
    for left in reading.unaccounted:
        console.print(f"Chưa đưa vào đâu: {left.source}: {left.text}", markup=False)


def import_(
    file: Annotated[Path, typer.Argument(help="Tệp phụ lục", exists=True, dir_okay=False)],
    *,
    number: Annotated[str, typer.Option(help="Số, ký hiệu: 17/KH-UBND")],
    issued: Annotated[datetime, typer.Option("--date", formats=DATE_FORMATS, help="Ngày ban hành: 2025-08-07")],
    title: Annotated[str, typer.Option(help="Tên kế hoạch")],
    issuer: Annotated[str, typer.Option(help="Cơ quan ban hành")] = "Ủy ban nhân dân tỉnh",
) -> None:
    """Nhập một phụ lục thành kế hoạch, hoặc cập nhật kế hoạch đã có; nhập lại tệp cũ không thay đổi gì."""
    from tantam.base.errors import Refusal
    from tantam.plans.commands.importing import AnnexFile, amend_plan, import_plan
    from tantam.plans.queries.annex import compare_with_plan, find_plan

    read_annex = _read(file, issued.date())
    arguments: dict[str, Any] = {
        "reading": read_annex.reading,
        "file": AnnexFile(
            file.read_bytes(), file.name, mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        ),
        "source_lines": read_annex.source_lines,
    }
    plan_id = find_plan(number=number, issued_on=issued.date())
    if plan_id is None:
        plan_id = import_plan(
            asked=asked_by_shell(), number=number, title=title, issued_on=issued.date(), issuer=issuer, **arguments
        )
        typer.echo(f"Đã nhập kế hoạch {number}: {len(read_annex.reading.tasks)} nhiệm vụ (mã {plan_id}).")
        return
    changes = compare_with_plan(plan_id=plan_id, reading=read_annex.reading)
    if all(change.kind == "SAME" for change in changes):
        typer.echo(f"Kế hoạch {number} đã có đúng {len(changes)} nhiệm vụ này. Không có gì thay đổi.")
        return
    if not read_annex.reading.tasks:
        raise Refusal("Không đọc được nhiệm vụ nào trong tệp.")
    counts = amend_plan(asked=asked_by_shell(), plan_id=plan_id, **arguments)
    typer.echo(
        f"Đã cập nhật kế hoạch {number}: thêm {counts['ADDED']}, sửa {counts['CHANGED']},"
        f" bỏ {counts['REMOVED']}, giữ nguyên {counts['SAME']}."
    )


def _read(file: Path, issued_on: date | None, *, vocabulary: "Vocabulary | None" = None) -> "ReadAnnex":
    from tantam.exchange.annex_files import UnreadableAnnex
    from tantam.exchange.annexes import read_annex_content

    try:
        return read_annex_content(file.read_bytes(), filename=file.name, issued_on=issued_on, vocabulary=vocabulary)
    except UnreadableAnnex as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(EXIT_UNREADABLE) from None


def _names() -> "Vocabulary":
    """Return the names this installation knows; without a prepared database, those of the sample list."""
    from django.conf import settings
    from django.db import OperationalError, ProgrammingError

    from tantam.exchange.annexes import names_from_list
    from tantam.plans.queries.vocabulary import known_names

    try:
        names = known_names()
    except (OperationalError, ProgrammingError):
        names = None
    sample = settings.PACKAGE_DIR.parent.parent / "demo" / "units.yaml"
    if (names is None or not names.units) and sample.exists():
        typer.echo("Chưa có danh mục đơn vị trong cơ sở dữ liệu; đọc với danh mục mẫu của tỉnh.", err=True)
        return names_from_list(sample)
    return names or known_names()
