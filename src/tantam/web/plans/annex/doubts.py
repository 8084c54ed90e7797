"""Sentences for what the annex reader is not sure of."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tantam.core.annex.reading import Doubt, DoubtCode

SENTENCES: Mapping[DoubtCode, str] = {
    DoubtCode.NO_TABLE: gettext_noop("Không thấy bảng nhiệm vụ; cần xem lại toàn bộ nội dung đọc được."),
    DoubtCode.NO_HEADER: gettext_noop("Không thấy dòng tiêu đề của bảng; cột được đoán theo nội dung, cần xem lại."),
    DoubtCode.PROSE: gettext_noop("Nhiệm vụ được đọc từ câu văn, không phải từ bảng; cần xem lại từng nhiệm vụ."),
    DoubtCode.ORDER_LOST: gettext_noop("Thứ tự ô trong tệp bị xáo trộn; cần xem lại từng nhiệm vụ."),
    DoubtCode.UNKNOWN_COLUMN: gettext_noop("Có cột không rõ ý nghĩa: “%(detail)s”."),
    DoubtCode.DUPLICATE_CODE: gettext_noop("Mã nhiệm vụ bị trùng: %(detail)s."),
    DoubtCode.MISSING_PARENT: gettext_noop("Không thấy nhiệm vụ cha: %(detail)s."),
    DoubtCode.NUMBER_SKIPPED: gettext_noop("Số thứ tự bị nhảy: %(detail)s."),
    DoubtCode.BOUNDARY_UNSURE: gettext_noop("Chưa chắc ranh giới giữa các cột; hãy so với dòng gốc."),
    DoubtCode.LEAD_MISSING: gettext_noop("Không thấy đơn vị chủ trì."),
    DoubtCode.CONTENT_MISSING: gettext_noop("Không thấy nội dung nhiệm vụ."),
    DoubtCode.NAME_UNKNOWN: gettext_noop("Chưa nhận ra đơn vị: “%(detail)s”."),
    DoubtCode.TIME_UNREAD: gettext_noop("Chưa hiểu thời gian: “%(detail)s”. Hãy thêm mốc cho nhiệm vụ này."),
    DoubtCode.DATE_IMPOSSIBLE: gettext_noop("Ngày không có trong lịch: “%(detail)s”."),
    DoubtCode.PHONE_LEFT_OUT: gettext_noop("Số điện thoại cá nhân trong phụ lục không được lưu."),
    DoubtCode.FORMULA: gettext_noop("Ô có công thức; chỉ lấy giá trị đã tính: %(detail)s."),
}


def sentence(doubt: Doubt) -> str:
    """Return what a person should look at, in the language of the screen."""
    template = SENTENCES.get(doubt.code)
    values: dict[str, Any] = {"detail": doubt.detail}
    return _(template) % values if template else f"{doubt.code}: {doubt.detail}"
