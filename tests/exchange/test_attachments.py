"""What may be attached, by name and by what is inside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.exchange.attachments import (
    ForbiddenAttachment,
    check_attachment,
    read_attachment,
    safe_filename,
)
from tantam.plans.parts.attachment import FILENAME_MAX, MEDIA_TYPES
from tests.support.attachments import (
    JPG,
    PDF,
    PNG,
    make_docx,
    make_opendocument,
    make_xlsx,
    make_zip,
    with_member,
)

MACRO_TYPES = b"application/vnd.ms-word.document.macroEnabled.main+xml"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        (PDF, "Quyết định 12.PDF"),
        (make_docx(), "ke-hoach.docx"),
        (make_xlsx(), "bieu.xlsx"),
        (make_opendocument("text"), "a.odt"),
        (make_opendocument("spreadsheet"), "a.ods"),
        (PNG, "anh.png"),
        (JPG, "anh.jpg"),
        (JPG, "anh.jpeg"),
    ],
)
def test_the_usual_papers_may_be_attached(content, filename):
    assert check_attachment(content, filename) == MEDIA_TYPES[filename.rpartition(".")[2].lower()]


@pytest.mark.parametrize(
    ("content", "filename", "sentence"),
    [
        (b"", "a.pdf", "trống"),
        (b"MZ" + bytes(90), "cai-dat.exe", "Loại tệp này"),
        (b"MZ" + bytes(90), "quyet-dinh.pdf", "không phải .pdf"),
        (PDF, "quyet-dinh.pdf.exe", "Loại tệp này"),
        (b"<html><script>alert(1)</script></html>", "a.html", "Loại tệp này"),
        (b"<svg onload='x()'/>", "a.svg", "Loại tệp này"),
        (b"<svg onload='x()'/>", "a.png", "không phải .png"),
        (make_zip(a_txt=b"a"), "a.zip", "Giải nén"),
        (b"Rar!\x1a\x07", "a.rar", "Giải nén"),
        (make_docx(), "a.docm", "macro"),
        (OLE, "a.doc", ".docx"),
        (OLE, "a.docx", "mật khẩu"),
        (make_xlsx(), "a.docx", "không phải .docx"),
        (make_docx(), "a.xlsx", "không phải .xlsx"),
        (make_opendocument("text"), "a.ods", "không phải .ods"),
        (make_docx()[:700], "a.docx", "hỏng"),
        (PNG, "khong-co-duoi", "Loại tệp này"),
        (PDF, "", "Loại tệp này"),
        (PDF + b"<< /S /JavaScript /JS (app.alert(1)) >>", "a.pdf", "tự chạy"),
        (PDF + b"<< /S /Launch /F (cmd.exe) >>", "a.pdf", "tự chạy"),
        (with_member(make_docx(), "word/vbaProject.bin", b"x"), "a.docx", "macro"),
        (with_member(make_xlsx(), "xl/macrosheets/sheet1.xml", b"x"), "a.xlsx", "macro"),
        (make_opendocument("text", Basic__Standard__Module1_xml=b"x"), "a.odt", "macro"),
        (make_zip(**{"[Content_Types]_xml": MACRO_TYPES}), "a.docx", "không phải .docx"),
        (
            make_opendocument("text", **{"META-INF__manifest_xml": b"<manifest:encryption-data/>"}),
            "a.odt",
            "mật khẩu",
        ),
    ],
)
def test_what_may_not_be_attached_is_refused_with_what_to_do(content, filename, sentence):
    with pytest.raises(ForbiddenAttachment, match=sentence):
        check_attachment(content, filename)


def test_a_file_over_the_limit_is_refused_with_the_limit(settings):
    settings.TANTAM_FILE_MAX_BYTES = 2 * 1024 * 1024

    with pytest.raises(ForbiddenAttachment, match="2 MB"):
        check_attachment(PDF + bytes(2 * 1024 * 1024), "a.pdf")


def test_a_file_that_unpacks_without_end_is_refused_unread():
    bomb = make_docx()
    for number in range(3):
        bomb = with_member(bomb, f"word/{number}.xml", bytes(200 * 1024 * 1024))

    assert len(bomb) < 2 * 1024 * 1024
    with pytest.raises(ForbiddenAttachment, match="quá lớn"):
        check_attachment(bomb, "a.docx")


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("C:\\Users\\hoa\\Quyết định.pdf", "Quyết định.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "abSet-Cookie x.pdf"),
        ("hợp\u202efdp.pdf", "hợpfdp.pdf"),
        ("...", "tep"),
    ],
)
def test_names_lose_paths_and_hidden_characters(given_name, kept):
    assert safe_filename(given_name) == kept


@given(st.text(max_size=400))
def test_every_name_becomes_one_that_may_be_kept(name):
    kept = read_attachment(PDF, f"{name}.pdf").filename if safe_filename(f"{name}.pdf") != "pdf" else "x"

    assert 0 < len(kept) <= FILENAME_MAX


@given(st.binary(max_size=300), st.sampled_from(sorted(MEDIA_TYPES)))
def test_no_bytes_make_the_check_fall_over(content, extension):
    try:
        check_attachment(content, f"a.{extension}")
    except ForbiddenAttachment:
        return
    assert content
