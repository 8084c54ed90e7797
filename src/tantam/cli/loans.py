"""`tantam loan …` and `tantam book verify`: loans of another book, how a balance came about, whether all hold."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from tantam.core.vietnamese import format_date, format_number

if TYPE_CHECKING:
    from tantam.core.loans.balances import Split
    from tantam.core.loans.events import Event
    from tantam.core.loans.life import Stretch
    from tantam.lending.queries.loans import LoanPage

LOANS_AT_ONCE: Final = 1_000
WORTH_TWO_PROCESSES: Final = 100_000  # loans; below, beginning another takes as long as it saves
DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
REASONS: Final = {
    "NUMBER": "thiếu số khế ước",
    "DAYS": "ngày không đúng",
    "AMOUNT": "số tiền không đúng (đồng, không âm)",
    "RATE": "lãi suất không đúng (phần trăm một năm, ví dụ 7,92)",
    "PLAN": "kế hoạch trả nợ không đúng (ví dụ 10/07/2026 40.000.000; 10/01/2027 60.000.000)",
    "TWICE": "số khế ước này đã có ở dòng trên",
}
FAULTS: Final = {
    "POSTING_NOT_WHOLE": "bút toán không đủ dòng",
    "TRANSFER_OFF_ITS_POSTING": "dòng không thuộc ngày hoặc sổ của bút toán",
    "TOTALS_DIFFER": "số cộng khóa sổ khác các dòng",
    "DOES_NOT_BALANCE": "sổ không cân",
}

loan_app = typer.Typer(help="Khoản vay: giải thích số dư.", no_args_is_help=True)
book_app = typer.Typer(help="Sổ cho vay: kiểm tra lại toàn bộ.", no_args_is_help=True)

Day = Annotated[datetime | None, typer.Option("--on", formats=DATE_FORMATS, help="Ngày xem; mặc định là hôm nay.")]


@loan_app.command("take-over")
def take_over(
    file: Annotated[
        Path,
        typer.Argument(
            help="CSV: number, household_code, programme, source, contract_on, approved_vnd, rate, overdue_rate, "
            "instalments, disbursed_vnd, principal_vnd, interest_vnd, overdue_interest_vnd.",
            exists=True,
            dir_okay=False,
        ),
    ],
    *,
    office: Annotated[str, typer.Option("--office", help="Mã chi nhánh, phòng giao dịch.")],
    as_of: Annotated[datetime, typer.Option("--as-of", formats=DATE_FORMATS, help="Số liệu đến hết ngày này.")],
) -> None:
    """Nhận các khoản vay từ sổ khác; mỗi khoản nhận trọn hoặc không, dòng không nhận nêu lý do."""
    from tantam.cli.asking import asked_by_shell
    from tantam.cli.progress import counting
    from tantam.exchange.loan_tables import read_loans
    from tantam.lending.commands.taking_over import take_over_loans

    read, day = read_loans(file), as_of.date()
    refused = [(line, REASONS[code]) for line, code in read.refused]
    with counting("Khoản vay", total=len(read.rows)) as show:
        for start in range(0, len(read.rows), LOANS_AT_ONCE):
            some = read.rows[start : start + LOANS_AT_ONCE]
            loans = tuple(figures for _line, figures in some)
            outcome = take_over_loans(asked=asked_by_shell(), office_code=office, as_of=day, loans=loans)
            refused += [(some[place][0], sentence) for place, sentence in outcome.refused]
            show(start + len(some))
    taken = len(read.rows) + len(read.refused) - len(refused)
    typer.echo(f"Đã nhận {format_number(taken)} khoản vay; không nhận {len(refused)} dòng.")
    for line, reason in sorted(refused):
        typer.echo(f"  dòng {line}: {reason}")
    if refused:
        raise typer.Exit(1)


@loan_app.command("explain")
def explain(
    number: Annotated[str, typer.Argument(help="Số khế ước.")],
    *,
    on: Day = None,
    known_on: Annotated[
        datetime | None, typer.Option("--known-on", formats=DATE_FORMATS, help="Theo những gì đã ghi đến hết ngày này.")
    ] = None,
    nightly: Annotated[bool, typer.Option("--nightly", help="Kể lãi từng đêm, không gộp.")] = False,
) -> None:
    """Kể mọi giao dịch của một khoản vay và lãi đã sinh ra như thế nào."""
    from django.utils import timezone

    from tantam.base.asked import EVERYTHING
    from tantam.core.loans.explaining import night_by_night
    from tantam.lending.queries.loans import get_loan_page

    day = on.date() if on else timezone.localdate()
    page = get_loan_page(scope=EVERYTHING, number=number, on=day, known_on=known_on.date() if known_on else None)
    console = Console(highlight=False, markup=False, width=150)
    whose = "hộ" if page.household_id else "cơ sở"
    console.print(f"Khoản vay {page.number}, {whose} {page.borrower_code}, {page.office}")
    console.print(
        f"Duyệt {format_number(page.terms.approved_vnd)} đồng; lãi suất {_rate(page.terms.rate_ppm)}, "
        f"quá hạn {_rate(page.terms.overdue_rate_ppm)}"
    )
    console.print(_events(page))
    stretches = page.story.stretches
    console.print(_nights(tuple(night_by_night(stretches)) if nightly else stretches))
    _print_balances(console, page, day)


def _events(page: "LoanPage") -> Table:
    table = Table(title="Giao dịch")
    for heading in ("Số", "Ngày giá trị", "Ngày ghi sổ", "Giao dịch", "Số tiền", "Gốc", "Lãi", "Người ghi", "Ghi chú"):
        table.add_column(heading, justify="right" if heading in {"Số", "Số tiền", "Gốc", "Lãi"} else "left")
    for line in page.story.lines:
        written = page.written[line.event.seq]
        taken_back = f"đã đảo bởi giao dịch {line.taken_back_by}" if line.taken_back_by else ""
        table.add_row(
            str(line.event.seq),
            format_date(line.event.on),
            format_date(line.event.booked_on),
            *_what(line.event),
            *_shares(line.split),
            written.name,
            "; ".join(filter(None, (taken_back, written.reason))),
        )
    return table


def _what(event: "Event") -> tuple[str, str]:
    """Return the name of an event and its amount."""
    from tantam.lending.wording.events import event_words

    amount_vnd = getattr(event, "amount_vnd", None)
    return event_words(event), "" if amount_vnd is None else format_number(amount_vnd)


def _shares(split: "Split | None") -> tuple[str, str]:
    return ("", "") if split is None else (format_number(split.principal_vnd), format_number(split.interest_vnd))


def _nights(stretches: "tuple[Stretch, ...]") -> Table:
    from tantam.lending.wording.points import points_words

    table = Table(title="Lãi theo từng khoảng (đồng, hai số lẻ)")
    for heading in ("Từ ngày", "Đến ngày", "Số đêm", "Gốc trong hạn", "Lãi suất", "Lãi"):
        table.add_column(heading, justify="right")
    for heading in ("Gốc quá hạn", "Lãi suất quá hạn", "Lãi quá hạn"):
        table.add_column(heading, justify="right")

    for each in stretches:
        table.add_row(
            format_date(each.after),
            format_date(each.until),
            str(each.nights),
            format_number(each.current_vnd),
            _rate(each.rates.current_ppm),
            points_words(each.points_current),
            format_number(each.overdue_vnd),
            _rate(each.rates.overdue_ppm),
            points_words(each.points_overdue),
        )
    return table


def _print_balances(console: Console, page: "LoanPage", day: date) -> None:
    balances = page.story.balances
    console.print(
        f"Đến ngày {format_date(day)}: dư nợ gốc {format_number(balances.principal_vnd)} đồng, trong đó quá hạn "
        f"{format_number(balances.overdue_vnd)}; lãi phải trả {format_number(balances.interest_current_vnd)}, "
        f"lãi quá hạn {format_number(balances.interest_overdue_vnd)};"
        f" tất toán hết {format_number(balances.owed_vnd)} đồng."
    )


@book_app.command("verify")
def verify(
    *,
    processes: Annotated[int, typer.Option("--processes", min=0, max=64, help="Số tiến trình; 0: tự chọn.")] = 0,
) -> None:
    """Tính lại mọi khoản vay, tiền gửi từ giao dịch, so với số đang giữ và sổ cái; mã thoát 1 khi có chênh lệch."""
    from tantam.base.reading import one_snapshot

    with one_snapshot():
        loans, events, wrong = _verify_loans(processes)
        gaps, faults = _verify_accounts(), _verify_book()
    typer.echo(
        f"{format_number(loans)} khoản vay, {format_number(events)} giao dịch; {wrong} khoản lệch, "
        f"{gaps} tài khoản lệch, {faults} lỗi trong sổ cái."
    )
    if wrong or gaps or faults:
        raise typer.Exit(1)


def _verify_loans(processes: int) -> tuple[int, int, int]:
    """Return how many loans and events there are, and how many loans do not agree; each is told."""
    import os

    from tantam.cli.progress import counting
    from tantam.lending.queries.loans import count_loans
    from tantam.lending.queries.verifying import verify_loans

    loans = events = wrong = 0
    total = count_loans()
    chosen = min(2, os.cpu_count() or 1) if total >= WORTH_TWO_PROCESSES else 1
    with counting("Khoản vay", total=total) as show:
        for batch in verify_loans(processes=processes or chosen):
            loans += batch.loans
            events += batch.events
            for found in batch.mismatches:
                wrong += 1
                changes = ", ".join(f"{name} {vnd:+d}" for name, vnd in found.by.items())
                typer.echo(f"✗ Khoản vay {found.number}: {changes}")
            show(loans)
    return loans, events, wrong


def _verify_accounts() -> int:
    """Return how many accounts and buckets are not the sums of their loans or moves of savings; each is told."""
    from django.utils import timezone

    from tantam.lending.queries.accrued import find_bucket_gaps, find_interest_gaps
    from tantam.lending.queries.reconciling import find_gaps, find_savings_gaps
    from tantam.lending.queries.savings_interest import find_savings_interest_gaps
    from tantam.lending.wording.points import points_words

    today = timezone.localdate()
    gaps = [
        f"{gap.office_code} {gap.code} {gap.source} {gap.programme}: "
        f"sổ cái {format_number(gap.ledger_vnd)}, các khoản vay {format_number(gap.loans_vnd)}"
        for gap in find_gaps(day=today)
    ]
    gaps += [
        f"{gap.office_code} {gap.source} {gap.programme} {_rate(gap.rate_ppm)}{' quá hạn' if gap.is_overdue else ''}: "
        f"gốc đang tính lãi {format_number(gap.bucket_vnd)}, các khoản vay {format_number(gap.loans_vnd)}"
        for gap in find_bucket_gaps()
    ]
    gaps += [
        f"{gap.office_code} {gap.code} {gap.source} {gap.programme}: "
        f"lãi trong sổ cái {points_words(gap.ledger_points)}, của các khoản vay {points_words(gap.loans_points)}"
        for gap in find_interest_gaps(day=today)
    ]
    gaps += [
        f"{gap.office_code} {f'tiền gửi {gap.number}' if gap.number else 'MEMBER_SAVINGS'}: "
        f"đang giữ {format_number(gap.kept_vnd)}, các lần gửi rút {format_number(gap.moves_vnd)}"
        for gap in find_savings_gaps(day=today)
    ]
    gaps += [
        f"{gap.office_code} tiền gửi {gap.number}, lãi {f'ngày {format_date(gap.day)}' if gap.day else 'còn lại'}: "
        f"đang giữ {points_words(gap.kept_points)}, tính lại {points_words(gap.moves_points)}"
        for gap in find_savings_interest_gaps()
    ]
    for gap in gaps:
        typer.echo(f"✗ {gap}")
    return len(gaps)


def _verify_book() -> int:
    """Return how often the books contradict themselves; each time is told."""
    from django.utils import timezone

    from tantam.base.asked import EVERYTHING
    from tantam.ledger.queries.controls import list_book_faults

    faults = list_book_faults(scope=EVERYTHING, day=timezone.localdate())
    for fault in faults:
        typer.echo(f"✗ Sổ cái: {FAULTS[fault.what]} (bút toán {fault.posting_id}, tài khoản {fault.account_id})")
    return len(faults)


def _rate(ppm: int) -> str:
    from tantam.programmes.wording.numbers import percent_words

    return percent_words(ppm)
