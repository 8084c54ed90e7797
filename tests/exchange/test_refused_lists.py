"""Files of lists that are not read: each gets a code and a sentence with the reason and the next step."""

import pytest
from django.test import override_settings

from tantam.base.errors import Refusal
from tantam.exchange.beneficiary_lists import UnreadableList, opening, read_list
from tests.exchange.list_builders import HEADERS, ROWS, TERMS, as_workbook, repacked

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SHEET = "xl/worksheets/sheet1.xml"


def refusal(content, filename="ds.xlsx", **chosen):
    with pytest.raises(UnreadableList) as caught:
        read_list(content, filename=filename, terms=TERMS, **chosen)
    assert isinstance(caught.value, Refusal)
    assert caught.value.message.count(".") >= 2
    return caught.value.code


@pytest.mark.parametrize("content", [b"", b" \r\n", b"\xef\xbb\xbf", bytes(40)])
def test_an_empty_file_is_refused(content):
    assert refusal(content, "ds.csv") == "EMPTY"


def test_an_empty_sheet_is_refused():
    assert refusal(as_workbook()) == "EMPTY"


def test_a_file_over_the_limit_is_refused_by_its_size_alone():
    with override_settings(TANTAM_LIST_MAX_BYTES=1000):
        assert refusal(b"PK" + bytes(1000)) == "TOO_LARGE"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7 ...", "ds.xlsx"),
        (b"\x89PNG\r\n....", "ds.xlsx"),
        (b"<html><table>..</table></html>", "ds.xls"),
        (b'<?xml version="1.0"?><Workbook/>', "ds.xls"),
        (b"STT,Ho ten", "ds.pdf"),
        (b"STT,Ho ten", "ds"),
    ],
)
def test_what_is_no_workbook_is_refused_whatever_it_is_called(content, name):
    assert refusal(content, name) == "UNKNOWN_KIND"


def test_a_packed_file_without_a_workbook_is_refused():
    content = repacked(as_workbook(HEADERS), lambda parts: parts.pop("xl/workbook.xml"))

    assert refusal(content) == "UNKNOWN_KIND"


def test_text_that_calls_itself_a_workbook_is_refused():
    assert refusal("STT,Họ và tên\n1,Mẫu".encode()) == "WRONG_EXTENSION"


def test_a_workbook_under_a_password_is_refused():
    assert refusal(OLE + "EncryptedPackage".encode("utf-16-le")) == "PASSWORD"


@pytest.mark.parametrize("name", ["ds.xlsm", "ds.xlsb"])
def test_a_workbook_with_macros_is_refused(name):
    assert refusal(as_workbook(HEADERS, *ROWS), name) == "MACRO"


def test_macros_under_an_innocent_name_are_refused():
    content = repacked(as_workbook(HEADERS, *ROWS), lambda parts: parts.update({"xl/vbaProject.bin": b"macro"}))

    assert refusal(content) == "MACRO"


def test_a_damaged_workbook_is_refused():
    assert refusal(b"PK\x03\x04 broken") == "DAMAGED"


@pytest.mark.parametrize("name", ["ds.xls", "ds.xlsx"])
def test_a_workbook_of_the_old_kind_is_refused_with_what_to_do(name):
    assert refusal(OLE, name) == "OLD_FORMAT"


def test_a_workbook_cut_off_in_the_middle_is_refused():
    content = as_workbook(HEADERS, *ROWS)

    assert refusal(content[: len(content) // 2]) == "DAMAGED"


def test_a_sheet_of_broken_xml_is_refused():
    content = repacked(as_workbook(HEADERS, *ROWS), lambda parts: parts.update({SHEET: parts[SHEET][:-200]}))

    assert refusal(content) == "DAMAGED"


def test_a_file_that_unfolds_to_too_much_is_refused_before_it_is_opened():
    def swell(parts):
        parts["xl/media/image1.bin"] = bytes(opening.RATIO_FROM_BYTES + 1)

    assert refusal(repacked(as_workbook(HEADERS, *ROWS), swell)) == "ZIP_BOMB"


def test_a_file_whose_parts_claim_more_than_the_limit_is_refused():
    content = repacked(as_workbook(HEADERS, *ROWS), lambda parts: parts.update({"xl/a.bin": bytes(100_000)}))

    with override_settings(TANTAM_LIST_MAX_BYTES=len(content)):
        assert refusal(content) == "ZIP_BOMB"


def test_entities_inside_a_part_are_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'

    content = repacked(as_workbook(HEADERS, *ROWS), lambda parts: parts.update({SHEET: bomb + parts[SHEET][21:]}))

    assert refusal(content) == "ZIP_BOMB"


@pytest.mark.parametrize(
    ("place", "code"), [("XFD5", "TOO_MANY_COLUMNS"), ("A1048576", "TOO_MANY_ROWS"), ("XFD1048576", "TOO_MANY_COLUMNS")]
)
def test_one_cell_in_a_far_corner_does_not_fill_the_memory(place, code):
    def write_far(sheet):
        sheet[place] = "x"

    assert refusal(as_workbook(HEADERS, *ROWS, change=write_far)) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (b'<c r="xfd5" t="str"><v>x</v></c>', "TOO_MANY_COLUMNS"),
        (b"<c t='str'  r = 'XFD5'><v>x</v></c>", "TOO_MANY_COLUMNS"),
        (b'<c t="str"><v>x</v></c>', "DAMAGED"),
        (b'<c x:r="A5" t="str"><v>x</v></c>', "DAMAGED"),
        (b'<c t=">" r="XFD5"><v>x</v></c>', "DAMAGED"),
    ],
)
def test_a_far_cell_is_found_however_it_is_written(written, code):
    def insert(parts):
        parts[SHEET] = parts[SHEET].replace(b"</sheetData>", b"<row>" + written + b"</row></sheetData>")

    assert refusal(repacked(as_workbook(HEADERS, *ROWS), insert)) == code


def test_a_sheet_that_claims_to_be_vast_is_read_as_what_it_is():
    def claim(parts):
        parts[SHEET] = parts[SHEET].replace(b'ref="A1:F3"', b'ref="A1:XFD1048576"')

    content = repacked(as_workbook(HEADERS, *ROWS), claim)

    assert read_list(content, filename="ds.xlsx", terms=TERMS).rows_total == 2


def test_an_empty_cell_in_a_far_corner_does_no_harm():
    def make_bold(sheet):
        sheet["XFD1048576"].number_format = "0.00"

    reading = read_list(as_workbook(HEADERS, *ROWS, change=make_bold), filename="ds.xlsx", terms=TERMS)

    assert reading.rows_total == 2


@pytest.mark.parametrize("encoding", ["cp1258", "utf-16"])
def test_text_in_another_encoding_is_refused(encoding):
    assert refusal("STT;Ho va tên\n1;Mâu".encode(encoding), "ds.csv") == "WRONG_ENCODING"


def test_a_sheet_without_a_header_is_refused():
    assert refusal(as_workbook(*ROWS)) == "NO_HEADER"


def test_a_sheet_that_is_not_there_or_hidden_cannot_be_chosen():
    def add_hidden(sheet):
        other = sheet.parent.create_sheet("Ẩn")
        other.append(HEADERS)
        other.sheet_state = "hidden"

    content = as_workbook(HEADERS, *ROWS, change=add_hidden)

    assert refusal(content, sheet="Ẩn") == "NO_SHEET"
    assert refusal(content, sheet="Khác") == "NO_SHEET"


def test_a_locked_part_of_a_packed_file_is_refused():
    content = bytearray(as_workbook(HEADERS, *ROWS))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 1)

    assert refusal(bytes(content)) == "PASSWORD"
