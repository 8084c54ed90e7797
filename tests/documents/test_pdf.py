"""Official documents as PDF, read back."""

import hashlib
import re
from dataclasses import replace
from io import BytesIO

import pdfplumber
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.documents import cast

from tantam.documents.official import Appendix, Issuer, Paragraph
from tantam.documents.pdf import write_pdf
from tantam.documents.tables import Column, Row, RowKind, Table

HOSTILE = [
    '#eval("1")',
    "#panic()",
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0": *',
    "$x$ $ x^2 $",
    "*đậm* _nghiêng_ `mã`",
    "@x <label> = Tiêu đề",
    "\\u{41} \\ \\\\",
    "// chú thích /* và */",
    "- mục\n+ mục\n/ mục: x",
    '"} ] ) # { [ (',
    "~ -- --- ... 'a' \"b\"",
    "http://example.org/#x",
]


def pages(document):
    with pdfplumber.open(BytesIO(write_pdf(document))) as pdf:
        return [page.extract_text() for page in pdf.pages]


def squeezed(text):
    return re.sub(r"[\s\u200b]+", "", text)


def with_blocks(*blocks):
    return replace(cast.report(), blocks=blocks, appendices=())


@pytest.fixture(scope="module")
def report_pages():
    return pages(cast.report(rows=120))


def test_the_first_page_has_every_part_the_decree_asks_for(report_pages):
    first = report_pages[0]

    for part in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "SỞ NỘI VỤ",
        "Số: 05/BC-SNV",
        "Quảng Ngãi, ngày 05 tháng 01 năm 2026",
        "BÁO CÁO",
        "Căn cứ Chỉ thị số 39-CT/TW ngày 30 tháng 10 năm 2024 của Ban Bí thư;",
        "I. Tình hình chung",
        "a) Văn bản đã ban hành",
        "1.234.567",
        "12/23 (52,2%)",
    ]:
        assert part in first.replace("\xa0", " ")


def test_the_document_ends_with_signature_and_recipients(report_pages):
    body = "\n".join(report_pages[:2])

    for part in ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Thị Tận Tâm", "Nơi nhận:", "- Lưu: VT, VP."]:
        assert part in body


@pytest.mark.parametrize("lines", range(16, 26, 2))
def test_a_signature_never_stands_alone_on_a_page(lines):
    last = Paragraph("Sở Nội vụ kính báo cáo Ủy ban nhân dân tỉnh xem xét, chỉ đạo./.")
    body = [Paragraph(f"Dòng {number}.") for number in range(lines)]

    *_before, end = pages(with_blocks(*body, last))

    assert "Nơi nhận:" in end
    assert "kính báo cáo" in end


def test_a_table_that_comes_last_goes_on_the_page_of_the_signature():
    table = Table((Column("A", 1), Column("B", 1)), (Row(("hàng cuối", "x")),))
    body = [Paragraph(f"Dòng {number}.") for number in range(20)]

    *_before, end = pages(with_blocks(*body, table))

    assert "Nơi nhận:" in end
    assert "hàng cuối" in end


def test_page_numbers_start_on_the_second_page_and_anew_in_an_appendix(report_pages):
    tops = [page.split("\n")[0] for page in report_pages]

    assert not tops[0].isdigit()
    assert tops[1] == "2"
    assert tops[2] == "Phụ lục"
    assert tops[3:] == [str(number) for number in range(2, len(tops) - 1)]


def test_a_long_table_repeats_its_header_on_every_page_and_loses_no_row(report_pages):
    annex = report_pages[2:]

    assert len(annex) > 5
    assert all("Nội dung nhiệm vụ" in page and "Đã hoàn thành" in page for page in annex)
    together = squeezed(" ".join(annex))
    assert all(f"{number:02d}/BC-UBND" in together for number in range(1, 121))


def test_the_way_back_to_the_screen_is_at_the_foot_of_every_page(report_pages):
    assert all(page.endswith("Mã tra cứu: BC-2025-7K3Q · Dấu kiểm tra: 3f9a 01c4 88de 7b21") for page in report_pages)


def test_an_appendix_lies_on_its_side_when_asked_to():
    document = replace(cast.report(), appendices=(cast.annex(3), cast.annex(3, is_landscape=False)))

    with pdfplumber.open(BytesIO(write_pdf(document))) as pdf:
        shapes = [round(page.width) > round(page.height) for page in pdf.pages]

    assert shapes[-2:] == [True, False]


def test_every_vietnamese_letter_is_drawn_in_our_own_face():
    document = with_blocks(*(Paragraph(cast.ALL_LETTERS[i : i + 40]) for i in range(0, len(cast.ALL_LETTERS), 40)))

    with pdfplumber.open(BytesIO(write_pdf(document))) as pdf:
        text = squeezed("".join(page.extract_text() for page in pdf.pages))
        faces = {char["fontname"].partition("+")[2] for page in pdf.pages for char in page.chars}

    assert set(cast.ALL_LETTERS) <= set(text)
    assert faces <= {
        "Tinos-Regular",
        "Tinos",
        "Tinos-Bold",
        "Tinos-Italic",
        "Tinos-BoldItalic",
        "Tinos-Bold-Italic",
    }


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_is_never_read_as_typst(hostile):
    table = Table((Column(hostile, 1),), (Row((hostile,)), Row((hostile,), RowKind.TOTAL)), hostile, hostile)
    document = replace(
        with_blocks(Paragraph(hostile), table),
        title=hostile,
        place=hostile,
        grounds=(hostile,),
        issuer=Issuer(hostile, hostile),
        appendices=(Appendix(hostile, (Paragraph(hostile),)),),
    )

    text = squeezed("".join(pages(document)))

    assert text.count(squeezed(hostile)) >= 5


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_at_all_can_be_drawn(paragraph, cell):
    table = Table((Column(cell, 1), Column("B", 2)), (Row((cell, paragraph)), Row((cell,), RowKind.GROUP)))

    drawn = write_pdf(with_blocks(Paragraph(paragraph), table))

    assert drawn.startswith(b"%PDF-")


def test_the_same_document_gives_the_same_bytes():
    digests = {hashlib.sha256(write_pdf(cast.report())).hexdigest() for _ in range(2)}

    assert len(digests) == 1


def test_the_date_in_the_file_is_the_document_s_date():
    with pdfplumber.open(BytesIO(write_pdf(cast.report()))) as pdf:
        made = pdf.metadata["CreationDate"]

    assert made.startswith("D:20260105")


def test_an_empty_table_says_so():
    assert "Không có số liệu." in pages(with_blocks(Table((Column("A", 1), Column("B", 1)), ())))[0]


def test_a_row_longer_than_a_page_goes_on_over_the_next():
    words = [f"từ{number}" for number in range(4000)]
    table = Table((Column("A", 1), Column("B", 1)), (Row((" ".join(words), "x")),))

    text = " ".join(pages(with_blocks(table))).split()

    assert set(words) <= set(text)


def test_a_word_longer_than_its_cell_is_cut_and_stays_inside():
    link = "https://vidu.quangngai.gov.vn/" + "abcdefghij" * 8
    table = Table((Column("A", 1), Column("B", 5)), (Row((link, None)),))

    with pdfplumber.open(BytesIO(write_pdf(with_blocks(table)))) as pdf:
        page = pdf.pages[0]
        cell = page.find_tables()[-1].rows[1].cells[0]
        inside = page.crop(cell).extract_text()

    assert squeezed(inside) == link


def test_a_draft_is_marked_on_paper_and_a_letter_has_its_subject_under_the_number():
    draft = pages(replace(cast.report(), is_draft=True, number=None))
    letter = pages(replace(cast.report(), kind=None, title="báo cáo kết quả", addressees=("Sở Tài chính", "Sở Y tế")))

    assert all("DỰ THẢO" in page for page in draft)
    assert "V/v báo cáo kết quả" in letter[0]
    assert "Kính gửi:" in letter[0]
    assert "- Sở Y tế" in letter[0]
