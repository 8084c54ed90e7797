"""What was published of Quảng Ngãi and of provinces like it, with how far the simulation may be from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from tantam.cli.demo.province.commune import CommuneBook
from tantam.cli.demo.province.loans import Programme
from tantam.cli.demo.province.shape import Kind

BILLION: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Target:
    """A figure, its name for people, between which bounds it should lie, and where the bounds are from."""

    name: str
    words: str
    low: float
    high: float
    unit: str
    source: str

    @property
    def is_share(self) -> bool:
        """Tell whether it is a share, which a slice of the province has about as the whole."""
        return self.unit == "%"


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure of the simulated province beside its target."""

    target: Target
    value: float

    @property
    def is_met(self) -> bool:
        """Tell whether the figure lies within the bounds."""
        return self.target.low <= self.value <= self.target.high


_QN: Final = "Quảng Ngãi, cuối 2025"
_QN_9M: Final = "Quảng Ngãi, 30/9/2025"
_QN_2024: Final = "Quảng Ngãi, cuối 2024 (suy ra)"
_PRIOR: Final = "tham số ban đầu"
TARGETS: Final = {
    target.name: target
    for target in (
        Target("communes", "Xã, phường, đặc khu", 96, 96, "", _QN),
        Target("points", "Điểm giao dịch xã", 275, 275, "", _QN),
        Target("groups", "Tổ tiết kiệm và vay vốn", 4_250, 4_350, "", _QN),
        Target("borrowers", "Khách hàng còn dư nợ", 173_000, 183_000, "", _QN_9M),
        Target("outstanding", "Dư nợ", 11_500, 12_100, "tỷ đồng", _QN),
        Target(
            "outstanding a year before",
            "Dư nợ một năm trước",
            10_150,
            10_800,
            "tỷ đồng",
            "Quảng Ngãi, cuối 2024 (suy ra)",
        ),
        Target("a borrower", "Dư nợ bình quân một khách hàng", 61, 69, "triệu đồng", _QN_9M),
        Target("a group", "Dư nợ bình quân một Tổ", 2.6, 2.9, "tỷ đồng", _QN_9M),
        Target("borrowers a group", "Khách hàng một Tổ", 39, 43, "", _QN_9M),
        Target("loans a borrower", "Khoản vay một khách hàng", 1.10, 1.22, "", _PRIOR),
        Target("lent in the last year", "Doanh số cho vay một năm", 3_700, 4_600, "tỷ đồng", _QN),
        Target("borrowings in the last year", "Lượt vay một năm", 60_000, 75_000, "", _QN),
        Target("overdue", "Nợ quá hạn", 0.05, 0.6, "%", _PRIOR),
        Target("groups with most of the overdue", "Tổ giữ chín phần mười nợ quá hạn", 4, 9, "%", _PRIOR),
        Target("interest collected", "Lãi thu được", 97, 100.5, "%", _PRIOR),
        Target("women's union", "Hội Phụ nữ", 40, 44, "%", "Vĩnh Long 7/2025, Thái Bình 3/2024"),
        Target("farmers' union", "Hội Nông dân", 33, 37, "%", "Vĩnh Long 7/2025, Thái Bình 3/2024"),
        Target("veterans", "Hội Cựu chiến binh", 12, 16, "%", "Vĩnh Long 7/2025, Thái Bình 3/2024"),
        Target("youth union", "Đoàn Thanh niên", 7, 11, "%", "Vĩnh Long 7/2025, Thái Bình 3/2024"),
        Target("central capital", "Vốn Trung ương", 78, 82, "%", _QN_9M),
        Target("mobilised capital", "Vốn huy động", 9, 11, "%", _QN_9M),
        Target("local capital", "Vốn địa phương", 8, 12, "%", _QN_9M),
        Target(
            "local capital a year before", "Vốn địa phương một năm trước", 6, 9, "%", "Quảng Ngãi, cuối 2024 (suy ra)"
        ),
        Target("members who save", "Tổ viên gửi tiết kiệm", 75, 98, "%", _PRIOR),
        Target("savings of a household, median", "Tiền gửi một hộ (trung vị)", 2, 5, "triệu đồng", _PRIOR),
        Target("loans of 100 million", "Khoản vay 100 triệu đồng", 25, 42, "%", _PRIOR),
        Target("women who borrow", "Người vay là nữ", 55, 65, "%", _PRIOR),
        Target("ethnic minorities", "Dân tộc thiểu số", 28, 42, "%", _PRIOR),
        Target("ethnic minorities in the highlands", "Dân tộc thiểu số ở miền núi", 78, 95, "%", _PRIOR),
        Target("poor", "Hộ nghèo", 11, 18, "%", _PRIOR),
        Target("near poor", "Hộ cận nghèo", 18, 26, "%", _PRIOR),
        Target("newly escaped", "Hộ mới thoát nghèo", 12, 20, "%", _PRIOR),
        Target("jobs", "Giải quyết việc làm", 14, 24, "%", _PRIOR),
        Target("hardship production", "SXKD vùng khó khăn", 8, 16, "%", _PRIOR),
        Target("water", "Nước sạch và vệ sinh", 7, 13, "%", _PRIOR),
        Target("social housing", "Nhà ở xã hội", 2, 6, "%", _PRIOR),
        Target("minority programme", "Nghị định 28", 1, 4, "%", _PRIOR),
        Target("students", "Học sinh, sinh viên", 0.4, 3, "%", _PRIOR),
    )
}
_PROGRAMMES: Final = {
    "poor": (Programme.POOR,),
    "near poor": (Programme.NEAR_POOR,),
    "newly escaped": (Programme.NEWLY_ESCAPED,),
    "jobs": (Programme.JOBS, Programme.JOBS_EARLIER),
    "hardship production": (Programme.HARDSHIP,),
    "water": (Programme.WATER,),
    "social housing": (Programme.SOCIAL_HOUSING,),
    "minority programme": (Programme.MINORITY,),
    "students": (Programme.STUDENTS,),
}
_ORGANISATIONS: Final = {"women's union": 0, "farmers' union": 1, "veterans": 2, "youth union": 3}
_SOURCES: Final = {"central capital": (0,), "mobilised capital": (1,), "local capital": (2, 3)}


class Tally:
    """Figures added up commune after commune, so that the whole province is never held at once."""

    def __init__(self) -> None:
        self._sums: dict[str, float] = {}
        self._savings: list[np.ndarray] = []
        self._overdue_of_groups: list[np.ndarray] = []

    def add(self, book: CommuneBook) -> None:
        """Add a commune."""
        self._count("communes", 1)
        self._count("points", len(book.shape.visit_days))
        self._count("groups", len(book.groups.village))
        self._add_loans(book)
        self._add_groups(book)
        self._add_people(book)

    def measure(self) -> tuple[Measured, ...]:
        """Return every figure beside its target."""
        get = self._sums.get
        principal, lent = get("principal", 0) or 1, get("lent", 0)
        figures = {name: get(name, 0.0) for name in ("communes", "points", "groups", "borrowers")}
        figures |= {
            "outstanding": principal / BILLION,
            "outstanding a year before": get("principal before", 0) / BILLION,
            "a borrower": principal / figures["borrowers"] / 1_000_000,
            "a group": principal / figures["groups"] / BILLION,
            "borrowers a group": figures["borrowers"] / figures["groups"],
            "loans a borrower": get("loans", 0) / figures["borrowers"],
            "lent in the last year": lent / BILLION,
            "borrowings in the last year": get("borrowings", 0),
            "interest collected": 100 * get("interest paid", 0) / get("interest due", 1),
            "overdue": 100 * get("overdue", 0) / principal,
            "groups with most of the overdue": self._groups_with_most(),
            "local capital a year before": 100 * get("local before", 0) / get("principal before", 1),
            "members who save": 100 * get("savers", 0) / get("members", 1),
            "savings of a household, median": float(np.median(np.concatenate(self._savings))) / 1_000_000,
            "loans of 100 million": 100 * get("hundreds", 0) / get("loans", 1),
            "women who borrow": 100 * get("women", 0) / get("members", 1),
            "ethnic minorities": 100 * get("minority", 0) / get("members", 1),
            "ethnic minorities in the highlands": 100 * get("minority highland", 0) / (get("members highland", 0) or 1),
        }
        for name in (*_PROGRAMMES, *_ORGANISATIONS, *_SOURCES):
            figures[name] = 100 * get(f"of {name}", 0) / principal
        return tuple(Measured(target, figures[name]) for name, target in TARGETS.items())

    def _add_loans(self, book: CommuneBook) -> None:
        loans, last = book.loans, book.course.principal_vnd.shape[0] - 1
        principal = book.course.principal_vnd[last]
        before = book.course.principal_vnd[last - 12] if last >= 12 else book.course.start_vnd
        owing = principal > 0
        recent = loans.month > last - 12
        self._count("principal", principal.sum())
        self._count("principal before", before.sum())
        self._count("local before", before[loans.source >= 2].sum())
        self._count("loans", owing.sum())
        self._count("hundreds", (loans.approved_vnd[owing] == 100_000_000).sum())
        self._count("borrowers", len(np.unique(loans.household[owing])))
        self._count("borrowings", recent.sum())
        self._count("lent", loans.approved_vnd[recent].sum())
        self._count("overdue", book.course.overdue_vnd.sum())
        self._count("interest due", book.course.interest_due_vnd[max(0, last - 11) :].sum())
        self._count("interest paid", book.course.interest_paid_vnd[max(0, last - 11) :].sum())
        for name, codes in _PROGRAMMES.items():
            self._count(f"of {name}", principal[np.isin(loans.programme, codes)].sum())
        for name, sources in _SOURCES.items():
            self._count(f"of {name}", principal[np.isin(loans.source, sources)].sum())

    def _add_groups(self, book: CommuneBook) -> None:
        organisation = book.groups.organisation[book.households.group[book.loans.household]]
        principal = book.course.principal_vnd[-1]
        for name, code in _ORGANISATIONS.items():
            self._count(f"of {name}", principal[organisation == code].sum())
        group = book.households.group[book.loans.household]
        overdue = np.bincount(group, weights=book.course.overdue_vnd, minlength=len(book.groups.village))
        self._overdue_of_groups.append(overdue)

    def _add_people(self, book: CommuneBook) -> None:
        households, highland = book.households, book.shape.kind == Kind.HIGHLAND
        members = len(households.group)
        minority = int((households.ethnicity != 0).sum())
        self._count("members", members)
        self._count("savers", (households.monthly_savings_vnd > 0).sum())
        self._savings.append(households.savings_vnd[households.savings_vnd > 0])
        self._count("women", households.borrower_is_woman.sum())
        self._count("minority", minority)
        if highland:
            self._count("members highland", members)
            self._count("minority highland", minority)

    def _groups_with_most(self) -> float:
        """Return the share of groups, in percent, that hold nine tenths of what is overdue."""
        overdue = np.sort(np.concatenate(self._overdue_of_groups))[::-1]
        if not overdue.sum():
            return 0.0
        most = int(np.searchsorted(np.cumsum(overdue), 0.9 * overdue.sum())) + 1
        return 100 * most / len(overdue)

    def _count(self, name: str, amount: float) -> None:
        self._sums[name] = self._sums.get(name, 0) + float(amount)


def measure(books: Iterable[CommuneBook]) -> tuple[Measured, ...]:
    """Return every figure of communes beside its target."""
    tally = Tally()
    for book in books:
        tally.add(book)
    return tally.measure()
