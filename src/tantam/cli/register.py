"""The register from the shell: `tantam people take-in|statement|retention|…`, `tantam units areas`."""

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
    "CODE": "thiếu mã xã, mã hộ, hoặc mã hộ quá dài",
    "APART": "các dòng của một hộ phải liền nhau",
    "DAY_AHEAD": "ngày vào hộ sau hôm nay",
    "ONE_HEAD": "hộ phải có đúng một chủ hộ (HEAD)",
    "RELATION": "quan hệ phải là HEAD, SPOUSE, CHILD, PARENT hoặc OTHER",
    "SEX": "giới tính phải là FEMALE, MALE hoặc để trống",
    "NAME": "thiếu họ và tên",
    "NUMBERS": "số định danh, số điện thoại hoặc dân tộc không đúng; hãy đối chiếu với thẻ",
    "IDENTITY_TWICE": "số định danh này đã có ở dòng trên",
    "IDENTITY_TAKEN": "số định danh này thuộc về người đã được gộp vào người khác",
    "AT_HOME": "người có số định danh này đang là thành viên của một hộ trong sổ",
    "STATUS_KIND": "diện không đúng, hoặc không phải diện của hộ",
    "STATUS_DAYS": "ngày của diện không đúng",
    "STATUS_OVERLAPS": "cùng một diện có hai khoảng ngày chồng nhau",
    "PAPER": "văn bản của diện thiếu số, nơi ban hành, trích yếu, hoặc đã có với ngày ký khác",
}


def take_in(
    file: Annotated[
        Path,
        typer.Argument(
            help="CSV, mỗi dòng một người, các dòng của một hộ liền nhau: state_code, household_code, village, "
            "relation, full_name, since; có thể thêm sex, born, identity, old_identity, phone, ethnicity, address, "
            "status, status_from, status_until, decision, decided_on, decided_by, decision_title.",
            exists=True,
            dir_okay=False,
        ),
    ],
) -> None:
    """Nhận hộ, người, thành viên và diện từ một sổ khác; mỗi hộ nhận trọn hoặc không, dòng không nhận nêu lý do.

    Bị ngắt thì chạy lại với đúng tệp đó: hộ nào đã có thì giữ nguyên.
    """
    from tantam.exchange.register_tables import read_households
    from tantam.people.commands.taking_in import HOUSEHOLDS_MAX, take_in_register
    from tantam.units.queries import list_communes

    read, communes = read_households(file), {row.code for row in list_communes()}
    strange = [row.household.line for row in read.rows if row.state_code not in communes]
    refused = [*read.refused, *((line, "COMMUNE_UNKNOWN") for line in strange)]
    taken = persons = seen = 0
    with counting("Hộ", total=len(read.rows)) as done:
        for state_code in sorted(communes):
            own = [row.household for row in read.rows if row.state_code == state_code]
            for start in range(0, len(own), HOUSEHOLDS_MAX):
                some = tuple(own[start : start + HOUSEHOLDS_MAX])
                outcome = take_in_register(asked=asked_by_shell(), commune_code=state_code, households=some)
                taken, persons, seen = taken + outcome.taken, persons + outcome.persons, seen + len(some)
                refused += outcome.refused
                done(seen)
    known = [line for line, reason in refused if reason == "CODE_TAKEN"]
    refused = [row for row in refused if row[1] != "CODE_TAKEN"]
    typer.echo(
        f"Đã nhận {taken} hộ, {persons} người; {len(known)} mã hộ đã có trong sổ từ trước; "
        f"không nhận {len(refused)} hộ."
    )
    _tell_refused(refused)


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
    _tell_refused(refused)


def _tell_refused(refused: list[tuple[int, str]]) -> None:
    for line, reason in sorted(refused):
        typer.echo(f"  dòng {line}: {REASONS[reason]}")
    if refused:
        raise typer.Exit(EXIT_SOME_REFUSED)
