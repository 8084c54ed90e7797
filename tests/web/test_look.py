"""The look: words and numbers of screens, parts, colours, and what the security policy forbids."""

from __future__ import annotations

import datetime as dt
import gzip
import re
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

import tantam.web
from tantam.core.duties import Tally
from tantam.documents.states import LOOKS
from tantam.web.plans.overview import grid
from tantam.web.programmes.reforms.showing import Bar
from tantam.web.templatetags import bars, charts
from tantam.web.templatetags import tantam as look

WEB = Path(tantam.web.__file__).parent
TEMPLATES = WEB / "templates"
STATIC = WEB / "static/tantam"
TOKENS = Path(__file__).parents[2] / "assets/scss/_tokens.scss"
TODAY = dt.date(2025, 12, 10)


def draw(source, **context):
    request = RequestFactory().get(context.pop("address", "/"))
    return Template("{% load tantam %}" + source).render(Context({"request": request, **context}))


# Numbers


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (999, "999"),
        (1_234_567, "1.234.567"),
        (-1_500, "\N{MINUS SIGN}1.500"),
        (Decimal("1234.5"), "1.234,5"),
        (None, "–"),
    ],
)
def test_a_number_has_dots_between_thousands_and_a_comma_before_decimals(value, written):
    assert look.num(value) == written


@given(st.integers(min_value=-(10**18), max_value=10**18))
def test_no_digit_of_a_number_is_lost(value):
    written = look.num(value)

    assert int(written.replace(".", "").replace(look.MINUS, "-")) == value


def test_an_amount_has_its_unit_on_the_same_line():
    assert look.vnd(1_234_567) == "1.234.567\N{NO-BREAK SPACE}đ"


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (1028, 11344, "9,1%"),
        (1, 2, "50,0%"),
        (2, 3, "66,7%"),
        (0, 23, "0,0%"),
        (1, 2000, "0,1%"),
        (0, 0, "–"),
        (None, 5, "–"),
    ],
)
def test_a_share_has_one_decimal_and_nothing_has_no_share(part, whole, written):
    assert look.percent_of(part, whole) == written


def test_a_rate_shows_its_numerator_and_denominator():
    shown = draw("{% rate 21 23 %}")

    assert "91,3%" in shown
    assert "(21/23)" in shown


# Days


@pytest.mark.parametrize(
    ("due_on", "said"),
    [
        (dt.date(2025, 12, 13), "còn 3 ngày"),
        (dt.date(2025, 12, 10), "hạn hôm nay"),
        (dt.date(2025, 12, 5), "quá hạn 5 ngày"),
        (None, ""),
    ],
)
def test_a_due_day_is_said_from_today(due_on, said):
    assert look.due_in(due_on, TODAY) == said


def test_a_day_is_written_as_on_paper_and_a_moment_on_the_local_clock():
    late_evening = dt.datetime(2025, 8, 6, 18, 5, tzinfo=dt.UTC)

    assert look.day(dt.date(2025, 8, 7)) == "07/08/2025"
    assert look.day(late_evening) == "07/08/2025"
    assert look.moment(late_evening) == "07/08/2025 01:05"


# States


@pytest.mark.parametrize("code", look.STATES)
def test_every_state_has_a_word_and_a_sign(code):
    shown = draw("{% state code %}", code=code)
    css = (STATIC / "tantam.css").read_text()

    assert str(look.STATES[code].word) in shown
    assert f".{look.STATES[code].badge}" in css
    assert f".{look.STATES[code].cell}" in css


def colours_of(theme):
    text = TOKENS.read_text().split(f"@mixin {theme} {{")[1].split("\n}")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", text))


def brightness(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted([brightness(one), brightness(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_can_be_read_on_every_ground_it_stands_on(theme):
    colours = colours_of(theme)
    states = ["done", "late", "open", "notdue", "overdue", "exempt", "returned"]
    pairs = [(text, ground) for text in ["ink", "soft", "action"] for ground in ["paper", "surface", "sunk"]]
    pairs += [(text, ground) for text in states for ground in ["paper", "surface", f"{text}-tint"]]
    pairs += [("action-ink", "action"), ("action", "action-tint"), ("overdue-on", "overdue-solid")]

    too_faint = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in pairs
        if contrast(colours[pair[0]], colours[pair[1]]) < 4.5
    }

    assert not too_faint


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_edge_of_a_field_can_be_seen(theme):
    colours = colours_of(theme)

    assert contrast(colours["edge"], colours["surface"]) >= 3
    assert contrast(colours["edge"], colours["paper"]) >= 3


# Lists


def test_a_column_sorts_upward_then_downward_and_keeps_the_filters():
    first = draw('{% sort_heading "unit" "Đơn vị" %}', address="/?q=ba&page=3")
    again = draw('{% sort_heading "unit" "Đơn vị" %}', address="/?q=ba&sort=unit")

    assert 'href="?q=ba&amp;sort=unit"' in first
    assert "aria-sort" not in first
    assert 'href="?q=ba&amp;sort=-unit"' in again
    assert 'aria-sort="ascending"' in again


def test_a_page_address_keeps_the_filters():
    assert draw("{% page_address 4 %}", address="/?q=ba&page=3") == "?q=ba&amp;page=4"


@pytest.mark.parametrize(
    ("pages", "now", "offered"),
    [
        (1, 1, [1]),
        (5, 3, [1, 2, 3, 4, 5]),
        (17, 3, [1, 2, 3, 4, 5, None, 17]),
        (17, 9, [1, None, 7, 8, 9, 10, 11, None, 17]),
    ],
)
def test_far_pages_are_left_out_of_the_pagination(pages, now, offered):
    assert look.page_numbers(Paginator(range(pages), 1), now) == offered


# Forms


class Paper(forms.Form):
    number = forms.CharField(label="Số, ký hiệu", help_text="Ví dụ: 125/UBND-KT")
    kind = forms.ChoiceField(label="Loại", choices=[("", "Chọn"), ("1", "Quyết định")])
    form_of = forms.ChoiceField(label="Hình thức", widget=forms.RadioSelect, choices=[("a", "Trực tiếp")])
    checked = forms.BooleanField(label="Đã đối chiếu", required=False)


def test_a_field_names_its_hint_and_its_error():
    shown = render_to_string("web/parts/field.html", {"field": Paper({})["number"]})

    assert 'aria-describedby="id_number_hint id_number_wrong"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'id="id_number_hint"' in shown
    assert 'id="id_number_wrong"' in shown
    assert 'for="id_number"' in shown


def test_choices_become_a_fieldset_with_a_legend():
    shown = render_to_string("web/parts/field.html", {"field": Paper()["form_of"]})

    assert "<fieldset" in shown
    assert "<legend>Hình thức" in shown


def test_the_summary_of_errors_leads_to_every_wrong_field_that_is_on_the_page():
    form = Paper({})

    page = render_to_string("web/parts/errors.html", {"form": form})
    page += render_to_string("web/parts/fields.html", {"form": form})
    targets = re.findall(r'<a href="#([\w-]+)"', page)

    assert targets
    assert [target for target in targets if f'id="{target}"' not in page] == []


def test_a_form_without_errors_has_no_summary():
    assert render_to_string("web/parts/errors.html", {"form": Paper()}).strip() == ""


# Charts


@given(st.decimals(min_value="0.0001", max_value=10**12, places=4))
def test_the_top_of_a_scale_is_round_and_not_far_above_the_highest_value(highest):
    top = charts.round_top(highest)

    assert highest <= top <= highest * Decimal("2.5")
    assert str(top.normalize().as_tuple().digits[0]) in "125"


def test_a_share_is_said_in_words_and_its_pieces_add_up():
    shown = charts.share([("DONE_ON_TIME", 8), ("OPEN_OVERDUE", 2), ("EXEMPT", 0)])

    assert "Hoàn thành đúng hạn 8, Quá hạn 2" in shown
    assert 'viewBox="0 0 10 1"' in shown
    assert sum(map(int, re.findall(r'<rect x="\d+" y="0" width="(\d+)"', shown))) == 10


def test_a_line_leaves_out_what_is_not_known_and_labels_the_last_value():
    points = [("2024", Decimal("7.1")), ("2025", Decimal("9.1")), ("2026", None)]

    shown = charts.line_chart(points, "Tỷ trọng tăng", "%", target=15)

    assert shown.count("<circle") == 2
    assert "9,1%</text>" in shown
    assert "15%</text>" in shown
    assert 'aria-label="Tỷ trọng tăng"' in shown


def test_a_line_without_values_is_an_empty_chart():
    assert "<circle" not in charts.line_chart([], "Chưa có số liệu")


def test_bars_are_shares_of_the_width_so_that_their_words_keep_their_size():
    name = "Xã có tên dài tới bốn mươi tám chữ cái là vừa đủ"
    shown = bars.range_bars([Bar(name, 10, 50, 100), Bar("2027", 0, 25, 50)], "Vốn")

    assert "viewBox" not in shown
    assert f">{name}</text>" in shown
    assert re.findall(r'class="bar" x="0" y="\d+" width="([\d.]+)%"', shown) == ["36.0", "18.0"]
    assert re.findall(r'class="bar-rest" x="0" y="\d+" width="([\d.]+)%"', shown) == ["72.0", "36.0"]


def test_bars_of_nothing_are_an_empty_chart():
    assert "<rect" not in bars.range_bars([], "Vốn")


@pytest.mark.parametrize("periods", [1, 3, 6, 20])
def test_the_columns_of_periods_are_drawn_in_pixels_and_fit_a_phone(periods):
    shown = grid.trend_chart([period_tally(2020 + number) for number in range(periods)])

    width, view = re.findall(r'<svg [^>]*width="(\d+)"[^>]*viewBox="0 0 (\d+) ', shown)[0]
    assert width == view
    assert int(width) * 11 <= 326 * 12  # words of 12 px on a card of a phone
    assert f">{2020 + periods - 1}</text>" in shown


def period_tally(year):
    period = SimpleNamespace(code=str(year), label=f"Năm {year}")
    return SimpleNamespace(period=period, has_opened=True, tally=Tally(done_on_time=3))


# The frame


@pytest.mark.parametrize("code", ["400", "403", "404", "500", "403_csrf"])
def test_an_error_page_needs_neither_a_request_nor_a_database(code):
    shown = render_to_string(f"{code}.html")

    assert "<h1>" in shown
    assert "Tận Tâm" in shown


def test_the_frame_stands_when_nothing_is_known_of_the_person():
    shown = render_to_string("web/base.html")

    assert '<main id="main"' in shown
    assert 'id="rooms"' not in shown


def test_the_frame_marks_the_room_one_is_in():
    rooms = [
        {"label": "Kế hoạch", "url": "/plans/", "icon": "layout-grid", "current": True},
        {"label": "Báo cáo", "url": "/reports/", "icon": "report-analytics", "current": False},
    ]

    shown = render_to_string("web/base.html", {"shell": {"rooms": rooms}})

    assert '<a href="/plans/" aria-current="page">' in shown
    assert '<a href="/reports/">' in shown


# What the security policy forbids, and what a slow line can carry


def test_no_template_has_an_inline_style_or_script():
    inline = re.compile(r"""\sstyle\s*=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=|javascript:""")

    found = [str(path) for path in TEMPLATES.rglob("*.html") if inline.search(path.read_text())]

    assert found == []


def test_filters_that_fold_away_on_a_phone_send_to_an_address_without_their_place():
    forms = [
        form
        for path in TEMPLATES.rglob("*.html")
        for form in re.findall(r'<form[^>]*id="filters"[^>]*>', path.read_text(encoding="utf-8"))
    ]

    assert forms
    assert all('action="?"' in form for form in forms)


def test_the_style_sheet_brings_only_files_that_are_here():
    addresses = re.findall(r"""url\(["']?([^"')]+)""", (STATIC / "tantam.css").read_text())

    assert addresses
    assert [address for address in addresses if not (STATIC / address.split("#")[0]).is_file()] == []


def test_every_icon_of_a_template_is_in_the_sprite():
    used = {name for path in TEMPLATES.rglob("*.html") for name in re.findall(r'{% icon "([\w-]+)"', path.read_text())}

    assert used - set((STATIC / "icons.txt").read_text().split()) == set()


def test_what_the_first_page_loads_stays_under_a_hundred_kilobytes():
    names = ["tantam.css", "theme.js", "tantam.js", "htmx.min.js", "icons.svg", "states.svg", "emblem.svg"]

    weight = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in names)

    assert weight + len(gzip.compress(render_to_string("web/base.html").encode())) < 100_000


def test_paper_and_screen_have_one_word_for_each_state():

    assert {state.value: printed.words for state, printed in LOOKS.items()} == {
        code: str(look.state_word(code)) for code in look.state_codes()
    }
