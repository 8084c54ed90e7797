"""The menu: each page says in which of the person's rooms it lies."""

import re

import pytest

from tantam.web.rooms import may_open

pytestmark = pytest.mark.django_db
# The first pages of rooms, in the order of the menu.
EVERY_ROOM = [
    ("/", "Việc của tôi"),
    ("/nguoi-thu-huong/", "Người thụ hưởng"),
    ("/to-vay-von/", "Tổ vay vốn"),
    ("/phien-giao-dich/", "Phiên giao dịch"),
    ("/khoan-vay/", "Khoản vay"),
    ("/ke-hoach/", "Kế hoạch"),
    ("/chuong-trinh/", "Chương trình"),
    ("/tiep-nhan/", "Xét duyệt"),
    ("/van-ban/", "Sổ văn bản"),
    ("/bao-cao/", "Báo cáo"),
    ("/kiem-tra/nhat-ky/", "Nhật ký"),
    ("/ke-toan/", "Kế toán"),
    ("/lich/", "Lịch thời hạn"),
    ("/cai-cach/", "Cải cách chính sách"),
    ("/quan-tri/", "Danh mục và người dùng"),
]


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
        ("lan", "/cai-cach/", "Cải cách chính sách"),
        ("thu", "/cai-cach/", "Cải cách chính sách"),
        ("lan", "/ho-so-chinh-sach/", "Kế hoạch"),
        ("hoa", "/nhiem-vu/", "Việc của tôi"),
        ("lan", "/chuong-trinh/hoi/", "Chương trình"),
        ("lan", "/", "Việc của tôi"),
    ],
)
def test_a_page_lies_in_a_room_of_the_menu(signed_in, name, path, room):
    assert marked_room(signed_in(name), path) == [room]


def menu_of(client):
    """Return the rooms of the head and of the rest of a menu."""
    page = client.get("/").content.decode()
    menu = page[page.index('class="rooms"') :]
    lists = re.findall(r"<ul>(.*?)</ul>", menu[: menu.index("</nav>")], re.DOTALL)
    return [[re.sub(r"<[^>]+>", "", line).strip() for line in re.findall(r"<a [^>]*>.*?</a>", part)] for part in lists]


def test_every_room_that_a_role_may_enter_stands_in_its_menu(signed_in, cast):
    head, rest = menu_of(signed_in("yen"))
    assert (len(head), head[-1], rest) == (7, "Chương trình", ["Kế toán", "Lịch thời hạn"])
    assert menu_of(signed_in("minh"))[1:] == [["Cải cách chính sách"]]
    for name in ("lan", "van", "kim", "thu", "quan", "binh", "dung"):
        found = [room for part in menu_of(signed_in(name)) for room in part]
        entered = [room for room in EVERY_ROOM if may_open(cast.actor(name), room[0])]
        assert found == [label for _url, label in entered], name


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
