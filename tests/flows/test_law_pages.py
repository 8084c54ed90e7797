"""The law as pages: programmes on a day, every value with its source."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from tantam.access.models import User
from tantam.core.law.dated import Reference
from tantam.core.law.programme import Cap, CapPiece, LongestTerm, OverdueRate, Rate, TermPiece
from tantam.programmes.law_files import load_law
from tantam.programmes.queries.law import get_programme, list_programmes
from tantam.programmes.wording.sources import reference_words
from tantam.programmes.wording.terms import cap_words, overdue_rule_words, rate_rule_words, term_words
from tests.support.pages import words

pytestmark = pytest.mark.django_db
LIST = "/chuong-trinh/"


def test_anybody_who_works_here_reads_the_programmes_of_today(signed_in):
    said = words(signed_in("hoa").get(LIST))

    assert "Theo quy định có hiệu lực ngày 22/11/2026" in said
    assert "Cho vay hộ cận nghèo Mã 19 Đang cho vay 100.000.000 đ 7,92%/năm quá hạn 10,296%/năm 120 tháng" in said
    assert "4.000.000 đ mỗi tháng học" in said
    assert "chưa xác minh" in said


def test_the_list_of_another_day_has_the_terms_of_that_day(signed_in):
    said = words(signed_in("hoa").get(LIST, {"ngay": "2025-12-31"}))

    assert "có hiệu lực ngày 31/12/2025" in said
    assert "lao động Mã 3 Chưa có quy định" in said  # Decree 338/2025 comes a day later


def test_the_list_shows_only_programmes_that_lend_or_only_those_that_do_not(signed_in):
    client = signed_in("binh")

    open_ones = words(client.get(LIST, {"cho-vay": "mo"}))
    closed = words(client.get(LIST, {"cho-vay": "dong"}))

    assert "Tạm dừng" not in open_ones
    assert "Cho vay hộ cận nghèo" in open_ones
    assert "Tạm dừng" in closed
    assert "Cho vay hộ cận nghèo" not in closed


@pytest.mark.parametrize("day", ["31/02/2026", "hôm qua", "01/01/1900", "2026-13-01", "9" * 60])
@pytest.mark.parametrize("path", [LIST, "/chuong-trinh/near-poor/"])
def test_a_day_that_cannot_be_read_is_said_beside_the_field(day, path, signed_in):
    response = signed_in("hoa").get(path, {"ngay": day})

    assert response.status_code == 200
    assert 'id="id_ngay_wrong"' in response.content.decode()
    assert "22/11/2026" in words(response)


def test_a_programme_says_its_terms_rules_papers_and_sources(signed_in):
    said = words(signed_in("hoa").get("/chuong-trinh/newly-escaped/"))

    assert "Lãi suất 8,25%/năm" in said
    assert "chưa quá 3 năm" in said
    assert "28/2015/QĐ-TTg, Điều 1" in said
    assert "01/TD" in said
    assert "125% lãi suất của “Cho vay hộ nghèo”" in said
    assert "Chưa xác minh" in said


def test_a_programme_shows_what_held_earlier_with_its_last_day(signed_in):
    said = words(signed_in("hoa").get("/chuong-trinh/students/"))

    assert "2.500.000 đ mỗi tháng học" in said
    assert "18/05/2022 Đã hết hiệu lực" in said
    assert "Đang có hiệu lực" in said


def test_a_programme_that_is_not_in_the_law_is_not_there(signed_in):
    assert signed_in("hoa").get("/chuong-trinh/vay-nong/").status_code == 404


def test_an_administrator_has_no_business_with_the_law(signed_in):
    assert signed_in("quan").get(LIST).status_code == 403


def test_the_law_is_read_in_english(signed_in):
    User.objects.filter(username="hoa").update(language="en")
    client = signed_in("hoa")

    said = words(client.get("/chuong-trinh/near-poor/"))

    assert "Loans to near-poor households" in said
    assert "Cho vay hộ cận nghèo" not in said
    assert "Which class has the household on the approved list?" in said


def test_every_programme_has_a_page_on_every_day_on_which_something_changes():
    days = {
        standing.starts_on
        for programme in load_law().programmes.values()
        for dated in (programme.lending, programme.cap, programme.rate, programme.longest_term)
        for standing in dated
    }

    for on in sorted(days | {date(2000, 1, 1), date(2100, 12, 31)}):
        for line in list_programmes(on=on):
            page = get_programme(code=line.code, on=on)

            assert page.first_day <= page.last_day


def test_a_value_that_nobody_looked_at_for_more_than_twelve_months_is_marked():
    soon = get_programme(code="near-poor", on=date(2027, 11, 30))
    late = get_programme(code="near-poor", on=date(2027, 12, 1))

    assert not any(value.standing.is_unchecked_too_long for value in soon.values)
    assert all(value.standing.is_unchecked_too_long for value in late.values)


@pytest.mark.parametrize(
    ("cap", "said"),
    [
        (Cap(), "không quy định mức tối đa"),
        (Cap(at_most_vnd=100_000_000), "tối đa 100.000.000 đ"),
        (Cap(pieces=(CapPiece(amount_vnd=4_000_000, each="study_months"),)), "4.000.000 đ mỗi tháng học"),
        (
            Cap(pieces=(CapPiece(amount_vnd=25_000_000, each="water_works", each_at_most=2),)),
            "25.000.000 đ mỗi loại công trình (nhiều nhất 2)",
        ),
        (
            Cap(pieces=(CapPiece(share_ppm=800_000, of="house_price_vnd"),), at_most_vnd=1_000_000_000),
            "80% giá nhà hoặc dự toán xây nhà, tối đa 1.000.000.000 đ",
        ),
    ],
)
def test_a_cap_is_said_in_words(cap, said):
    assert cap_words(cap).replace("\N{NO-BREAK SPACE}", " ") == said


def test_rates_terms_and_sources_are_said_in_words():
    programmes = load_law().programmes

    assert rate_rule_words(Rate(ppm=79_200), programmes) == "7,92%/năm"
    assert rate_rule_words(Rate(share_ppm=1_270_000, of="poor"), programmes) == "127% lãi suất của “Cho vay hộ nghèo”"
    assert overdue_rule_words(OverdueRate(share_ppm=1_300_000)) == "130% lãi suất khi cho vay"
    assert overdue_rule_words(OverdueRate(ppm=120_000)) == "12%/năm"
    assert term_words(LongestTerm(months=120)) == "120 tháng"
    plus = (TermPiece(each="study_months", times=2),)
    assert term_words(LongestTerm(months=12, plus=plus)) == "2 lần số tháng học cộng 12 tháng"
    assert reference_words(Reference(document="1/2020/A", year=2020, article="3")) == "1/2020/A, Điều 3"
    assert reference_words(Reference(document="A", year=2020, article="3")) == "A (2020), Điều 3"
    assert reference_words(Reference(document="A", year=2020, article="tổ chức")) == "A (2020), tổ chức"


def test_the_address_of_the_list_leads_to_each_programme(signed_in):
    html = signed_in("hoa").get(LIST, {"ngay": "01/06/2022"}).content.decode()

    assert f'href="{reverse("programme", args=["near-poor"])}?ngay=01/06/2022"' in html


def test_names_of_programmes_follow_the_language_in_use():
    with override("en"):
        names = [line.name for line in list_programmes(on=date(2026, 11, 22))]

    assert "Loans to near-poor households" in names
