"""Official documents as Word, read back."""

import hashlib
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.documents import cast

from tantam.documents.official import Paragraph
from tantam.documents.tables import Column, Row, RowKind, Table
from tantam.documents.word import write_word


def opened(document):
    return docx.Document(BytesIO(write_word(document)))


def texts(container):
    return [paragraph.text for paragraph in container.paragraphs]


@pytest.fixture(scope="module")
def paper():
    return opened(cast.report())


def test_everything_is_in_times_new_roman_on_a4_with_the_margins_of_the_decree(paper):
    section = paper.sections[0]

    assert paper.styles["Normal"].font.name == "Times New Roman"
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]


def test_the_head_is_a_table_of_two_columns_without_borders(paper):
    head = paper.tables[0]

    left, right = head.rows[0].cells
    assert texts(left)[:2] == ["ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI", "SỞ NỘI VỤ"]
    assert texts(right)[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    borders = head._tbl.tblPr.find(qn("w:tblBorders"))
    assert {border.get(qn("w:val")) for border in borders} == {"nil"}


def test_number_and_date_stand_side_by_side_under_the_head(paper):
    left, right = paper.tables[0].rows[1].cells

    assert left.text.replace("\xa0", " ") == "Số: 05/BC-SNV"
    assert right.text == "Quảng Ngãi, ngày 05 tháng 01 năm 2026"
    assert right.paragraphs[0].runs[0].italic


def test_a_line_stands_under_motto_issuer_and_title(paper):
    ruled = paper.element.body.findall(f".//{qn('w:pBdr')}")

    assert len(ruled) == 4  # the fourth is under the appendix' note


def test_headings_are_word_headings_with_their_numbers(paper):
    headings = [(p.style.name, p.text) for p in paper.paragraphs if p.style.name.startswith("Heading")]

    assert headings[:3] == [
        ("Heading 1", "I. Tình hình chung"),
        ("Heading 2", "1. Công tác chỉ đạo"),
        ("Heading 3", "a) Văn bản đã ban hành"),
    ]


def test_the_body_is_justified_with_its_first_line_set_in(paper):
    body = next(p for p in paper.paragraphs if p.text.startswith("Các sở, ban, ngành"))

    assert body.alignment == 3
    assert body.paragraph_format.first_line_indent == pytest.approx(Mm(12.7), abs=Mm(0.1))


def test_page_numbers_are_centred_at_the_top_from_the_second_page_on(paper):
    for section in paper.sections:
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert section.header.paragraphs[0].alignment == 1
        assert "PAGE" in section.header._element.xml
        assert texts(section.first_page_header) == [""]


def test_the_trace_is_at_the_foot_of_first_and_other_pages(paper):
    for footer in (paper.sections[0].footer, paper.sections[0].first_page_footer):
        assert texts(footer) == ["Mã tra cứu: BC-2025-7K3Q · Dấu kiểm tra: 3f9a 01c4 88de 7b21"]


def test_headers_of_tables_come_again_and_rows_are_not_split(paper):
    annex = paper.tables[-1]

    rows = annex._tbl.tr_lst
    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows[:3]] == [True, True, False]
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert [cell.text for cell in annex.rows[1].cells] == [
        "STT",
        "Nội dung nhiệm vụ",
        "Đơn vị chủ trì",
        "Đã hoàn thành",
        "Đúng hạn",
        "Văn bản",
        "Đánh giá",
    ]
    assert [cell.text for cell in annex.rows[0].cells][3:5] == ["Kết quả", "Kết quả"]


def test_every_row_and_value_of_a_table_is_there(paper):
    annex = paper.tables[-1]

    assert len(annex.rows) == 2 + 2 + 24 + 1
    assert [cell.text for cell in annex.rows[3].cells][3] == "1/23 (4,3%)"
    assert [cell.text for cell in annex.rows[2].cells][1:] == ["Phổ biến, tuyên truyền, quán triệt chủ trương"] * 6


def test_the_appendix_lies_in_a_section_of_its_own(paper):
    assert [section.orientation for section in paper.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    assert "Phụ lục" in texts(paper)
    assert "(Kèm theo Báo cáo số 05/BC-SNV ngày 05 tháng 01 năm 2026 của Sở Nội vụ)" in texts(paper)


def test_recipients_and_signature_stand_side_by_side(paper):
    left, right = paper.tables[-2].rows[0].cells

    assert texts(left)[0] == "Nơi nhận:"
    assert texts(left)[-1] == "- Lưu: VT, VP."
    assert texts(right) == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Thị Tận Tâm"]


@pytest.mark.parametrize("last", [Paragraph("Kính báo cáo./."), Table((Column("A", 1),), (Row(("x",)), Row(("y",))))])
def test_the_signature_is_kept_with_what_comes_last(last):
    document = replace(cast.report(), blocks=(Paragraph("Trước."), last), appendices=())
    body = list(opened(document).element.body)
    signature = max(place for place, part in enumerate(body) if part.tag == qn("w:tbl"))
    first = next(place for place, part in enumerate(body) if "Trước." in "".join(part.itertext())) + 1

    before = [paragraph for part in body[first:signature] for paragraph in paragraphs_of_last_row(part)]

    assert before
    assert all(paragraph.pPr.find(qn("w:keepNext")) is not None for paragraph in before)
    assert body[first - 1].pPr.find(qn("w:keepNext")) is None


def paragraphs_of_last_row(part):
    """Return the paragraph itself, or those of a table's last row."""
    return part.tr_lst[-1].findall(f".//{qn('w:p')}") if part.tag == qn("w:tbl") else [part]


def test_the_same_document_gives_the_same_bytes():
    digests = {hashlib.sha256(write_word(cast.report())).hexdigest() for _ in range(2)}

    assert len(digests) == 1


def test_the_file_carries_the_document_s_moment_and_issuer(paper):
    properties = paper.core_properties

    assert properties.created.date() == properties.modified.date() == cast.ISSUED_ON
    assert properties.author == properties.last_modified_by == "Sở Nội vụ"
    assert properties.title.startswith("Báo cáo Kết quả thực hiện")


def test_an_empty_table_says_so():
    empty = replace(cast.report(), blocks=(Table((Column("A", 1), Column("B", 1)), ()),), appendices=())

    assert opened(empty).tables[1].rows[1].cells[0].text == "Không có số liệu."


def test_a_row_longer_than_a_page_may_be_split():
    table = Table((Column("A", 1), Column("B", 1)), (Row(("từ " * 4000, "x")),))
    long = replace(cast.report(), blocks=(table,), appendices=())

    row = opened(long).tables[1]._tbl.tr_lst[1]

    assert row.trPr.find(qn("w:cantSplit")) is None


def test_a_draft_is_marked_and_a_letter_has_its_subject_under_the_number():
    draft = opened(replace(cast.report(), is_draft=True))
    letter = opened(replace(cast.report(), kind=None, title="báo cáo kết quả", addressees=("Sở Tài chính",)))

    assert "DỰ THẢO" in draft.tables[0].rows[1].cells[0].text
    assert draft.sections[0].footer.paragraphs[0].text.startswith("DỰ THẢO")
    assert texts(letter.tables[0].rows[1].cells[0])[1] == "V/v báo cáo kết quả"
    assert "Kính gửi: Sở Tài chính" in texts(letter)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_at_all_can_be_written_and_opened_again(paragraph, cell):
    table = Table((Column(cell, 1), Column("B", 2)), (Row((cell, paragraph)), Row((cell,), RowKind.GROUP)))
    document = replace(cast.report(), title=cell, blocks=(Paragraph(paragraph), table), appendices=())

    assert len(opened(document).tables) == 3
