"""The register from the shell: `tantam people statement|retention|find-duplicates|rotate-key`, `tantam units areas`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from tantam.cli.asking import asked_by_shell, today
from tantam.cli.progress import counting

DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
EXIT_SOME_REFUSED: Final = 1
REASONS: Final = {
    "HOUSEHOLD_UNKNOWN": "không có hộ mang mã này",
    "PROGRAMME": "mã chương trình không đúng",
    "SOURCE": "nguồn vốn phải là CENTRAL, MOBILISED hoặc LOCAL",
    "AMOUNT": "số tiền không đúng",
    "TWICE": "hộ, chương trình và nguồn vốn này đã có ở dòng trên",
    "COMMUNE_UNKNOWN": "không có xã mang mã này",
    "KIND": "loại khu vực không đúng",
    "DOCUMENT": "thiếu số văn bản hoặc năm",
    "DAYS": "ngày không đúng",
}


def statement(
    file: Annotated[
        Path,
        typer.Argument(
            help="CSV: household_code, programme, source, principal_vnd (đồng).", exists=True, dir_okay=False
        ),
    ],
    *,
    as_of: Annotated[datetime, typer.Option("--as-of", formats=DATE_FORMATS, help="Ngày của bản kê: 2026-10-31")],
    source: Annotated[str, typer.Option("--source", help="Bản kê từ đâu.")] = "",
) -> None:
    """Nạp bản kê dư nợ của ngân hàng; dòng nào không nhận đều nêu lý do."""
    from tantam.exchange.register_tables import read_balances
    from tantam.people.commands.statements import take_statement

    read = read_balances(file)
    outcome = take_statement(asked=asked_by_shell(), as_of=as_of.date(), source=source or file.name, rows=read.rows)
    _tell(outcome, read.refused)


def areas(
    file: Annotated[
        Path,
        typer.Argument(
            help="CSV: state_code, village, kind, starts_on, document, year, ends_before.", exists=True, dir_okay=False
        ),
    ],
) -> None:
    """Nạp danh sách xã, thôn thuộc vùng khó khăn (NĐ 272/2025/NĐ-CP); dòng đã có thì giữ nguyên."""
    from tantam.exchange.register_tables import read_areas
    from tantam.people.commands.statements import record_area_listing

    read = read_areas(file)
    _tell(record_area_listing(asked=asked_by_shell(), rows=read.rows), read.refused)


def retention(
    *,
    erase: Annotated[
        bool, typer.Option("--erase", help="Xóa dữ liệu định danh của những người này, sau khi hỏi.")
    ] = False,
) -> None:
    """Đếm những người đã quá thời hạn lưu giữ; với --erase thì xóa dữ liệu định danh của họ."""
    from django.utils import timezone

    from tantam.people.commands.erasing import erase_person
    from tantam.people.queries.keeping import get_kept_years, list_for_erasure

    found = list_for_erasure(day=today(), at=timezone.now())
    typer.echo(f"{len(found)} người không còn diện hay dư nợ nào trong {get_kept_years()} năm qua.")
    if not erase or not found:
        return
    typer.confirm(f"Xóa hẳn tên, số định danh, ngày sinh, dân tộc của {len(found)} người?", abort=True)
    with counting("Xóa", total=len(found)) as done:
        for count, person_id in enumerate(found, start=1):
            erase_person(asked=asked_by_shell(), person_id=person_id)
            done(count)
    typer.echo(f"Đã xóa dữ liệu định danh của {len(found)} người.")


def find_duplicates() -> None:
    """Tìm những cặp người có thể là một trong cả tỉnh, kể cả ở hai xã; cặp đã xem xét không được hỏi lại."""
    from tantam.people.commands import duplicates

    found = duplicates.find_duplicates(asked=asked_by_shell())
    typer.echo(f"Tìm thấy {found} cặp mới. Xem và quyết định ở mục “Người có thể trùng”.")


def rotate_key(
    *,
    resume: Annotated[bool, typer.Option("--resume", help="Làm tiếp lần trước bị ngắt, không tạo thêm khóa.")] = False,
) -> None:
    """Tạo khóa mới cho dữ liệu cá nhân rồi niêm phong lại các dòng bằng khóa đó; làm tiếp được khi bị ngắt."""
    from tantam.base.sealing import add_person_data_key, newest_key_number
    from tantam.people.commands.erasing import reseal
    from tantam.people.queries.keeping import count_sealed

    number = newest_key_number() if resume else add_person_data_key()
    typer.echo(f"Khóa số {number}. Hãy sao lưu thư mục khóa trước khi làm việc khác.")
    with counting("Niêm phong lại", total=count_sealed()) as done:
        seen = 0
        for table in ("PERSON", "LIST_ROW"):
            after: int | None = 0
            while after is not None:
                after = reseal(asked=asked_by_shell(), table=table, after=after)
                seen += 500 if after is not None else 0
                done(seen)
    typer.echo("Đã niêm phong lại. Khóa cũ vẫn phải giữ: các diện và thông tin đã ghi không được ghi đè.")


def _tell(outcome: dict[str, Any], unread: tuple[tuple[int, str], ...]) -> None:
    refused = sorted([*unread, *((line, reason) for line, reason in outcome["refused"])])
    typer.echo(f"Đã nhận {outcome['taken']} dòng; {outcome['unchanged']} dòng đã có; không nhận {len(refused)} dòng.")
    for line, reason in refused:
        typer.echo(f"  dòng {line}: {REASONS[reason]}")
    if refused:
        raise typer.Exit(EXIT_SOME_REFUSED)
