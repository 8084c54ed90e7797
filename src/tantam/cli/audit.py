"""`tantam audit …`: prove, hand out and seal the audit chain."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

if TYPE_CHECKING:
    from tantam.core.checkpoint_text import SignedCheckpoint

audit_app = typer.Typer(help="Nhật ký thay đổi: kiểm tra, xuất, ký điểm kiểm.", no_args_is_help=True)


@audit_app.command("verify")
def verify(
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option("--checkpoint", help="Tệp chứa điểm kiểm đã lưu ngoài hệ thống (thư hoặc văn bản)."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
    record: Annotated[bool, typer.Option("--record/--no-record", help="Ghi lần kiểm tra vào nhật ký.")] = True,
) -> None:
    """Kiểm tra toàn bộ nhật ký; nêu dòng đầu tiên không còn nguyên vẹn (mã thoát 1)."""
    from tantam.base.checkpoints import record_verification
    from tantam.base.queries import get_head
    from tantam.base.verification import describe, verify_chain
    from tantam.cli.asking import asked_by_shell
    from tantam.cli.progress import counting

    filed = [found for path in checkpoint or [] for found in _read_filed(path)]
    with counting("Kiểm tra nhật ký", total=get_head()[0], quiet=as_json) as progress:
        found = verify_chain(filed=filed, progress=progress)
    sentences = [describe(problem) for problem in found.problems]
    if record:
        record_verification(
            asked=asked_by_shell(),
            entries=found.entries,
            root=found.root,
            problem=" ".join(sentences),
        )
    if as_json:
        typer.echo(
            json.dumps(
                {
                    "holds": found.holds,
                    "entries": found.entries,
                    "root": found.root,
                    "checkpoints": found.checkpoints,
                    "problems": [
                        {"kind": problem.kind.value, "sequence": problem.sequence, "sentence": sentence}
                        for problem, sentence in zip(found.problems, sentences, strict=True)
                    ],
                },
                ensure_ascii=False,
            )
        )
    else:
        _print_outcome(found.entries, found.root, found.checkpoints, sentences)
    if sentences:
        raise typer.Exit(1)


@audit_app.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="Tệp sẽ ghi (JSON từng dòng); '-' là đầu ra chuẩn.")],
) -> None:
    """Xuất nhật ký và các điểm kiểm ra tệp, để kiểm tra ở máy khác bằng verify_chain.py."""
    from tantam.base.queries import get_head, iterate_export
    from tantam.cli.progress import counting

    if str(file) == "-":
        for line in iterate_export():
            typer.echo(line, nl=False)
        return
    partial = file.with_name(f"{file.name}.partial")
    with counting("Xuất nhật ký", total=get_head()[0]) as progress, partial.open("wb") as target:
        for place, line in enumerate(iterate_export()):
            target.write(line)
            progress(place)
        target.flush()
        os.fsync(target.fileno())
    partial.replace(file)
    typer.echo(f"Đã ghi {file}")


@audit_app.command("checkpoint")
def checkpoint(
    send_again: Annotated[bool, typer.Option("--send-again", help="Gửi lại thư của điểm kiểm hôm nay.")] = False,
) -> None:
    """Kiểm tra nhật ký rồi ký điểm kiểm của hôm nay và gửi ra ngoài; mỗi ngày một lần."""
    from tantam.base.checkpoints import find_latest_checkpoint, make_checkpoint
    from tantam.base.errors import AlreadyDone
    from tantam.base.verification import describe, verify_chain
    from tantam.cli.asking import asked_by_shell, today
    from tantam.core.checkpoint_text import as_text

    day = today()
    latest = find_latest_checkpoint()
    if latest and latest.seal.day >= day and not send_again:
        typer.echo(f"Hôm nay ({day:%d/%m/%Y}) đã có điểm kiểm.")
        return
    problems = verify_chain().problems
    if problems:
        sentence = " ".join(describe(problem) for problem in problems)
        _send("Tận Tâm: nhật ký không còn nguyên vẹn", sentence)
        Console(stderr=True, highlight=False).print(sentence, style="bold red")
        raise typer.Exit(1)
    if not (latest and latest.seal.day >= day):
        try:
            make_checkpoint(asked=asked_by_shell(key=f"checkpoint:{day.isoformat()}"))
        except AlreadyDone:
            typer.echo("Một tiến trình khác vừa ký điểm kiểm hôm nay.")
            return
    latest = find_latest_checkpoint()
    assert latest is not None
    _mail(latest)
    typer.echo(as_text(latest), nl=False)


def _mail(checkpoint: "SignedCheckpoint") -> None:
    from django.conf import settings

    from tantam.base.checkpoints import letter_of

    letter = letter_of(checkpoint, province=settings.TANTAM_PROVINCE)
    _send(letter.subject, letter.text)


def _send(subject: str, text: str) -> None:
    """Mail a text to the people who keep checkpoints; a failure is a sentence, and the exit code says so."""
    from smtplib import SMTPException

    from django.conf import settings
    from django.core.mail import send_mail

    if not settings.TANTAM_CHECKPOINT_MAIL_TO:
        typer.echo("Chưa đặt TANTAM_CHECKPOINT_MAIL_TO: điểm kiểm chưa được gửi ra ngoài.", err=True)
        return
    try:
        send_mail(subject, text, None, settings.TANTAM_CHECKPOINT_MAIL_TO)
    except (OSError, SMTPException) as problem:
        typer.echo(
            f"Chưa gửi được thư ({problem}). Hãy xem cài đặt thư rồi chạy: tantam audit checkpoint --send-again",
            err=True,
        )
        raise typer.Exit(4) from None


def _read_filed(path: Path) -> "list[SignedCheckpoint]":
    from tantam.base.errors import Refusal
    from tantam.cli.verify_chain import text_of
    from tantam.core.checkpoint_text import read_blocks

    try:
        found = read_blocks(text_of(path.read_bytes()))
    except ValueError as problem:
        raise Refusal(f"{path}: điểm kiểm không đọc được ({problem}).") from None
    if not found:
        raise Refusal(f"{path}: không có điểm kiểm nào trong tệp này.")
    return found


def _print_outcome(entries: int, root: str, checkpoints: int, sentences: list[str]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    if sentences:
        for sentence in sentences:
            console.print(sentence, style="bold red")
        console.print(f"{entries} dòng đầu còn nguyên vẹn.")
        return
    console.print(f"Nhật ký nguyên vẹn: {entries} dòng, {checkpoints} điểm kiểm.", style="green")
    console.print(f"Mã gốc: {root}")
