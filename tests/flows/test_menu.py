"""The menu: each page says in which of the person's rooms it lies."""

import re

import pytest

pytestmark = pytest.mark.django_db


def marked_room(client, path):
    page = client.get(path).content.decode()
    menu = page[page.index('class="rooms"') :]
    found = re.findall(r'aria-current="page"[^>]*>(.*?)</a>', menu[: menu.index("</nav>")], re.DOTALL)
    return [re.sub(r"<[^>]+>", "", line).strip() for line in found]


@pytest.mark.parametrize(
    ("name", "path", "room"),
    [
        ("lan", "/toan-so/duoc-vay/", "Chương trình"),
        ("lan", "/toan-so/chuan-ngheo/", "Chương trình"),
        ("ha", "/toan-so/duoc-vay/", "Người thụ hưởng"),
        ("ha", "/toan-so/chuan-ngheo/", "Người thụ hưởng"),
        ("lan", "/cai-cach/", "Chương trình"),
        ("thu", "/cai-cach/", "Cải cách chính sách"),
        ("lan", "/ho-so-chinh-sach/", "Kế hoạch"),
        ("hoa", "/nhiem-vu/", "Việc của tôi"),
        ("lan", "/chuong-trinh/hoi/", "Chương trình"),
        ("lan", "/", "Việc của tôi"),
    ],
)
def test_a_page_lies_in_a_room_of_the_menu(signed_in, name, path, room):
    assert marked_room(signed_in(name), path) == [room]


def test_a_page_that_no_room_holds_marks_none(signed_in):
    assert marked_room(signed_in("lan"), "/thong-bao/") == []


@pytest.mark.parametrize(
    ("name", "path", "way"),
    [
        ("ha", "/toan-so/duoc-vay/near-poor/", ["Người thụ hưởng", "Được vay trên toàn sổ"]),
        ("ha", "/toan-so/chuan-ngheo/danh-sach/", ["Người thụ hưởng", "Diễn tập chuẩn nghèo mới"]),
        ("lan", "/cai-cach/", ["Chương trình cho vay"]),
    ],
)
def test_a_page_under_a_room_says_the_way_back(signed_in, small_register, name, path, way):
    page = signed_in(name).get(path).content.decode()
    crumbs = page[page.index('class="crumbs"') :]

    assert re.findall(r"<a [^>]*>(.*?)</a>", crumbs[: crumbs.index("</nav>")]) == way
