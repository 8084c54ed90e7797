"""The chart of accounts: how an account is called, on which side it stands, and by what it is split."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Annotated, Final

from pydantic import Field, model_validator

from tantam.core.law.dated import Dated, LawModel, MissingValueError, Words, find_on

AccountCode = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$", max_length=30)]
SourceCode = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$", max_length=20)]
Number = Annotated[str, Field(pattern=r"^[0-9]{2,12}$")]


class Nature(Enum):
    """What an account tells; MEMO accounts stand off the balance sheet and move only against one another."""

    ASSET = "ASSET"
    LIABILITY = "LIABILITY"
    INCOME = "INCOME"
    EXPENSE = "EXPENSE"
    MEMO = "MEMO"


class Side(Enum):
    """The side on which an account's balance usually stands."""

    DEBIT = "DEBIT"
    CREDIT = "CREDIT"
    EITHER = "EITHER"


class Split(Enum):
    """By what an account is kept apart beside its office."""

    SOURCE = "SOURCE"
    PROGRAMME = "PROGRAMME"


class SubLedger(Enum):
    """The books of single loans, savers and so on, of which a control account is the sum."""

    LOANS = "LOANS"
    SAVINGS = "SAVINGS"
    CAPITAL = "CAPITAL"
    GROUPS = "GROUPS"
    SESSIONS = "SESSIONS"


class Named(LawModel):
    """Something with a name and its place in lists."""

    order: Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
    name: Words


class ChartAccount(Named):
    """An account of the chart. Its number is dated: an account without one on a day is not in use on that day."""

    nature: Nature
    side: Side
    split_by: tuple[Split, ...] = ()
    control_of: SubLedger | None = None
    numbers: Annotated[tuple[Dated[Number], ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _one_number_a_day(self) -> ChartAccount:
        if len(set(self.split_by)) != len(self.split_by):
            raise ValueError("split_by says something twice")
        for place, one in enumerate(self.numbers):
            if any(_overlap(one, other) for other in self.numbers[:place]):
                raise ValueError("two numbers hold on one day")
        return self

    @property
    def is_memo(self) -> bool:
        """Tell whether the account stands off the balance sheet."""
        return self.nature is Nature.MEMO


class Chart(LawModel):
    """All accounts and sources of capital, by code."""

    sources: dict[SourceCode, Named]
    accounts: dict[AccountCode, ChartAccount]

    @model_validator(mode="after")
    def _a_number_names_one_account(self) -> Chart:
        seen: dict[str, list[tuple[str, Dated[Number]]]] = {}
        for code, account in self.accounts.items():
            for number in account.numbers:
                for other, held in seen.get(number.value, []):
                    if other != code and _overlap(number, held):
                        raise ValueError(f"{code} and {other} have the number {number.value} on one day")
                seen.setdefault(number.value, []).append((code, number))
        return self

    def number_on(self, code: str, day: date) -> str:
        """Return the number of an account on a day.

        :raises MissingValueError: if there is no such account, or it is not in use on that day.
        """
        account = self.accounts.get(code)
        found = find_on(account.numbers, day) if account is not None else None
        if found is None:
            raise MissingValueError(f"{code}: the chart has no such account on {day.isoformat()}")
        return found.value

    def fault_of(self, *, code: str, source: str, programme: str, day: date) -> str | None:
        """Return why nothing can be posted there on a day: a code of `FAULTS`; None when it can."""
        account = self.accounts.get(code)
        if account is None:
            return "UNKNOWN_ACCOUNT"
        if find_on(account.numbers, day) is None:
            return "NOT_IN_USE"
        if (source != "") != (Split.SOURCE in account.split_by):
            return "SOURCE_NEEDED" if source == "" else "SOURCE_TOO_MUCH"
        if source and source not in self.sources:
            return "UNKNOWN_SOURCE"
        if (programme != "") != (Split.PROGRAMME in account.split_by):
            return "PROGRAMME_NEEDED" if programme == "" else "PROGRAMME_TOO_MUCH"
        return None


FAULTS: Final = frozenset(
    {
        "UNKNOWN_ACCOUNT",
        "NOT_IN_USE",
        "SOURCE_NEEDED",
        "SOURCE_TOO_MUCH",
        "UNKNOWN_SOURCE",
        "PROGRAMME_NEEDED",
        "PROGRAMME_TOO_MUCH",
    }
)


def in_order(named: Mapping[str, Named]) -> list[str]:
    """Return the codes in the order of the lists."""
    return sorted(named, key=lambda code: (named[code].order, code))


def _overlap(one: Dated[Number], other: Dated[Number]) -> bool:
    starts_late = max(one.starts_on, other.starts_on)
    return one.holds_on(starts_late) and other.holds_on(starts_late)
