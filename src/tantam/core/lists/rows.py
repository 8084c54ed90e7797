"""One row of a list read: every field typed, and every reason for which it cannot be taken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from tantam.core.ethnicities import read_ethnicity
from tantam.core.lists.days import YEARS_MAX, read_day
from tantam.core.lists.fields import NAME_FIELDS, STANDING_MARKS, ListField, shown
from tantam.core.lists.identities import read_identity, read_old_identity
from tantam.core.lists.readings import RowReading
from tantam.core.lists.reasons import CautionCode, Reason, ReasonCode
from tantam.core.lists.terms import ListTerms, SheetRow, Under
from tantam.core.lists.words import read_amount, read_mark, read_phone, read_relation, read_sex, read_standing
from tantam.core.text import fold, legacy_encoding, name_key, nfc

NAME_MAX: Final = 150
TEXT_MAX: Final = 200
NOTHING_ABOVE: Final = Under()
INCOME_MAX_VND: Final = 100_000_000  # a person a month; more is a mistake of units
INCOME_LEAST_VND: Final = 20_000  # below this, without a unit in the header, it is not đồng
_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_TEXT_FIELDS: Final = (ListField.FULL_NAME, ListField.HEAD_NAME, ListField.VILLAGE, ListField.ADDRESS, ListField.NOTE)


@dataclass(slots=True)
class _Draft:
    """A reading while it is made."""

    row: SheetRow
    terms: ListTerms
    values: dict[str, Any] = field(default_factory=dict)
    reasons: list[Reason] = field(default_factory=list)
    cautions: list[Reason] = field(default_factory=list)

    def text(self, *fields: ListField, longest: int = TEXT_MAX) -> str:
        """Return what is written in the first of the fields that has something."""
        for name in fields:
            if written := shown(self.row.cells.get(name)):
                return written[:longest]
        return ""

    def refuse(self, code: ReasonCode, **values: int | str) -> None:
        self.reasons.append(Reason(code, values))

    def caution(self, code: CautionCode, **values: int | str) -> None:
        self.cautions.append(Reason(code, values))


def read_row(
    row: SheetRow, *, terms: ListTerms, under: Under = NOTHING_ABOVE, income_unit_vnd: int | None = None
) -> RowReading:
    """Return what a row says. A field that is not among the row's cells has no column in the file.

    `under` is what lines above the row say for all rows below them; `income_unit_vnd` is how many đồng a figure
    of income stands for, None where the header does not say.
    """
    draft = _Draft(row, terms)
    _look_at_cells(draft)
    _read_name(draft)
    _read_sex(draft)
    _read_birth(draft)
    _read_identities(draft)
    _read_relation(draft)
    _read_standing(draft, under)
    _read_place(draft, under)
    _read_figures(draft, income_unit_vnd)
    _read_rest(draft)
    return RowReading(number=row.number, **draft.values, reasons=tuple(draft.reasons), cautions=tuple(draft.cautions))


def _look_at_cells(draft: _Draft) -> None:
    for name in sorted(draft.row.valueless):
        draft.refuse(ReasonCode.FORMULA_WITHOUT_VALUE, field=name.value)
    told = sorted(draft.row.formulas - draft.row.valueless - {ListField.NUMBER})
    if told:
        draft.caution(CautionCode.FORMULA, field=told[0].value)
    for name, cell in draft.row.cells.items():
        if isinstance(cell, str) and _ERROR.fullmatch(cell.strip()):
            draft.refuse(ReasonCode.ERROR_VALUE, field=name.value)


def _read_name(draft: _Draft) -> None:
    name = draft.text(ListField.FULL_NAME, ListField.HEAD_NAME, longest=NAME_MAX)
    if name == name.upper():
        name = " ".join(word.capitalize() for word in name.split())
    draft.values |= {"full_name": name, "name_folded": fold(name)}
    if not name:
        if not draft.row.valueless & NAME_FIELDS:
            draft.refuse(ReasonCode.NAME_MISSING)
        return
    whole = " ".join(draft.text(text) for text in _TEXT_FIELDS)
    if legacy_encoding(whole) or legacy_encoding(f"{name} {name} {name}") == "TCVN3":
        draft.refuse(ReasonCode.LEGACY_FONT)
    elif re.search(r"[\d@#$%^&*_=<>{}|\\?\ufffd]", name) or len(_LETTER.findall(name)) < 2:
        draft.refuse(ReasonCode.NAME_UNREADABLE)
    elif " " not in name:
        draft.caution(CautionCode.NAME_SHORT)


def _read_sex(draft: _Draft) -> None:
    cells = draft.row.cells
    said = read_sex(draft.text(ListField.SEX))
    if said is None:
        draft.caution(CautionCode.SEX_UNREADABLE)
    male = read_mark(cells.get(ListField.MALE_MARK)) or bool(draft.text(ListField.BIRTH_MALE))
    female = read_mark(cells.get(ListField.FEMALE_MARK)) or bool(draft.text(ListField.BIRTH_FEMALE))
    found = ({said} if said in {"MALE", "FEMALE"} else set()) | ({"MALE"} if male else set())
    found |= {"FEMALE"} if female else set()
    if len(found) > 1:
        draft.refuse(ReasonCode.SEX_TWICE)
    draft.values["sex"] = found.pop() if len(found) == 1 else "UNKNOWN"


def _read_birth(draft: _Draft) -> None:
    cells = draft.row.cells
    places = (ListField.BIRTH, ListField.BIRTH_MALE, ListField.BIRTH_FEMALE)
    read = next((found for found in map(read_day, map(cells.get, places)) if found.year or found.reason), None)
    if read is None:
        draft.values |= {"birth_date": None, "birth_year": None}
        draft.caution(CautionCode.BIRTH_MISSING)
        return
    draft.values |= {"birth_date": read.day, "birth_year": read.year}
    if read.reason:
        draft.refuse(read.reason)
        return
    assert read.year is not None
    latest = draft.terms.effective_on
    if read.year > latest.year or (read.day is not None and read.day > latest):
        draft.refuse(ReasonCode.BIRTH_FUTURE)
    elif latest.year - read.year > YEARS_MAX:
        draft.refuse(ReasonCode.BIRTH_TOO_EARLY)
    elif read.caution:
        draft.caution(read.caution)


def _read_identities(draft: _Draft) -> None:
    new = read_identity(
        draft.row.cells.get(ListField.IDENTITY),
        birth_year=draft.values["birth_year"],
        sex=draft.values["sex"],
        allow_samples=draft.terms.allow_samples,
    )
    old = read_old_identity(draft.row.cells.get(ListField.OLD_IDENTITY))
    draft.reasons += (*new.reasons, *old.reasons)
    draft.cautions += new.cautions
    draft.values |= {"identity": new.identity, "old_identity": old.old_identity or new.old_identity}
    if not (new.identity or new.old_identity or old.old_identity or new.reasons or old.reasons):
        draft.caution(CautionCode.IDENTITY_MISSING)


def _read_relation(draft: _Draft) -> None:
    fields = draft.row.cells.keys()
    relation = read_relation(draft.text(ListField.RELATION))
    if not relation and fields >= NAME_FIELDS:
        head = draft.text(ListField.HEAD_NAME)
        own = draft.text(ListField.FULL_NAME)
        relation = "HEAD" if not own or not head or fold(head) == fold(own) else ""
    elif not relation and ListField.RELATION not in fields:
        relation = "HEAD"  # a list of households: a row is its head
    if not relation:
        draft.caution(CautionCode.RELATION_MISSING)
    draft.values["relation"] = relation or "OTHER"


def _read_standing(draft: _Draft, under: Under) -> None:
    said = read_standing(draft.text(ListField.STANDING))
    ticks = {code: read_mark(draft.row.cells.get(mark)) for mark, code in STANDING_MARKS.items()}
    if said is None or None in ticks.values():
        draft.refuse(ReasonCode.STANDING_UNKNOWN)
        return
    found = ({said} if said else set()) | {code for code, ticked in ticks.items() if ticked}
    if len(found) > 1:
        draft.refuse(ReasonCode.STANDING_TWICE)
        return
    standing = found.pop() if found else under.standing
    draft.values["standing"] = standing
    if not standing and draft.terms.needs_standing and draft.values["relation"] == "HEAD":
        draft.refuse(ReasonCode.STANDING_MISSING)


def _read_place(draft: _Draft, under: Under) -> None:
    village = draft.text(ListField.VILLAGE, longest=100) or under.village
    draft.values |= {"village": village, "address": draft.text(ListField.ADDRESS)}
    if not village and ListField.VILLAGE in draft.row.cells and draft.values["relation"] == "HEAD":
        draft.refuse(ReasonCode.VILLAGE_MISSING)
    named = draft.text(ListField.COMMUNE).split(",")[0]
    if named and name_key(named) not in {name_key(name) for name in draft.terms.commune_names}:
        draft.refuse(ReasonCode.WRONG_COMMUNE)


def _read_figures(draft: _Draft, income_unit_vnd: int | None) -> None:
    cells = draft.row.cells
    for name, value, most in ((ListField.DEPRIVATIONS, "deprivations", 100), (ListField.MEMBERS, "members", 100)):
        read = read_amount(cells.get(name), decimals=0)
        if read.reason or (read.value is not None and read.value > most):
            draft.refuse(read.reason or ReasonCode.NUMBER_UNREADABLE, field=name.value)
        elif read.value is not None:
            draft.values[value] = int(read.value)
    income = read_amount(cells.get(ListField.INCOME), decimals=0 if income_unit_vnd == 1 else 3)
    if income.reason:
        draft.refuse(income.reason, field=ListField.INCOME.value)
    elif income.value is not None:
        _read_income(draft, income.value, income_unit_vnd)


def _read_income(draft: _Draft, figure: Decimal, unit_vnd: int | None) -> None:
    if unit_vnd is None and 0 < figure < INCOME_LEAST_VND:
        draft.refuse(ReasonCode.INCOME_UNIT)
        return
    income = figure * (unit_vnd or 1)
    if income != int(income) or income > INCOME_MAX_VND:
        draft.refuse(ReasonCode.NUMBER_UNREADABLE, field=ListField.INCOME.value)
    else:
        draft.values["income_vnd"] = int(income)


def _read_rest(draft: _Draft) -> None:
    phone = read_phone(draft.row.cells.get(ListField.PHONE))
    if phone.caution:
        draft.caution(phone.caution)
    ethnicity = draft.text(ListField.ETHNICITY)
    code = read_ethnicity(ethnicity) if ethnicity else ""
    if code is None:
        draft.refuse(ReasonCode.ETHNICITY_UNKNOWN)
    draft.values |= {
        "phone": phone.number,
        "ethnicity": code or "",
        "household_code": draft.text(ListField.HOUSEHOLD_CODE, longest=30),
        "starts_on": _read_start(draft),
        "grounds": draft.text(ListField.GROUNDS),
        "note": nfc(draft.text(ListField.NOTE)),
    }


def _read_start(draft: _Draft) -> date | None:
    read = read_day(draft.row.cells.get(ListField.STARTS_ON))
    if read.reason or (read.year and read.day is None):
        draft.refuse(ReasonCode.DATE_UNREADABLE, field=ListField.STARTS_ON.value)
        return None
    if read.day is not None and read.day > draft.terms.effective_on:
        draft.refuse(ReasonCode.DATE_FUTURE, field=ListField.STARTS_ON.value)
    return read.day
