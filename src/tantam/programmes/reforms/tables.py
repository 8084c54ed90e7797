"""The tables of a run: the same ones on the screen, in Excel and in the annex of a policy paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _

from tantam.core.law.conditions import Truth
from tantam.core.law.facts import FACTS
from tantam.programmes.reforms import figures
from tantam.programmes.reforms.evidence import EvidenceCell, EvidenceTable
from tantam.programmes.reforms.figures import CENTRAL, HIGH, LOW, SCENARIOS, SOURCES, Key, Result
from tantam.programmes.reforms.wording import SOURCE_WORDS
from tantam.programmes.wording.conditions import question_of

Names = Mapping[str, str]
Row = tuple[EvidenceCell, ...]
Lent = Mapping[str, Counter[Key]]  # what each scenario lends more, or less
NO, UNKNOWN, YES = Truth.NO, Truth.UNKNOWN, Truth.YES
# Tables that are too long for a screen and a paper; the workbook has them.
LONG: Final = frozenset({"cells"})


def tables_of(result: Result, *, programmes: Names, communes: Names) -> tuple[EvidenceTable, ...]:
    """Return the tables of a run; `programmes` and `communes` are names by code."""
    lent = {name: figures.lent(result, name) for name in SCENARIOS}
    made = (
        _flows(result, programmes),
        _demand(result, lent, programmes),
        _sources(result, lent),
        _years(result),
        _communes(result, lent, communes),
        _missing(result, programmes),
        _portfolio(result, programmes),
        _cells(lent, programmes, communes),
    )
    return tuple(table for table in made if table.rows)


def _named(code: str, names: Names) -> str:
    return names.get(code, code)


def _total(rows: Sequence[Row], *, leading: int = 1) -> Row:
    """Return the line of sums: the word, blanks, and the sum of each column; nothing where there are no rows."""
    if not rows:
        return ()
    columns = list(zip(*rows, strict=True))[leading:]
    sums = [sum(cell for cell in column if isinstance(cell, int)) for column in columns]
    return (_("Cộng"), *("" for _blank in range(leading - 1)), *sums)


def _capital() -> tuple[str, ...]:
    """Return the heads of the columns of demand for capital, in the order of the assumptions."""
    return _("Vốn, thấp"), _("Vốn, trung bình"), _("Vốn, cao")


def _flows(result: Result, programmes: Names) -> EvidenceTable:
    rows: list[Row] = []
    for code in result["programmes"]:
        own = [row for row in result["moved"] if row["programme"] == code]
        rows.append(
            (
                _named(code, programmes),
                figures.answered(own, YES, after=False),
                figures.answered(own, YES, after=True),
                figures.flow(own, NO, YES),
                figures.flow(own, YES, NO),
                sum(row["more"] for row in own),
                sum(row["less"] for row in own),
                figures.flow(own, UNKNOWN, YES),
                figures.flow(own, YES, UNKNOWN),
                figures.answered(own, UNKNOWN, after=False),
                figures.answered(own, UNKNOWN, after=True),
                sum(row["unvalued"] for row in own),
            )
        )
    return EvidenceTable(
        key="flows",
        title=_("Hộ theo chương trình, trước và sau thay đổi"),
        unit=_("hộ"),
        header=(
            _("Chương trình"),
            _("Đủ điều kiện trước"),
            _("Đủ điều kiện sau"),
            _("Thêm mới"),
            _("Không còn đủ"),
            _("Được vay thêm"),
            _("Được vay ít hơn"),
            _("Từ chưa rõ thành đủ"),
            _("Từ đủ thành chưa rõ"),
            _("Chưa rõ trước"),
            _("Chưa rõ sau"),
            _("Chưa tính được mức"),
        ),
        rows=tuple(rows),
        note=_("Một hộ có thể được tính ở nhiều chương trình, nên không cộng dọc. Hộ chưa rõ được tách riêng."),
    )


def _demand(result: Result, lent: Lent, programmes: Names) -> EvidenceTable:
    heads = {name: figures.borrowers(result, name) for name in SCENARIOS}
    rows: list[Row] = []
    for code in result["programmes"]:
        counts = [sum(n for (own, _place), n in heads[name].items() if own == code) for name in SCENARIOS]
        amounts = [figures.summed(lent[name], programme=code) for name in SCENARIOS]
        if any(counts) or any(amounts):
            rows.append((_named(code, programmes), *counts, *amounts))
    return EvidenceTable(
        key="demand",
        title=_("Nhu cầu vốn theo chương trình đến năm %(year)d") % {"year": result["years"][-1]},
        unit=_("đồng"),
        header=(
            _("Chương trình"),
            _("Hộ vay, thấp"),
            _("Hộ vay, trung bình"),
            _("Hộ vay, cao"),
            *_capital(),
        ),
        rows=tuple(rows),
        total=_total(rows),
        money_columns=(4, 5, 6),
    )


def _sources(result: Result, lent: Lent) -> EvidenceTable:
    last = result["years"][-1]
    rows: list[Row] = []
    for source in SOURCES:
        end = figures.year_sums(result, CENTRAL, source=source)[last]
        amounts = [figures.summed(lent[name], source=source) for name in SCENARIOS]
        amounts += [end.outstanding_vnd, end.interest_vnd, end.subsidy_vnd]
        if any(amounts):
            rows.append((str(SOURCE_WORDS[source]), *amounts))
    return EvidenceTable(
        key="sources",
        title=_("Nhu cầu vốn theo nguồn đến năm %(year)d") % {"year": last},
        unit=_("đồng"),
        header=(
            _("Nguồn vốn"),
            *_capital(),
            _("Dư nợ cuối kỳ, trung bình"),
            _("Lãi thu năm cuối"),
            _("Cấp bù lãi năm cuối"),
        ),
        rows=tuple(rows),
        total=_total(rows),
        money_columns=(1, 2, 3, 4, 5, 6),
    )


def _years(result: Result) -> EvidenceTable:
    sums = {name: figures.year_sums(result, name) for name in SCENARIOS}
    local = figures.year_sums(result, CENTRAL, source="LOCAL")
    rows: list[Row] = []
    for year in result["years"]:
        central = sums[CENTRAL][year]
        rows.append(
            (
                str(year),
                sums[LOW][year].lent_vnd,
                central.lent_vnd,
                sums[HIGH][year].lent_vnd,
                central.repaid_vnd,
                central.outstanding_vnd,
                central.capital_vnd,
                local[year].capital_vnd,
                central.interest_vnd,
                central.subsidy_vnd,
            )
        )
    moved = any(any(row[1:]) for row in rows)
    return EvidenceTable(
        key="years",
        title=_("Cho vay, dư nợ, vốn cần bố trí và lãi theo năm"),
        unit=_("đồng"),
        header=(
            _("Năm"),
            _("Cho vay, thấp"),
            _("Cho vay, trung bình"),
            _("Cho vay, cao"),
            _("Thu nợ gốc"),
            _("Dư nợ cuối năm"),
            _("Vốn cần bố trí"),
            _("Trong đó địa phương"),
            _("Lãi thu"),
            _("Cấp bù lãi"),
        ),
        rows=tuple(rows) if moved else (),
        note=_("Từ cột thu nợ gốc trở đi theo giả định trung bình. Vốn cần bố trí là phần dư nợ tăng trong năm."),
        money_columns=tuple(range(1, 10)),
    )


def _communes(result: Result, lent: Lent, communes: Names) -> EvidenceTable:
    sums = {name: figures.by_commune(lent[name]) for name in SCENARIOS}
    local = figures.by_commune(lent[CENTRAL], source="LOCAL")
    heads: Counter[str] = Counter()
    for (_programme, place), number in figures.borrowers(result, CENTRAL).items():
        heads[place] += number
    rows: list[Row] = []
    for reached in result["reached"]:
        code = reached["commune"]
        rows.append(
            (
                _named(code, communes),
                reached["households"],
                reached["gaining"],
                reached["losing"],
                reached["open_after"],
                heads[code],
                *(sums[name][code] for name in SCENARIOS),
                local[code],
            )
        )
    rows.sort(key=lambda row: (-int(row[7] or 0), -int(row[2] or 0), str(row[0])))
    return EvidenceTable(
        key="communes",
        title=_("Theo xã, phường, đặc khu"),
        unit=_("đồng"),
        header=(
            _("Xã"),
            _("Số hộ"),
            _("Hộ được thêm"),
            _("Hộ bị bớt"),
            _("Hộ chưa rõ"),
            _("Hộ vay, trung bình"),
            *_capital(),
            _("Trong đó địa phương"),
        ),
        rows=tuple(rows),
        total=_total(rows),
        note=_("Mỗi hộ chỉ tính một lần. Không có thông tin của người nào trong bảng."),
        money_columns=(6, 7, 8, 9),
    )


def _missing(result: Result, programmes: Names) -> EvidenceTable:
    rows: list[Row] = [
        (_named(code, programmes), question_of(FACTS[fact]) if fact in FACTS else fact, count)
        for code, facts in result["missing"].items()
        for fact, count in facts
    ]
    return EvidenceTable(
        key="missing",
        title=_("Dữ kiện còn thiếu ở các hộ chưa rõ"),
        unit=_("hộ"),
        header=(_("Chương trình"), _("Dữ kiện còn thiếu"), _("Số hộ thiếu")),
        rows=tuple(rows),
        note=_("Bổ sung các dữ kiện này vào sổ hộ sẽ làm kết quả chắc chắn hơn."),
    )


def _portfolio(result: Result, programmes: Names) -> EvidenceTable:
    sums: dict[tuple[str, int], list[int]] = {}
    for line in result["portfolio"]:
        row = sums.setdefault((line["programme"], line["year"]), [0] * 5)
        names = ("balance", "principal_before", "principal_after", "interest_before", "interest_after")
        for at, name in enumerate(names):
            row[at] += line[f"{name}_vnd"]
    rows: list[Row] = [
        (_named(code, programmes), str(year), balance, before, after, after - before, paid, pays, pays - paid)
        for (code, year), (balance, before, after, paid, pays) in sums.items()
    ]
    return EvidenceTable(
        key="portfolio",
        title=_("Dư nợ hiện có: gốc đến hạn và lãi theo năm"),
        unit=_("đồng"),
        header=(
            _("Chương trình"),
            _("Năm"),
            _("Dư nợ hiện có"),
            _("Gốc đến hạn, trước"),
            _("Gốc đến hạn, sau"),
            _("Chênh lệch gốc"),
            _("Lãi, trước"),
            _("Lãi, sau"),
            _("Chênh lệch lãi"),
        ),
        rows=tuple(rows),
        note=_("Khoản vay đã có giữ quy định của ngày ký; gốc thu về được cho vay lại theo quy định khi đó."),
        money_columns=tuple(range(2, 9)),
    )


def _cells(lent: Lent, programmes: Names, communes: Names) -> EvidenceTable:
    keys = sorted({key for sums in lent.values() for key, amount in sums.items() if amount})
    rows: list[Row] = [
        (
            _named(commune, communes),
            _named(code, programmes),
            str(SOURCE_WORDS[source]),
            *(lent[name][code, commune, source] for name in SCENARIOS),
        )
        for code, commune, source in keys
    ]
    return EvidenceTable(
        key="cells",
        title=_("Nhu cầu vốn theo xã, chương trình và nguồn"),
        unit=_("đồng"),
        header=(
            _("Xã"),
            _("Chương trình"),
            _("Nguồn vốn"),
            *_capital(),
        ),
        rows=tuple(rows),
        total=_total(rows, leading=3),
        money_columns=(3, 4, 5),
    )
