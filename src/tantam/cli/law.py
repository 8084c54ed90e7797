"""`tantam law …`: what the law says on a day, and whether the law's files hold together. Needs no database."""

import json
from collections import Counter
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from tantam.core.law.dated import Standing
    from tantam.core.law.programme import Law, Programme
    from tantam.programmes.law_check import LawReport
    from tantam.programmes.law_table import ProgrammeRow

DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
NOT_VERIFIED = "chưa xác minh"
_FEW = 10
_TABLE_FROM = 150

law_app = typer.Typer(help="Quy định của các chương trình cho vay: kiểm tra, xem, liệt kê.", no_args_is_help=True)

On = Annotated[datetime | None, typer.Option("--on", formats=DATE_FORMATS, help="Ngày áp dụng; mặc định là hôm nay.")]


def _day(on: datetime | None) -> date:
    from django.utils import timezone

    return on.date() if on else timezone.localdate()


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True, markup=False)


@law_app.command("check")
def check(
    every: Annotated[
        bool, typer.Option("--all", help="Liệt kê hết các giá trị chưa xác minh, đã lâu chưa xem.")
    ] = False,
) -> None:
    """Kiểm tra dữ liệu luật và chạy mọi tình huống; mã thoát 1 khi có điều sai."""
    from tantam.groups.law_check import group_law_problems
    from tantam.groups.law_check import values_of as values_of_groups
    from tantam.groups.law_files import load_group_law
    from tantam.ledger.chart import load_chart
    from tantam.lending.law_check import savings_problems, steps_problems, values_of_savings
    from tantam.lending.law_check import values_of as values_of_steps
    from tantam.lending.law_files import load_savings_law, load_steps
    from tantam.programmes.law_cases import load_cases
    from tantam.programmes.law_check import check_law
    from tantam.programmes.law_files import law_digest, load_law, months_until_unchecked

    law, groups, chart, steps = load_law(), load_group_law(), load_chart(), load_steps()
    months = months_until_unchecked()
    report = check_law(law, load_cases(), today=_day(None), months_until_unchecked=months)
    report = report.with_more(
        values_of_groups(groups), group_law_problems(groups), today=_day(None), months_until_unchecked=months
    )
    of_steps = steps_problems(steps, programmes=law.programmes)
    report = report.with_more(values_of_steps(steps), of_steps, today=_day(None), months_until_unchecked=months)
    savings = load_savings_law()
    report = report.with_more(
        values_of_savings(savings), savings_problems(savings), today=_day(None), months_until_unchecked=months
    )
    console = _console()
    for problem in report.problems:
        console.print(f"✗ {problem}", style="bold red")
    _list(console, f"{NOT_VERIFIED} (cần đối chiếu với văn bản)", report.unverified, every=every)
    _list(console, "chưa rõ điều, khoản", report.without_article, every=every)
    _list(console, f"quá {months} tháng chưa xem lại", report.stale, every=every)
    console.print(_summary(report, law_digest(law)))
    numbers = [number for account in chart.accounts.values() for number in account.numbers]
    unsure = sum(number.verify for number in numbers)
    console.print(f"{len(chart.accounts)} tài khoản, {len(numbers)} số hiệu, {unsure} {NOT_VERIFIED}.")
    if report.problems:
        raise typer.Exit(1)
    console.print("Không có điều gì sai.", style="green")


def _summary(report: "LawReport", digest: str) -> str:
    return (
        f"{report.programmes} chương trình, {report.values} giá trị, {report.requirements} quy tắc, "
        f"{report.cases} tình huống; {len(report.problems)} điều sai, {len(report.unverified)} {NOT_VERIFIED}, "
        f"{len(report.without_article)} chưa rõ điều khoản, {len(report.stale)} đã lâu chưa xem lại. "
        f"Mã của luật: {digest[:16]}"
    )


def _list(console: Console, title: str, placed: tuple[Any, ...], *, every: bool) -> None:
    """Name the values, or how many each programme has."""
    if not placed:
        return
    console.print(f"! {len(placed)} giá trị {title}:", style="yellow")
    if every or len(placed) <= _FEW:
        for value in placed:
            console.print(f"    {value}")
        return
    counts = Counter(value.owner for value in placed)
    console.print("    " + ", ".join(f"{owner} {count}" for owner, count in counts.items()))
    console.print("    Xem từng giá trị: tantam law check --all")


@law_app.command("list")
def list_(
    on: On = None,
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
    only_open: Annotated[bool, typer.Option("--open", help="Chỉ các chương trình đang cho vay mới.")] = False,
) -> None:
    """Liệt kê các chương trình với mức vay, lãi suất, thời hạn của một ngày."""
    from tantam.core.law.programme import Lending
    from tantam.programmes.law_files import load_law
    from tantam.programmes.law_table import rows_on

    day = _day(on)
    rows = [row for row in rows_on(load_law(), day) if not only_open or row.lending is Lending.OPEN]
    if as_json:
        typer.echo(json.dumps([_as_json(row) for row in rows], ensure_ascii=False, indent=2))
        return
    _print_rows(rows)
    typer.echo(f"{len(rows)} chương trình ngày {day:%d/%m/%Y}.")


def _print_rows(rows: list["ProgrammeRow"]) -> None:
    """Print programmes as a table, or as lines where a table would be too narrow to read."""
    console = Console(highlight=False, markup=False)
    if console.width < _TABLE_FROM:
        for row in rows:
            console.print(f"{row.name} ({row.code})", style="bold")
            titled = zip(("", "", "lãi suất ", "quá hạn ", "", ""), _cells(row), strict=True)
            console.print("  " + "; ".join(title + text for title, text in titled if text))
        return
    table = Table(show_lines=True)
    table.add_column("Mã", no_wrap=True)
    table.add_column("Chương trình", min_width=24)
    for title in ("Cho vay mới", "Mức tối đa", "Lãi suất", "Quá hạn", "Thời hạn", "Ghi chú"):
        table.add_column(title)
    for row in rows:
        table.add_row(row.code, row.name, *_cells(row))
    console.print(table)


def _cells(row: "ProgrammeRow") -> tuple[str, ...]:
    """Return what is said of a programme: lending, cap, rates, term, and whether all of it was verified."""
    from tantam.programmes.law_table import dong
    from tantam.programmes.wording.terms import lending_words

    return (
        lending_words(row.lending),
        dong(row.cap_vnd) if row.cap_vnd is not None else row.cap,
        row.rate,
        row.overdue_rate,
        row.longest_term,
        NOT_VERIFIED if row.verify else "",
    )


def _as_json(row: "ProgrammeRow") -> dict[str, Any]:
    """Return a row as other programs read it; what the law does not know on the day is null."""
    from tantam.programmes.wording.numbers import percent_words

    def source(reference: Any) -> dict[str, Any] | None:
        if reference is None:
            return None
        return {"document": reference.document, "year": reference.year, "article": reference.article}

    left_out = {"source", "sources", "silent", "lending"}
    fields = {key: None if value == "" else value for key, value in asdict(row).items() if key not in left_out}
    return fields | {
        "lending": row.lending.value if row.lending else None,
        "rate_percent": None if row.rate_ppm is None else percent_words(row.rate_ppm),
        "overdue_rate_percent": None if row.overdue_rate_ppm is None else percent_words(row.overdue_rate_ppm),
        "source": source(row.source),
        "sources": {what: source(reference) for what, reference in row.sources.items()},
        "notes": row.silent,
    }


@law_app.command("show")
def show(
    code: Annotated[str, typer.Argument(help="Mã chương trình, ví dụ near-poor; xem: tantam law list")],
    on: On = None,
) -> None:
    """Cho xem một chương trình: mức vay, lãi suất, quy tắc, giấy tờ, văn bản của một ngày."""
    from tantam.core.eligibility.terms import terms_on
    from tantam.programmes.law_files import load_law
    from tantam.programmes.law_table import row_on

    law, day = load_law(), _day(on)
    programme = _find(law, code)
    row = row_on(law, code, day)
    console = _console()
    console.print(f"{programme.name.vi} ({code})", style="bold")
    console.print(programme.who.vi)
    console.print(f"Ngày {day:%d/%m/%Y}:")
    _print_terms(console, law, programme, row, day)
    terms = terms_on(law, code, day)
    if terms.requirements:
        console.print("\nĐiều kiện", style="bold")
    for rule in terms.requirements:
        needed = ", ".join(f"{name} = {terms.parameters[name]}" for name in _parameters(rule.when))
        console.print(f"  • {rule.words.vi}{f' ({needed})' if needed else ''}")
        console.print(f"      {_standing(rule)}", style="dim")
    if terms.papers:
        console.print("\nGiấy tờ", style="bold")
    for paper in terms.papers:
        form = law.papers[paper].form
        console.print(f"  • {law.papers[paper].name.vi}{f' ({form})' if form else ''}")
    if programme.shares_cap_with:
        console.print(f"\nDư nợ tính chung mức vay với: {', '.join(programme.shares_cap_with)}")


def _find(law: "Law", code: str) -> "Programme":
    """Return a programme, or refuse with the nearest codes."""
    from rapidfuzz import process

    from tantam.base.errors import Refusal

    if code in law.programmes:
        return law.programmes[code]
    near = [found for found, _score, _place in process.extract(code, law.programmes.keys(), limit=3, score_cutoff=60)]
    hint = f"Có phải: {', '.join(near)}? " if near else ""
    raise Refusal(f"Không có chương trình «{code}». {hint}Xem các mã: tantam law list")


def _parameters(condition: Any) -> list[str]:
    from tantam.core.law.conditions import parameters_of

    return sorted(parameters_of(condition))


def _print_terms(console: Console, law: "Law", programme: "Programme", row: "ProgrammeRow", day: date) -> None:
    """Print each term with its source; where the law is silent, why."""
    from tantam.core.law.dated import find_on
    from tantam.programmes.law_table import dong
    from tantam.programmes.wording.terms import lending_words

    unsecured = find_on(programme.unsecured_up_to_vnd, day)
    repayment = find_on(programme.repayment, day)
    lines: list[tuple[str, str, str]] = [
        ("Cho vay mới", "lending", lending_words(row.lending)),
        ("Mức vay tối đa", "cap", row.cap),
        ("Lãi suất một năm", "rate", row.rate),
        ("Lãi suất quá hạn", "overdue_rate", row.overdue_rate),
        ("Thời hạn tối đa", "longest_term", row.longest_term),
        ("Không cần bảo đảm đến", "unsecured_up_to_vnd", dong(unsecured.value) if unsecured else ""),
        ("Trả nợ", "repayment", repayment.value.vi if repayment else ""),
    ]
    for title, what, text in lines:
        if not text and what not in {"cap", "rate", "overdue_rate", "longest_term"}:
            continue
        console.print(f"  {title}: {text or 'luật chưa quy định trong dữ liệu'}")
        found = find_on(getattr(programme, what), day)
        if found is not None:
            console.print(f"      {_standing(found)}", style="dim")


def _standing(found: "Standing") -> str:
    """Return where a value stands, since when, its note, and whether it was compared with its document."""
    from tantam.programmes.wording.sources import reference_words

    parts = [reference_words(found.reference), f"từ {found.starts_on:%d/%m/%Y}"]
    if found.ends_before:
        parts.append(f"đến trước {found.ends_before:%d/%m/%Y}")
    if found.note:
        parts.append(found.note)
    if found.verify:
        parts.append(NOT_VERIFIED.upper())
    return "; ".join(parts)
