"""Files that are not read: each gets a code and a sentence with the reason and the next step."""

from __future__ import annotations

import io

import openpyxl
import pypdfium2
import pytest
from docx import Document

from tantam.core.annex import TableSource, read_annex
from tantam.core.annex.reading import DoubtCode
from tantam.core.annex.vocabulary import Vocabulary
from tantam.exchange.annex_files import UnreadableAnnex, kinds, pdf, plain, read_annex_file, sheet, word
from tests.exchange.annex_builders import HEADER, as_docx, as_pdf, as_xlsx
from tests.exchange.list_builders import repacked

ROWS = [("1", "Rà soát quy định", "Sở Y tế", "Sở Nội vụ", "Báo cáo", "Quý IV/2026")]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def refusal(content, filename):
    with pytest.raises(UnreadableAnnex) as caught:
        read_annex_file(content, filename=filename)
    assert str(caught.value) == caught.value.message
    assert caught.value.message.count(".") >= 2
    return caught.value.code


def test_an_empty_file_is_refused():
    assert refusal(b"", "a.txt") == "EMPTY"
    assert refusal(b" \n\n", "a.docx") == "EMPTY"


def test_a_file_over_20_mb_is_refused_before_it_is_opened():
    assert refusal(b"PK" + bytes(kinds.SIZE_MAX_BYTES), "a.docx") == "TOO_LARGE"


@pytest.mark.parametrize("name", ["a.docm", "a.xlsm", "A.XLSB"])
def test_files_named_as_having_macros_are_refused(name):
    assert refusal(as_docx(HEADER, ROWS), name) == "MACRO"


@pytest.mark.parametrize(("build", "name"), [(as_docx, "word/vbaProject.bin"), (as_xlsx, "xl/vbaProject.bin")])
def test_macros_inside_an_innocent_name_are_refused(build, name):
    content = repacked(build(HEADER, ROWS), lambda parts: parts.update({name: b"macro"}))

    assert refusal(content, "a.docx" if build is as_docx else "a.xlsx") == "MACRO"


@pytest.mark.parametrize("name", ["a.doc", "a.xls", "a.rtf"])
def test_old_formats_are_refused_with_the_new_one_named(name):
    assert refusal(OLE, name) == "OLD_FORMAT"


def test_an_old_format_under_a_new_name_is_refused():
    assert refusal(OLE, "a.docx") == "OLD_FORMAT"


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_an_encrypted_office_file_is_refused(name):
    assert refusal(OLE + "EncryptedPackage".encode("utf-16-le"), name) == "PASSWORD"


ENCRYPTED_PDF = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj
4 0 obj<</Filter/Standard/V 1/R 2/Length 40/P -4/O<%s>/U<%s>>>endobj
trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>
""" % (b"11" * 32, b"22" * 32)


def test_a_pdf_under_a_password_is_refused():
    assert refusal(ENCRYPTED_PDF, "a.pdf") == "PASSWORD"


def test_a_scanned_pdf_is_refused():
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    stream = io.BytesIO()
    document.save(stream)

    assert refusal(stream.getvalue(), "a.pdf") == "SCANNED"


def test_a_damaged_pdf_is_refused():
    assert refusal(b"%PDF-1.7\n" + b"broken " * 50, "a.pdf") in {"DAMAGED", "SCANNED"}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (as_docx(HEADER, ROWS), "a.xlsx"),
        (as_docx(HEADER, ROWS), "a.pdf"),
        (b"%PDF-1.7 text", "a.txt"),
        ("Phụ lục".encode(), "a.docx"),
        (b"\x89PNG\r\n\x1a\n....", "a.pdf"),
    ],
)
def test_a_name_that_does_not_agree_with_the_bytes_is_refused(content, name):
    assert refusal(content, name) == "WRONG_EXTENSION"


def test_an_unknown_kind_is_refused():
    assert refusal(b"hello there", "a.html") == "UNKNOWN_KIND"


def test_a_part_that_swells_is_refused():
    content = repacked(as_docx(HEADER, ROWS), lambda parts: parts.update({"word/media/a.xml": bytes(60_000_000)}))

    assert len(content) < kinds.SIZE_MAX_BYTES
    assert refusal(content, "a.docx") == "ZIP_BOMB"


def test_a_part_that_lies_about_its_size_is_refused():
    content = bytearray(repacked(as_xlsx(HEADER, ROWS), lambda parts: parts.update({"xl/a.xml": bytes(9_000_000)})))
    real = (9_000_000).to_bytes(4, "little")
    while (place := content.find(real)) >= 0:
        content[place : place + 4] = (1000).to_bytes(4, "little")

    assert refusal(bytes(content), "a.xlsx") in {"DAMAGED", "ZIP_BOMB"}


def test_too_many_parts_are_refused():
    content = repacked(as_docx(HEADER, ROWS), lambda parts: parts.update({f"x/{n}": b"" for n in range(2_001)}))

    assert refusal(content, "a.docx") == "ZIP_BOMB"


def test_xml_entities_are_refused():
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
    content = repacked(as_docx(HEADER, ROWS), lambda parts: parts.update({"word/document.xml": laughs}))

    assert refusal(content, "a.docx") == "ZIP_BOMB"


@pytest.mark.parametrize("build", [as_docx, as_xlsx])
def test_a_cut_off_package_is_refused(build):
    content = build(HEADER, ROWS)

    assert refusal(content[: len(content) // 2], "a.docx" if build is as_docx else "a.xlsx") == "DAMAGED"


def test_a_broken_document_part_is_refused():
    content = repacked(as_docx(HEADER, ROWS), lambda parts: parts.update({"word/document.xml": b"<w:document"}))

    assert refusal(content, "a.docx") == "DAMAGED"


TCVN3 = "Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc. Uû ban nh©n d©n tØnh Qu¶ng Ng·i"


def test_old_encodings_are_named():
    for content in (TCVN3.encode("cp1252"), TCVN3.encode()):
        with pytest.raises(UnreadableAnnex) as caught:
            read_annex_file(content, filename="a.txt")

        assert caught.value.code == "LEGACY_ENCODING"
        assert "TCVN3" in caught.value.message


def test_old_letters_inside_a_word_file_are_named():
    content = as_docx(("TT", "Néi dung"), [("1", TCVN3)] * 3, title=())

    assert refusal(content, "a.docx") == "LEGACY_ENCODING"


def test_windows_1258_is_named():
    text = "Kế hoạch và nhiệm vụ của các sở".replace("ế", "ê\u0301").replace("ạ", "a\u0323").replace("ệ", "ê\u0323")
    content = text.replace("ụ", "u\u0323").replace("ủ", "u\u0309").replace("ở", "ơ\u0309").encode("cp1258")

    with pytest.raises(UnreadableAnnex) as caught:
        read_annex_file(content, filename="a.txt")

    assert caught.value.code == "WRONG_ENCODING"
    assert "Windows-1258" in caught.value.message


def test_binary_rubbish_is_no_text():
    assert refusal(bytes(range(256)) * 20, "a.txt") == "WRONG_ENCODING"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_texts_are_read_whatever_their_order_of_bytes(encoding):
    source = read_annex_file("Phụ lục\r\nKế hoạch".encode(encoding), filename="a.txt")

    assert [line.text for line in source.lines] == ["Phụ lục", "Kế hoạch"]


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(sheet, "ROWS_MAX", 3)
    monkeypatch.setattr(word, "ROWS_MAX", 1)
    monkeypatch.setattr(plain, "LINES_MAX", 2)

    assert refusal(as_xlsx(HEADER, ROWS), "a.xlsx") == "TOO_MANY_ROWS"
    assert refusal(as_docx(HEADER, ROWS), "a.docx") == "TOO_MANY_ROWS"
    assert refusal("một\nhai\nba\nbốn".encode(), "a.txt") == "TOO_MANY_ROWS"


def test_a_sheet_with_a_cell_at_the_far_end_is_refused():
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = "x"
    stream = io.BytesIO()
    book.save(stream)

    assert refusal(stream.getvalue(), "a.xlsx") == "TOO_MANY_ROWS"


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr(pdf, "PAGES_MAX", 0)

    assert refusal(as_pdf(HEADER, ROWS), "a.pdf") == "TOO_MANY_PAGES"


def test_a_document_without_letters_is_refused():
    stream = io.BytesIO()
    Document().save(stream)

    assert refusal(stream.getvalue(), "a.docx") == "NO_TEXT"


def test_a_workbook_without_values_is_refused():
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)

    assert refusal(stream.getvalue(), "a.xlsx") == "EMPTY"


def test_formulas_give_their_stored_value_and_are_reported():
    def add_formula(parts):
        name = "xl/worksheets/sheet1.xml"
        cell = b'<c r="H5"><f>HYPERLINK("http://tinh.example","x")</f><v>7</v></c></row></sheetData>'
        parts[name] = parts[name].replace(b"</row></sheetData>", cell)

    content = repacked(as_xlsx(HEADER, ROWS), add_formula)

    source = read_annex_file(content, filename="a.xlsx")
    reading = read_annex(source, vocabulary=Vocabulary())

    assert isinstance(source, TableSource)
    details = [doubt.detail for doubt in reading.doubts if doubt.code == DoubtCode.FORMULA]
    assert details == ['Phụ lục!H5: =HYPERLINK("http://tinh.example","x")']
    assert "7" in [cell.text for cell in source.tables[0].rows[-1]]
