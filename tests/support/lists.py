"""Lists of beneficiaries for tests: a row a person, everybody made up, numbers that begin with 999."""

import hashlib
import io
from datetime import UTC, date, datetime

import xlsxwriter

from tantam.base.files import keep_file
from tantam.base.sealing import seal_bytes
from tantam.core.lists.readings import RowReading
from tantam.core.text import fold
from tantam.operations import work
from tantam.people.commands.lists import ChosenColumns, ListFile, approve_list, map_columns, stage_list
from tantam.people.models import Household, OfficialList, Status
from tantam.people.parts.listed import GivenRow
from tests.support.register import SmallRegister

HEADERS = ("STT", "Mã hộ", "Họ và tên", "Quan hệ với chủ hộ", "Số CCCD", "Ngày sinh", "Thôn", "Diện hộ", "Lý do")
NEXT_YEAR = date(2027, 1, 1)
AN, ANH, BINH = 1, 2, 4  # numbers of identity in the small register


def person_row(
    name: str,
    number: int,
    standing: str = "Hộ nghèo",
    *,
    code: str = "",
    relation: str = "Chủ hộ",
    born: str = "01/05/1980",
    village: str = "Làng Một",
    grounds: str = "",
) -> tuple[str, ...]:
    """Return a row of a list; number 0 leaves the number of identity out."""
    identity = f"999{number:09d}" if number else ""
    return ("1", code, name, relation, identity, born, village, standing, grounds)


# Everybody of Ba Tơ's register, as they stand.
SAME = (
    person_row("Phạm Văn An Nghèo", AN, born="01/05/1980"),
    person_row("Đinh Văn Bình Cận", BINH, "Hộ cận nghèo", born="01/01/1975"),
)


def list_workbook(*rows: tuple[str, ...], headers: tuple[str, ...] = HEADERS) -> bytes:
    """Return a workbook with these rows under the headers."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Danh sách")
    for at, row in enumerate((headers, *rows)):
        for place, text in enumerate(row):
            sheet.write_string(at, place, text)
    book.close()
    return stream.getvalue()


def given(number: int, name: str, *, standing: str = "POOR", identity: int = 0, **more) -> GivenRow:
    """Return a row as the reader gives it: its own household unless `head_row` says otherwise."""
    reading = RowReading(
        number=number,
        full_name=name,
        name_folded=fold(name),
        identity=f"999{identity:09d}" if identity else "",
        standing=standing,
        **{"birth_date": date(1980, 5, 1), "village": "Làng Một", "head_row": number, "sex": "MALE", **more},
    )
    return GivenRow(number=number, written=(name,), reading=reading)


def stage(
    cast, content: bytes, *, by: str = "ha", kind: str = "YEARLY", year: int = 2027, day: date = NEXT_YEAR
) -> int:
    """Stage a list and return its number."""
    return stage_list(
        asked=cast.asked(by),
        file=ListFile(content, "danh-sach.xlsx"),
        content_sha256=hashlib.sha256(content).hexdigest(),
        kind=kind,
        year=year,
        effective_on=day,
    )


def chosen(rows_total: int = 1, columns=None) -> ChosenColumns:
    """Return columns as they were chosen."""
    fields = columns or {2: "FULL_NAME", 4: "IDENTITY", 7: "STANDING"}
    return ChosenColumns("Danh sách", HEADERS, "d" * 64, fields, rows_total)


def approve(cast, list_id: int, *, by: str = "minh", number: int = 125, signed_on: date = date(2026, 11, 20)) -> int:
    """Approve a list and return the decision's number."""
    return approve_list(
        asked=cast.asked(by),
        list_id=list_id,
        reading=OfficialList.objects.get(pk=list_id).readings,
        number=number,
        symbol="QĐ-UBND",
        signed_on=signed_on,
        signer="Đinh Văn Minh",
        signer_title="Chủ tịch",
    )


def make_waiting_list(small_register: SmallRegister) -> OfficialList:
    """Write a list of Ba Tơ that waits for approval, without any row."""
    made = datetime(2026, 11, 20, 3, tzinfo=UTC)
    return OfficialList.objects.create(
        commune=small_register.households["an"].commune,
        kind="YEARLY",
        year=2027,
        effective_on=NEXT_YEAR,
        state="READ",
        file=keep_file(seal_bytes(list_workbook(), purpose="list.file"), media_type="x", at=made),
        content_sha256="0" * 64,
        filename="danh-sach.xlsx",
        staged_by_name="Ngô Thị Hà",
        staged_at=made,
        columns={"sheet": "Danh sách", "headers": list(HEADERS), "columns": {"2": "FULL_NAME"}},
    )


def take_in(
    cast,
    *rows: tuple[str, ...],
    number: int = 125,
    upto: str = "IN_FORCE",
    headers: tuple[str, ...] = HEADERS,
    **more,
) -> OfficialList:
    """Take a list in as a whole: staged, mapped, read, and unless told otherwise approved and written."""
    from tantam.exchange.beneficiary_lists import read_list
    from tantam.operations.list_work import terms_of
    from tantam.people.queries.lists import get_list_place

    content = list_workbook(*rows, headers=headers)
    list_id = stage(cast, content, **more)
    by = more.get("by", "ha")
    place = get_list_place(scope=cast.actor(by).scope, list_id=list_id)
    seen = read_list(content, filename="danh-sach.xlsx", terms=terms_of(place))
    columns = ChosenColumns(seen.sheet, seen.headers, seen.headers_digest, seen.columns, seen.rows_total)
    map_columns(asked=cast.asked(by), list_id=list_id, chosen=columns)
    work.read_list.enqueue(list_id, datetime(2026, 11, 22, 5, tzinfo=cast.asked(by).at.tzinfo).isoformat())
    if upto == "IN_FORCE":
        approve(cast, list_id, number=number)
        work.write_list.enqueue(list_id)
    return OfficialList.objects.get(id=list_id)


def classes(household: Household, on: date) -> set[str]:
    """Return the classes of a household on a day."""
    rows = Status.objects.filter(household=household, replaced_by=None, is_withdrawal=False, starts_on__lte=on)
    return {row.kind for row in rows if row.ends_before is None or row.ends_before > on}


def reasons_of(official_list: OfficialList) -> dict[int, list[str]]:
    """Return the codes of why rows were refused, by the number of the row."""
    return {row.number: [one["code"] for one in row.reasons] for row in official_list.rows.filter(fate="REFUSED")}
