"""The words by which plans in prose name their parts, hand out work and set days, as folded patterns or
phrases.
"""

from __future__ import annotations

import re

from tantam.core.text import full_keys

# Headings (folded) of the part that says which unit does what.
ASSIGNMENT_HEADING = re.compile(
    r"^(?:to chuc (?:va )?(?:trien khai )?thuc hien|trien khai thuc hien|phan cong|trach nhiem"
    r" (?:cua|thuc hien|thi hanh)|to chuc trien khai)\b"
)
# Headings (folded) of parts that explain and hand out nothing.
CONTEXT_HEADING = re.compile(
    r"^(?:muc dich|yeu cau|muc tieu|can cu|co so|quan diem|su can thiet|thuc trang|danh gia|tinh hinh|pham vi"
    r"|doi tuong|kinh phi|nguon kinh phi|boi canh|chi tieu|ket qua)\b"
)
# Longer than this many words, a line is a sentence and no heading of a part.
HEADING_WORDS_MAX = 16
# Where the foot of the paper begins: recipients and signatures (as written).
FOOT = re.compile(r"^(?:Nơi nhận\b|Nơi gửi\b|TM\.|KT\.|TL\.|TUQ\.|Q\.|CHỦ TỊCH\b|PHÓ CHỦ TỊCH\b|GIÁM ĐỐC\b|Lưu:)")
# What may follow the foot: an appendix, or the first word of a table.
APPENDIX = re.compile(r"^(?:(?:PHỤ LỤC|Phụ lục|BIỂU|Biểu|Bảng|BẢNG)\b|S?TT\b)")
# Sentences (folded) that close a plan.
CLOSING = re.compile(
    r"^(?:tren day la|trong qua trinh (?:to chuc |trien khai )*(?:thuc hien|trien khai)|ke hoach nay (?:co|thay))\b"
)
# The name of the paper in its title block (as written).
PAPER = re.compile(r"^(?:KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|QUYẾT ĐỊNH|CHỈ THỊ|THÔNG BÁO|HƯỚNG DẪN|PHƯƠNG ÁN)\b")
# Place and day at the head of a paper (folded).
PLACE_AND_DAY = re.compile(r"^[^,]{2,40}, ngay (?P<d>\d{1,2}) thang (?P<m>\d{1,2}) nam (?P<y>\d{4})$")

# Titles of fields inside prose: "Đơn vị chủ trì: …; thời gian hoàn thành: …".
FIELD = re.compile(
    r"(?P<title>(?:(?:các )?(?:cơ quan|đơn vị)(?:[,/] ?đơn vị)? (?:chủ trì|phối hợp|thực hiện)(?: thực hiện)?"
    r"|(?:phân công|trách nhiệm) thực hiện|chủ trì(?: thực hiện)?|phối hợp(?: thực hiện)?"
    r"|thời (?:gian|hạn)(?: thực hiện| hoàn thành)?|tiến độ(?: thực hiện)?|thời điểm hoàn thành"
    r"|sản phẩm(?: dự kiến| đầu ra)?|kết quả(?: đầu ra| dự kiến)?))\s*:\s*",
    re.IGNORECASE,
)
# What may stand before the unit that is given work.
GIVING = re.compile(
    r"^(?:Giao(?: cho| nhiệm vụ cho)?|Đề nghị|Yêu cầu|Trách nhiệm của|Đối với|Phân công)\s+", re.IGNORECASE
)
GIVING_SENTENCE = re.compile(r"(?<=[.;])\s+(?=Giao\s)")


def _phrases(words: str) -> frozenset[tuple[str, ...]]:
    return frozenset(full_keys(phrase) for phrase in re.split(r"\s*\|\s*|\n\s*", words.strip()))


# Words with which a sentence goes on after the unit that does it: verbs of duty and adverbs before them.
FOLLOWING = _phrases(
    """chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|tham mưu|tổ chức|xây dựng|triển khai|thực hiện|hướng dẫn
    kiểm tra|giám sát|rà soát|theo dõi|đôn đốc|báo cáo|tổng hợp|bố trí|cân đối|đề xuất|trình|ban hành
    tuyên truyền|phổ biến|chỉ đạo|thẩm định|đánh giá|cung cấp|nghiên cứu|phân bổ|lồng ghép|xử lý|tiếp tục
    tăng cường|đẩy mạnh|nâng cao|huy động|vận động|quản lý|cho vay|giải ngân|thu hồi|lập|hoàn thành
    hoàn thiện|kịp thời|tiếp nhận|quán triệt|xác nhận|bảo đảm|đảm bảo|chuyển|sử dụng|khai thác|cập nhật|nhằm
    để|theo|căn cứ|trên cơ sở|chủ động|thường xuyên|định kỳ|phân công|cử|đưa|tập trung|quan tâm|tạo|hỗ trợ
    phát huy|phát hiện|gửi|đăng|đăng ký|thông tin|công khai|niêm yết|bổ sung|sửa đổi|kiện toàn|củng cố|mở
    duy trì|khảo sát|thống kê|xem xét|quyết định|giúp|làm|là|hằng|hàng|trước|chậm nhất|trong|khi|về|tại|nêu
    có|được|phê duyệt|ủy thác|ưu tiên|giải quyết|phát động|biểu dương|khen thưởng|nhân rộng|đào tạo|tập huấn
    bồi dưỡng|số hóa|kết nối|chia sẻ|tích hợp|đối chiếu|quyết toán|thanh toán|cấp|bàn giao|lựa chọn|xác định
    gắn|thành lập|ký|cam kết|tự|nghiêm túc|khẩn trương|sơ kết|tổng kết|tháo gỡ|thành viên|phản ánh|kiến nghị
    cùng"""
)
FOLLOWING_WORDS_MAX = max(map(len, FOLLOWING))
# Words that only say more about the units before them.
QUALIFIERS = _phrases(
    "có liên quan|liên quan|trên địa bàn tỉnh|trên địa bàn|đóng trên địa bàn|các cấp|nhận ủy thác|tỉnh"
)
DUTY = _phrases("có trách nhiệm|chịu trách nhiệm|chủ trì")
LEADING = full_keys("chủ trì")
TOGETHER = full_keys("phối hợp")
TOGETHER_HOW = _phrases("chặt chẽ|đồng bộ|thường xuyên|kịp thời|cùng")
WITH = _phrases("với|cùng với|cùng|giữa")
AND = _phrases("và|cùng|với")
ALL_DEPARTMENTS = full_keys("các sở")
