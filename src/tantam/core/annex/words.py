"""General words of official paper: who is named together, who is chosen, what work makes, when it is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tantam.core.text import word_keys

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHERE = "[trên địa bàn|trên địa bàn tỉnh|của tỉnh|trong tỉnh]"
_CONCERNED = "(liên quan|có liên quan)"
_OF_PROVINCE = "[tỉnh|cấp tỉnh|của tỉnh|thuộc tỉnh]"
_COMMUNES = "xã phường đặc khu|xã phường và đặc khu|phường xã đặc khu|xã phường|phường xã|xã phường thị trấn|cấp xã"
_BRANCHES = (
    "sở ban ngành|sở ngành|sở ban ngành đoàn thể|sở ban ngành hội đoàn thể|sở ban ngành đơn vị|ban "
    "ngành đoàn thể"
    "|sở ban ngành đơn vị địa phương|sở ban ngành địa phương"
)
_BODIES = (
    "cơ quan|đơn vị|cơ quan đơn vị|tổ chức|địa phương|cơ quan đơn vị địa phương|đơn vị địa phương"
    "|cơ quan tổ chức"
    "|tổ chức cá nhân|cơ quan tổ chức đơn vị|đơn vị tổ chức|cơ quan ban ngành"
)
# Sets that a rule resolves, and the words that name them. In a template [x|y] may be left out, (x|y) may not.
SET_PHRASES: Mapping[str, tuple[str, ...]] = {
    "set:COMMUNE_PC": (
        f"ủy ban nhân dân [các|96|96/96] ({_COMMUNES}) {_WHERE}",
        f"(các|96) ({_COMMUNES}) {_WHERE}",
        "xã phường đặc khu",
        "[chính quyền] cấp xã",
        "ủy ban nhân dân các xã",
    ),
    "set:PROVINCE_PC set:COMMUNE_PC": ("ủy ban nhân dân các cấp", "chính quyền các cấp"),
    "set:ORGANISATION": (
        (
            "[các|04|4] tổ chức chính trị xã hội [nhận ủy thác|nhận ủy thác cho vay]"
            " [các cấp|tỉnh|cấp tỉnh|cấp xã|cấp tỉnh cấp xã] [nhận ủy thác]"
        ),
        "[các|04|4] (hội đoàn thể|tổ chức hội|hội) nhận ủy thác [các cấp|cấp tỉnh|cấp xã]",
        "[các] tổ chức hội đoàn thể nhận ủy thác [các cấp]",
        "các hội đoàn thể [các cấp|cấp tỉnh|tỉnh|chính trị xã hội]",
    ),
    "set:BANK_OFFICE": (
        "[các] phòng giao dịch [ngân hàng chính sách xã hội] [trực thuộc|các xã phường|trên địa bàn]",
        "[các] phòng giao dịch ngân hàng chính sách xã hội trực thuộc chi nhánh [tỉnh]",
    ),
    "set:FRONT": (
        "[các] ủy ban mặt trận tổ quốc [việt nam] các cấp",
        "mặt trận tổ quốc [việt nam] các cấp",
    ),
}
# Words after which a person has to choose, with the set from which to choose.
CHOICE_PHRASES: Mapping[str, tuple[str, ...]] = {
    "set:DEPARTMENT": (
        f"[các] ({_BRANCHES}) {_OF_PROVINCE}",
        f"[các] ({_BRANCHES}) {_OF_PROVINCE} {_CONCERNED}",
        (f"[các] (ban ngành|sở ban ngành cơ quan|sở|sở ban ngành và địa phương|sở ban ngành và đơn vị)"
        f" {_OF_PROVINCE} {_CONCERNED}"),
    ),
    "set:PRESS": (
        ("[các] (cơ quan báo chí|cơ quan thông tấn báo chí|cơ quan báo đài|cơ quan truyền thông|báo đài"
        "|cơ quan thông tin đại chúng) [đóng]"
        " [trên địa bàn|trên địa bàn tỉnh|của tỉnh|địa phương|trung ương và địa phương]"),
    ),
    "": (
        f"[các] ({_BODIES}) {_CONCERNED}",
        (f"các ({_BODIES}|doanh nghiệp|ngân hàng thương mại|tổ chức tín dụng|cơ sở đào tạo|trường "
        f"học|chủ đầu tư"
        f"|chủ rừng) {_WHERE}"),
    ),
}  # fmt: skip
# Official words for the one unit of a kind in a province.
KIND_PHRASES: Mapping[str, tuple[str, ...]] = {
    "BANK_BRANCH": (
        "[chi nhánh] ngân hàng chính sách xã hội [tỉnh|chi nhánh tỉnh]",
        "chi nhánh ngân hàng chính sách xã hội",
    ),
    "POLICE": ("công an tỉnh",),
    "FRONT": ("[ban thường trực] (ủy ban mặt trận tổ quốc|mặt trận tổ quốc) [việt nam] [tỉnh|cấp tỉnh]",),
    "PROVINCE_PC": ("ủy ban nhân dân tỉnh",),
}
# First words of names of units, and the words that must not follow them (Ban hành, Báo cáo, Hội nghị are
# work).
ACTOR_HEADS: Mapping[str, tuple[str, ...]] = {
    "sở": (), "ủy ban": (), "chi nhánh": (), "phòng": ("chống", "ngừa"), "công an": (), "ban": ("hành",),
    "bộ": ("chỉ số", "tiêu chí", "tài liệu"), "báo": ("cáo",), "đài": (),
    "hội": ("nghị", "thảo", "thi", "chợ"),
    "liên đoàn": (), "liên minh": (), "liên hiệp": (), "tỉnh đoàn": (), "tỉnh ủy": (),
    "đoàn": ("kiểm", "giám"),
    "mặt trận": (), "thanh tra": ("kiểm", "việc"), "văn phòng": (), "trung tâm": (), "trường": ("hợp",),
    "kho bạc": (), "ngân hàng": (), "cục": (), "chi cục": (), "thuế": (), "tòa án": (), "viện": (),
    "bảo hiểm": (), "đảng ủy": (), "cấp ủy": (), "chủ tịch": (), "giám đốc": (), "thủ trưởng": (),
    "người đứng đầu": (), "điện lực": (), "công ty": (), "hiệp hội": (), "bưu điện": (), "bệnh viện": (),
    "chính quyền": (), "lực lượng": (), "bộ đội": (), "học viện": (), "thống kê": (), "hải quan": (),
    "đại học": (), "thường trực": (), "hội đồng": (), "tổng công ty": (), "hợp tác xã": (), "tổ công tác": (),
    "các sở": (), "các cơ quan": (), "các đơn vị": (), "các địa phương": (), "các tổ chức": (), "các hội": (),
    "các ban": (), "các phòng": (), "các ngân hàng": (), "các doanh nghiệp": (), "các xã": (),
    "các trường": (),
    "các ngành": (), "các cấp": (), "các thành viên": (), "các đoàn thể": (), "các chủ": (),
    "các công ty": (),
    "các huyện": (), "các tập đoàn": (), "các nhà": (), "xã": ("hội",), "phường": (), "đặc khu": (),
    "kiểm toán": (), "quân sự": (), "quỹ": (), "vườn": (), "nhà": ("ở", "nước"), "doanh nghiệp": (),
}  # fmt: skip
# First words of products.
PRODUCT_HEADS = (
    "văn bản", "quyết định", "tờ trình", "báo cáo", "kế hoạch", "tin bài", "tin", "bài", "phóng sự",
    "cam kết",
    "hướng dẫn", "công văn", "chương trình", "đề án", "dự án", "nghị quyết", "chỉ thị", "thông báo",
    "quy chế",
    "quy định", "quy trình", "hội nghị", "hội thảo", "lớp", "biên bản", "danh sách", "hồ sơ", "phần mềm",
    "cơ sở dữ liệu", "dự toán", "hợp đồng", "thỏa thuận", "phương án", "đề xuất", "bộ chỉ số", "bộ tiêu chí",
    "kết quả", "số liệu", "tài liệu", "ấn phẩm", "chuyên mục", "chuyên trang", "sổ tay", "mô hình", "cuộc",
    "kết luận", "ý kiến", "các văn bản", "các báo cáo", "các kế hoạch", "các quyết định", "các tin bài",
    "các chương trình", "các cuộc", "các lớp", "các hội nghị", "buổi", "phiếu", "bản tin", "video", "tờ rơi",
    "hệ thống", "nền tảng", "ứng dụng", "cổng", "chuyên đề", "đề cương", "dự thảo", "văn bản hướng dẫn",
    "đoàn kiểm tra",
)  # fmt: skip
TIME_HEADS = (
    "thường xuyên", "hằng năm", "hàng năm", "hằng quý", "hàng quý", "hằng tháng", "hàng tháng", "hằng tuần",
    "quý", "năm", "giai đoạn", "trước", "trong", "tháng", "đến", "từ", "chậm nhất", "ngày", "định kỳ",
    "sau khi",
    "khi có", "khi", "theo", "hoàn thành", "6 tháng", "06 tháng", "9 tháng", "cuối năm", "đầu năm",
    "muộn nhất",
    "liên tục", "sau", "xong", "các năm", "mỗi năm", "ngay sau", "kể từ",
)  # fmt: skip
TIME_WORDS = frozenset(
    word_keys(
        "thường xuyên hằng hàng năm quý tháng tuần ngày giai đoạn trước trong đến từ sau khi hoàn "
        "thành chậm nhất muộn"
        " định kỳ và đầu cuối kể ban hành theo hết lần mỗi liên tục thời hạn có hướng dẫn kế hoạch "
        "i ii iii iv hoặc"
    )
)
