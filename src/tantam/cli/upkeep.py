"""`tantam doctor`, `tantam backup`, `tantam restore`: keeping an installation well."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

SIGNS = {"FINE": ("✓", "green"), "WARNING": ("!", "yellow"), "WRONG": ("✗", "bold red")}


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Khám hệ thống: nói điều gì chưa ổn và phải làm gì; mã thoát 1 khi có điều sai."""
    from django.utils import timezone

    from tantam.operations.doctor import examine

    findings = examine(now=timezone.now())
    wrong = [finding for finding in findings if finding.state == "WRONG"]
    if as_json:
        typer.echo(
            json.dumps(
                {
                    "wrong": len(wrong),
                    "findings": [
                        {"check": item.check, "state": item.state, "sentence": item.sentence} for item in findings
                    ],
                },
                ensure_ascii=False,
            )
        )
    else:
        console = Console(highlight=False, soft_wrap=True)
        for item in findings:
            sign, style = SIGNS[item.state]
            console.print(f"{sign} {item.sentence}", style=style, markup=False)
        if wrong:
            console.print(f"{len(wrong)} điều cần sửa.", style="bold red")
        else:
            console.print("Không có điều gì sai.", style="green")
    if wrong:
        raise typer.Exit(1)


def backup(
    file: Annotated[Path, typer.Argument(help="Tệp sao lưu sẽ ghi, ví dụ tantam-2026-11-22.tar.gz.")],
    passphrase_file: Annotated[
        Path | None,
        typer.Option("--passphrase-file", help="Tệp chứa cụm mật khẩu; các khóa được mã hóa và cho vào."),
    ] = None,
) -> None:
    """Sao lưu cơ sở dữ liệu, các tệp và (khi có cụm mật khẩu) các khóa vào một tệp."""
    from django.utils import timezone

    from tantam.cli.progress import counting
    from tantam.operations.backup import count_members, write_backup

    with counting("Sao lưu", total=count_members()) as progress:
        written = write_backup(file, now=timezone.now(), passphrase=_passphrase(passphrase_file), progress=progress)
    typer.echo(
        f"Đã ghi {file}: {written.members} thành phần, {written.size_bytes} byte, nhật ký {written.audit_entries} dòng."
    )
    if passphrase_file is None:
        typer.echo(
            "Các khóa không có trong bản sao lưu này: hãy giữ riêng thư mục khóa, hoặc dùng --passphrase-file.",
            err=True,
        )
    if written.missing or written.damaged:
        raise typer.Exit(1)


def restore(
    file: Annotated[Path, typer.Argument(help="Tệp sao lưu.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Thay thế dữ liệu đang có (bản cũ được giữ cạnh đó).")
    ] = False,
    passphrase_file: Annotated[
        Path | None, typer.Option("--passphrase-file", help="Tệp chứa cụm mật khẩu của các khóa.")
    ] = None,
) -> None:
    """Khôi phục từ bản sao lưu: kiểm tra mọi mã băm trước, rồi mới thay, rồi kiểm tra nhật ký."""
    from django.utils import timezone

    from tantam.operations.restore import restore_backup

    restored = restore_backup(file, replace=replace, passphrase=_passphrase(passphrase_file), now=timezone.now())
    age = timezone.now() - restored.made_at
    typer.echo(
        f"Đã khôi phục bản sao lưu {restored.made_at:%d/%m/%Y %H:%M} (cách đây {_in_words(age)}): "
        f"{restored.files} tệp, nhật ký {restored.audit_entries} dòng."
    )
    for sentence in restored.notes:
        typer.echo(sentence, err=True)
    if not restored.chain_holds:
        raise typer.Exit(1)


def _in_words(age: timedelta) -> str:
    return f"{age.days} ngày" if age.days else f"{age.seconds // 3600} giờ"


def _passphrase(path: Path | None) -> bytes | None:
    from tantam.base.errors import Refusal

    if path is None:
        return None
    content = path.read_bytes().strip()
    if len(content) < 12:
        raise Refusal("Cụm mật khẩu quá ngắn: cần ít nhất 12 ký tự.")
    return content
