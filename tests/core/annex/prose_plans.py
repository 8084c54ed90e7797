"""Made-up plans without a table: their paragraphs, the tasks a person finds in them, and ways to print them."""

from __future__ import annotations

import textwrap
from typing import NamedTuple


class Expected(NamedTuple):
    """One task as a person reads it from the sentences."""

    code: str
    content: str
    lead: str
    coordinating: str = ""
    product: str = ""
    time: str = ""


class Plan(NamedTuple):
    """The paragraphs of a plan, its tasks, and the paragraphs that give work to nobody."""

    paragraphs: tuple[str, ...]
    tasks: tuple[Expected, ...]
    left: tuple[str, ...] = ()


_HEAD = (
    "ỦY BAN NHÂN DÂN TỈNH",
    "Số: 20/KH-UBND",
    "Độc lập - Tự do - Hạnh phúc",
    "Quảng Ngãi, ngày 05 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Nâng cao chất lượng hoạt động tín dụng chính sách xã hội năm 2026",
)
_FOOT = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Một")

# Units as headings with bullets or letters, one on its own line, a request to the Front, a closing sentence.
BY_UNIT = Plan(
    paragraphs=(
        *_HEAD,
        (
            "Thực hiện Chương trình công tác năm 2026, Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung "
            "chủ yếu như sau:"
        ),
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích",
        (
            "a) Nâng cao nhận thức của các cấp, các ngành về vai trò của tín dụng chính sách xã hội đối với giảm "
            "nghèo bền vững."
        ),
        "b) Huy động thêm nguồn lực cho vay hộ nghèo và các đối tượng chính sách khác.",
        "2. Yêu cầu",
        "Các sở, ban, ngành bám sát nội dung Kế hoạch, bảo đảm đúng tiến độ, đúng đối tượng và đúng quy định.",
        "II. NHIỆM VỤ, GIẢI PHÁP",
        "1. Tăng cường công tác tuyên truyền",
        "- Đổi mới hình thức tuyên truyền, chú trọng vùng đồng bào dân tộc thiểu số.",
        (
            "- Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính và UBND các xã, phường, đặc khu rà soát đội ngũ "
            "cán bộ làm công tác ủy thác, hoàn thành trong quý IV/2026."
        ),
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Sở Tài chính:",
        (
            "- Chủ trì, phối hợp với Chi nhánh Ngân hàng Chính sách xã hội tỉnh tham mưu Ủy ban nhân dân tỉnh bố "
            "trí vốn ủy thác trước ngày 15/12/2026."
        ),
        "- Hướng dẫn việc quản lý, sử dụng nguồn vốn ủy thác theo quy định.",
        (
            "2. Sở Dân tộc và Tôn giáo: Rà soát, tổng hợp nhu cầu vay vốn của hộ nghèo; gửi báo cáo kết quả về Sở"
            " Tài chính chậm nhất ngày 30/6/2026."
        ),
        "3. Ủy ban nhân dân các xã, phường, đặc khu",
        ("a) Ban hành Kế hoạch triển khai thực hiện trên địa bàn trong vòng 30 ngày kể từ ngày ban hành Kế hoạch này."),
        "b) Định kỳ hằng quý báo cáo tình hình thực hiện về Chi nhánh Ngân hàng Chính sách xã hội tỉnh.",
        ("4. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội nhận ủy thác:"),
        "- Phối hợp với chính quyền cấp xã tuyên truyền, vận động hội viên sử dụng vốn vay đúng mục đích.",
        "- Thường xuyên kiểm tra, giám sát hoạt động của tổ tiết kiệm và vay vốn.",
        (
            "5. Các sở, ban, ngành có liên quan căn cứ chức năng, nhiệm vụ được giao tổ chức thực hiện; định kỳ "
            "báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12 hằng năm."
        ),
        (
            "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị kịp thời phản ánh về Chi nhánh "
            "Ngân hàng Chính sách xã hội tỉnh để tổng hợp."
        ),
        *_FOOT,
    ),
    tasks=(
        Expected(
            "II.1.2",
            (
                "Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính và UBND các xã, phường, đặc khu rà soát đội "
                "ngũ cán bộ làm công tác ủy thác, hoàn thành trong quý IV/2026."
            ),
            "Sở Nội vụ",
            "Sở Tài chính và UBND các xã, phường, đặc khu",
            "",
            "Hoàn thành trong quý IV/2026",
        ),
        Expected(
            "III.1.1",
            (
                "Chủ trì, phối hợp với Chi nhánh Ngân hàng Chính sách xã hội tỉnh tham mưu Ủy ban nhân dân tỉnh "
                "bố trí vốn ủy thác trước ngày 15/12/2026."
            ),
            "Sở Tài chính",
            "Chi nhánh Ngân hàng Chính sách xã hội tỉnh",
            "",
            "Trước ngày 15/12/2026",
        ),
        Expected("III.1.2", "Hướng dẫn việc quản lý, sử dụng nguồn vốn ủy thác theo quy định.", "Sở Tài chính"),
        Expected(
            "III.2",
            (
                "Rà soát, tổng hợp nhu cầu vay vốn của hộ nghèo; gửi báo cáo kết quả về Sở Tài chính chậm nhất "
                "ngày 30/6/2026."
            ),
            "Sở Dân tộc và Tôn giáo",
            "",
            "Báo cáo kết quả",
            "Chậm nhất ngày 30/6/2026",
        ),
        Expected(
            "III.3.a",
            (
                "Ban hành Kế hoạch triển khai thực hiện trên địa bàn trong vòng 30 ngày kể từ ngày ban hành Kế "
                "hoạch này."
            ),
            "Ủy ban nhân dân các xã, phường, đặc khu",
            "",
            "Kế hoạch triển khai thực hiện trên địa bàn",
            "Trong vòng 30 ngày kể từ ngày ban hành Kế hoạch này",
        ),
        Expected(
            "III.3.b",
            "Định kỳ hằng quý báo cáo tình hình thực hiện về Chi nhánh Ngân hàng Chính sách xã hội tỉnh.",
            "Ủy ban nhân dân các xã, phường, đặc khu",
            "",
            "Báo cáo tình hình thực hiện",
            "Định kỳ hằng quý",
        ),
        Expected(
            "III.4.1",
            "Phối hợp với chính quyền cấp xã tuyên truyền, vận động hội viên sử dụng vốn vay đúng mục đích.",
            "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội nhận ủy thác",
            "chính quyền cấp xã",
        ),
        Expected(
            "III.4.2",
            "Thường xuyên kiểm tra, giám sát hoạt động của tổ tiết kiệm và vay vốn.",
            "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội nhận ủy thác",
            "",
            "",
            "Thường xuyên",
        ),
        Expected(
            "III.5",
            (
                "Các sở, ban, ngành có liên quan căn cứ chức năng, nhiệm vụ được giao tổ chức thực hiện; định kỳ "
                "báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12 hằng năm."
            ),
            "Các sở, ban, ngành có liên quan",
            "",
            "",
            "Trước ngày 15/12 hằng năm",
        ),
    ),
    left=("- Đổi mới hình thức tuyên truyền, chú trọng vùng đồng bào dân tộc thiểu số.",),
)

# Fields after each point: who leads, who takes part, what comes of it, until when.
WITH_FIELDS = Plan(
    paragraphs=(
        *_HEAD,
        "I. MỤC TIÊU",
        "Phấn đấu đến cuối năm 2026 nguồn vốn ủy thác từ ngân sách địa phương tăng thêm 15%.",
        "II. NHIỆM VỤ TRỌNG TÂM",
        "1. Hoàn thiện cơ chế ủy thác qua Ngân hàng Chính sách xã hội cho phù hợp với mô hình chính quyền hai cấp.",
        "- Đơn vị chủ trì: Sở Tài chính.",
        "- Đơn vị phối hợp: Sở Tư pháp; Chi nhánh Ngân hàng Chính sách xã hội tỉnh.",
        "- Sản phẩm: Nghị quyết của Hội đồng nhân dân tỉnh.",
        "- Thời gian hoàn thành: Quý II/2026.",
        (
            "2. Tuyên truyền chính sách tín dụng ưu đãi trên các phương tiện thông tin đại chúng. Cơ quan chủ "
            "trì: Báo và Phát thanh, Truyền hình Quảng Ngãi; cơ quan phối hợp: các sở, ban, ngành có liên quan; "
            "thời gian thực hiện: thường xuyên."
        ),
        "3. Kiểm tra hoạt động ủy thác tại cơ sở:",
        "- Kiểm tra ít nhất 30% số xã, phường, đặc khu trong năm.",
        "- Chủ trì: Hội Nông dân tỉnh.",
        "- Thời gian thực hiện: Hằng quý.",
        "III. KINH PHÍ",
        "Kinh phí thực hiện được bố trí trong dự toán ngân sách nhà nước năm 2026.",
        *_FOOT,
    ),
    tasks=(
        Expected(
            "II.1",
            "Hoàn thiện cơ chế ủy thác qua Ngân hàng Chính sách xã hội cho phù hợp với mô hình chính quyền hai cấp.",
            "Sở Tài chính",
            "Sở Tư pháp; Chi nhánh Ngân hàng Chính sách xã hội tỉnh",
            "Nghị quyết của Hội đồng nhân dân tỉnh",
            "Quý II/2026",
        ),
        Expected(
            "II.2",
            "Tuyên truyền chính sách tín dụng ưu đãi trên các phương tiện thông tin đại chúng.",
            "Báo và Phát thanh, Truyền hình Quảng Ngãi",
            "các sở, ban, ngành có liên quan",
            "",
            "thường xuyên",
        ),
        Expected(
            "II.3",
            ("Kiểm tra hoạt động ủy thác tại cơ sở:\n- Kiểm tra ít nhất 30% số xã, phường, đặc khu trong năm."),
            "Hội Nông dân tỉnh",
            "",
            "",
            "Hằng quý",
        ),
    ),
)

# Parts A and B, units as bullets, a unit that leads with a colon over its points, work given inside a paragraph.
BY_BULLETS = Plan(
    paragraphs=(
        "CHƯƠNG TRÌNH",
        "Hành động thực hiện Chỉ thị về tín dụng chính sách xã hội",
        "A. NỘI DUNG",
        "1. Về nguồn vốn",
        (
            "Ngân sách địa phương ưu tiên bổ sung vốn ủy thác. Giao Sở Tài chính tham mưu phương án bố trí vốn "
            "trong tháng 11/2026. Giao Sở Nội vụ theo dõi, đánh giá việc thực hiện của các địa phương."
        ),
        "2. Về kiểm tra",
        "Tăng cường kiểm tra, giám sát việc sử dụng vốn vay tại cơ sở.",
        "B. PHÂN CÔNG THỰC HIỆN",
        (
            "- Công an tỉnh: Chỉ đạo lực lượng công an cấp xã phòng ngừa tín dụng đen; xây dựng Kế hoạch phối hợp"
            " trước 30/4/2026."
        ),
        "- Sở Nông nghiệp và Môi trường chủ trì, phối hợp với các cơ quan, đơn vị có liên quan:",
        "+ Lồng ghép chương trình khuyến nông với vốn vay chính sách.",
        "+ Hoàn thành việc rà soát hộ nghèo, hộ cận nghèo trước ngày 31/12/2026.",
        (
            "- Ban Quản lý Quỹ hỗ trợ nông dân có trách nhiệm công khai danh sách hộ vay trong thời hạn 10 ngày "
            "làm việc kể từ ngày ban hành Chương trình."
        ),
        "Trên đây là Chương trình hành động của Ủy ban nhân dân tỉnh.",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Lê Thị Hai",
    ),
    tasks=(
        Expected(
            "A.1.1.1",
            (
                "Ngân sách địa phương ưu tiên bổ sung vốn ủy thác. Giao Sở Tài chính tham mưu phương án bố trí "
                "vốn trong tháng 11/2026."
            ),
            "Sở Tài chính",
            "",
            "",
            "Trong tháng 11/2026",
        ),
        Expected(
            "A.1.1.2",
            "Giao Sở Nội vụ theo dõi, đánh giá việc thực hiện của các địa phương.",
            "Sở Nội vụ",
        ),
        Expected(
            "B.1",
            ("Chỉ đạo lực lượng công an cấp xã phòng ngừa tín dụng đen; xây dựng Kế hoạch phối hợp trước 30/4/2026."),
            "Công an tỉnh",
            "",
            "Kế hoạch phối hợp",
            "Trước 30/4/2026",
        ),
        Expected(
            "B.2.1",
            "Lồng ghép chương trình khuyến nông với vốn vay chính sách.",
            "Sở Nông nghiệp và Môi trường",
            "các cơ quan, đơn vị có liên quan",
        ),
        Expected(
            "B.2.2",
            "Hoàn thành việc rà soát hộ nghèo, hộ cận nghèo trước ngày 31/12/2026.",
            "Sở Nông nghiệp và Môi trường",
            "các cơ quan, đơn vị có liên quan",
            "",
            "Trước ngày 31/12/2026",
        ),
        Expected(
            "B.3",
            (
                "Ban Quản lý Quỹ hỗ trợ nông dân có trách nhiệm công khai danh sách hộ vay trong thời hạn 10 ngày"
                " làm việc kể từ ngày ban hành Chương trình."
            ),
            "Ban Quản lý Quỹ hỗ trợ nông dân",
            "",
            "",
            "Trong thời hạn 10 ngày làm việc kể từ ngày ban hành Chương trình",
        ),
    ),
    left=(
        "2. Về kiểm tra",
        "Tăng cường kiểm tra, giám sát việc sử dụng vốn vay tại cơ sở.",
    ),
)
PLANS = {"by unit": BY_UNIT, "with fields": WITH_FIELDS, "by bullets": BY_BULLETS}


def printed(plan: Plan, *, width: int, page_lines: int = 0, blank_lines: bool = False) -> str:
    """Return the plan as text: wrapped at a width, with numbered pages if `page_lines` is not 0."""
    out: list[str] = []
    lines, page = 0, 1
    for paragraph in plan.paragraphs:
        for line in textwrap.wrap(paragraph, width, break_on_hyphens=False):
            if page_lines and lines == page_lines:
                page, lines = page + 1, 0
                out.append(f"\f{page}")
            out.append(line)
            lines += 1
        if blank_lines:
            out.append("")
    return "\n".join(out) + "\n"
