"""Reasons, cautions and notes in words: what is wrong, and what to do."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tantam.core.lists.fields import ListField
from tantam.core.lists.reasons import Reason

FIELD_NAMES: Final[dict[ListField, Any]] = {
    ListField.NUMBER: gettext_lazy("Số thứ tự"),
    ListField.HOUSEHOLD_CODE: gettext_lazy("Mã hộ"),
    ListField.HEAD_NAME: gettext_lazy("Họ và tên chủ hộ"),
    ListField.FULL_NAME: gettext_lazy("Họ và tên"),
    ListField.RELATION: gettext_lazy("Quan hệ với chủ hộ"),
    ListField.IDENTITY: gettext_lazy("Số căn cước"),
    ListField.OLD_IDENTITY: gettext_lazy("Số chứng minh nhân dân cũ"),
    ListField.BIRTH: gettext_lazy("Ngày sinh"),
    ListField.BIRTH_MALE: gettext_lazy("Ngày, năm sinh ghi ở cột nam"),
    ListField.BIRTH_FEMALE: gettext_lazy("Ngày, năm sinh ghi ở cột nữ"),
    ListField.SEX: gettext_lazy("Giới tính"),
    ListField.MALE_MARK: gettext_lazy("Đánh dấu x: nam"),
    ListField.FEMALE_MARK: gettext_lazy("Đánh dấu x: nữ"),
    ListField.ETHNICITY: gettext_lazy("Dân tộc"),
    ListField.VILLAGE: gettext_lazy("Thôn, tổ dân phố"),
    ListField.COMMUNE: gettext_lazy("Xã, phường"),
    ListField.ADDRESS: gettext_lazy("Địa chỉ"),
    ListField.PHONE: gettext_lazy("Số điện thoại"),
    ListField.STANDING: gettext_lazy("Diện hộ"),
    ListField.POOR_MARK: gettext_lazy("Đánh dấu x: hộ nghèo"),
    ListField.NEAR_POOR_MARK: gettext_lazy("Đánh dấu x: hộ cận nghèo"),
    ListField.NEWLY_ESCAPED_MARK: gettext_lazy("Đánh dấu x: hộ mới thoát nghèo"),
    ListField.AVERAGE_LIVING_MARK: gettext_lazy("Đánh dấu x: hộ có mức sống trung bình"),
    ListField.INCOME: gettext_lazy("Thu nhập bình quân đầu người/tháng"),
    ListField.DEPRIVATIONS: gettext_lazy("Số chỉ số thiếu hụt"),
    ListField.MEMBERS: gettext_lazy("Số nhân khẩu"),
    ListField.STARTS_ON: gettext_lazy("Từ ngày"),
    ListField.GROUNDS: gettext_lazy("Lý do bổ sung hoặc đưa ra"),
    ListField.NOTE: gettext_lazy("Ghi chú"),
}

_SENTENCES: Final[dict[str, Any]] = {
    "NAME_MISSING": gettext_lazy("Không có họ và tên. Hãy ghi họ và tên rồi gửi lại."),
    "NAME_UNREADABLE": gettext_lazy("Họ và tên có chữ số hoặc ký hiệu lạ. Hãy ghi lại họ và tên."),
    "LEGACY_FONT": gettext_lazy(
        "Chữ gõ bằng bảng mã cũ (TCVN3 hoặc VNI). Hãy chuyển sang Unicode bằng công cụ chuyển mã của bộ gõ."
    ),
    "IDENTITY_NOT_DIGITS": gettext_lazy("Số căn cước có ký tự không phải chữ số. Hãy ghi đúng 12 chữ số như trên thẻ."),
    "IDENTITY_LENGTH": gettext_lazy("Số căn cước có %(digits)s chữ số, cần 12. Hãy ghi lại theo thẻ."),
    "IDENTITY_ROUNDED": gettext_lazy(
        "Số căn cước bị Excel rút gọn (có chữ E) nên mất chữ số. Hãy định dạng cột là Văn bản rồi ghi lại số."
    ),
    "IDENTITY_PROVINCE": gettext_lazy("Ba chữ số đầu của số căn cước không phải mã tỉnh nào. Hãy đối chiếu với thẻ."),
    "IDENTITY_CENTURY": gettext_lazy("Chữ số thứ tư của số căn cước không hợp thế kỷ sinh. Hãy đối chiếu với thẻ."),
    "IDENTITY_SEX": gettext_lazy("Số căn cước và giới tính không khớp nhau. Hãy xem lại cả hai ô theo thẻ."),
    "IDENTITY_BIRTH_YEAR": gettext_lazy("Số căn cước và năm sinh không khớp nhau. Hãy xem lại cả hai ô theo thẻ."),
    "OLD_IDENTITY_LENGTH": gettext_lazy(
        "Số chứng minh nhân dân cũ có %(digits)s chữ số, cần 9. Hãy ghi lại, hoặc ghi số căn cước."
    ),
    "BIRTH_UNREADABLE": gettext_lazy("Ngày sinh không phải ngày có thật. Hãy ghi ngày/tháng/năm, ví dụ 03/04/1980."),
    "BIRTH_AMBIGUOUS": gettext_lazy(
        "Ngày sinh có thể bị đảo ngày và tháng, hoặc thiếu chữ số của năm. Hãy ghi lại ngày/tháng/năm, năm đủ 4 chữ số."
    ),
    "BIRTH_FUTURE": gettext_lazy("Ngày sinh sau ngày danh sách có hiệu lực. Hãy xem lại năm sinh."),
    "BIRTH_TOO_EARLY": gettext_lazy("Năm sinh quá xa, không thể là người đang sống. Hãy xem lại năm sinh."),
    "DATE_UNREADABLE": gettext_lazy("Ô “%(field)s” không phải một ngày. Hãy ghi ngày/tháng/năm."),
    "DATE_FUTURE": gettext_lazy("Ô “%(field)s” sau ngày danh sách có hiệu lực. Hãy xem lại ngày."),
    "SEX_TWICE": gettext_lazy("Cả nam và nữ đều được ghi. Hãy giữ một."),
    "ETHNICITY_UNKNOWN": gettext_lazy("Tên dân tộc không có trong 54 dân tộc. Hãy ghi tên theo danh mục, ví dụ Hrê."),
    "VILLAGE_MISSING": gettext_lazy("Chưa ghi thôn, tổ dân phố. Hãy ghi tên thôn hoặc tổ dân phố."),
    "WRONG_COMMUNE": gettext_lazy("Dòng ghi tên xã khác. Hãy chuyển dòng này cho xã đó, hoặc sửa tên xã."),
    "STANDING_MISSING": gettext_lazy("Chưa ghi diện của hộ. Hãy ghi: hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo …"),
    "STANDING_UNKNOWN": gettext_lazy("Diện của hộ ghi bằng từ chưa rõ. Hãy ghi: hộ nghèo, hộ cận nghèo … hoặc dấu x."),
    "STANDING_TWICE": gettext_lazy("Hộ được ghi hai diện cùng lúc. Hãy giữ một."),
    "NUMBER_UNREADABLE": gettext_lazy("Ô “%(field)s” không phải số hợp lệ. Hãy ghi lại số."),
    "NUMBER_AMBIGUOUS": gettext_lazy(
        "Ô “%(field)s” có thể hiểu hai cách vì dấu chấm, dấu phẩy. Hãy ghi đủ số, ví dụ 1.234.000."
    ),
    "INCOME_UNIT": gettext_lazy(
        "Thu nhập không rõ đơn vị. Hãy ghi đơn vị ở tiêu đề cột (đồng, nghìn đồng hoặc triệu đồng) rồi gửi lại."
    ),
    "DUPLICATE_IN_LIST": gettext_lazy("Người này đã có ở hàng %(row)s của danh sách. Hãy giữ một hàng."),
    "FORMULA_WITHOUT_VALUE": gettext_lazy(
        "Ô “%(field)s” là công thức lỗi hoặc chưa có kết quả. Hãy thay công thức bằng giá trị (Dán giá trị)."
    ),
    "ERROR_VALUE": gettext_lazy("Ô “%(field)s” là lỗi của Excel. Hãy ghi lại giá trị."),
    # What only the register knows
    "PERSON_ON_TWO_LISTS": gettext_lazy(
        "Người này đã có trong danh sách số %(list)s của cùng năm, ở xã khác hoặc thuộc diện khác. "
        "Hãy thống nhất hai danh sách rồi gửi lại."
    ),
    "HOUSEHOLD_OF_OTHER_COMMUNE": gettext_lazy(
        "Hộ này đang thuộc xã khác trong sổ. Hãy đề nghị xã đó ghi ngày chuyển đi, hoặc xem lại số CCCD, mã hộ."
    ),
    "NOT_ON_LIST": gettext_lazy("Hộ này không có trong danh sách đang có hiệu lực nên không đưa ra được."),
    "HEAD_REFUSED": gettext_lazy("Chủ hộ ở hàng %(row)s không được nhận. Hãy sửa hàng đó và gửi lại cả hộ."),
    "MOVED_AWAY": gettext_lazy(
        "Sau khi duyệt danh sách, người này đã được ghi ở xã khác nên không ghi vào xã này. "
        "Nếu vẫn ở xã này, hãy đề nghị xã kia ghi ngày chuyển đi rồi gửi danh sách bổ sung."
    ),
    "HEAD_MOVED_AWAY": gettext_lazy(
        "Sau khi duyệt danh sách, chủ hộ ở hàng %(row)s đã được ghi ở xã khác nên cả hộ không được ghi. "
        "Nếu người này vẫn ở xã này, hãy gửi danh sách bổ sung với chủ hộ mới."
    ),
    # Cautions
    "FORMULA": gettext_lazy("Ô “%(field)s” là công thức: đã lấy giá trị đang lưu trong tệp. Hãy kiểm tra."),
    "NAME_SHORT": gettext_lazy("Họ và tên chỉ có một chữ. Hãy kiểm tra."),
    "IDENTITY_MISSING": gettext_lazy("Không có số căn cước: người này được nhận ra theo tên, ngày sinh và thôn."),
    "OLD_IDENTITY_IN_PLACE": gettext_lazy("Cột số căn cước ghi 9 chữ số: đã nhận là số chứng minh nhân dân cũ."),
    "BIRTH_MISSING": gettext_lazy("Không có ngày sinh hoặc năm sinh."),
    "BIRTH_YEAR_ONLY": gettext_lazy("Chỉ có năm sinh."),
    "BIRTH_FROM_SERIAL": gettext_lazy("Ngày sinh lưu dạng số của Excel: đã đổi ra ngày. Hãy kiểm tra."),
    "SEX_UNREADABLE": gettext_lazy("Giới tính ghi bằng từ chưa rõ: để trống."),
    "PHONE_UNREADABLE": gettext_lazy("Số điện thoại không đúng: để trống."),
    "PHONE_ZERO_ADDED": gettext_lazy("Số điện thoại thiếu số 0 ở đầu: đã thêm."),
    "RELATION_MISSING": gettext_lazy("Chưa ghi quan hệ với chủ hộ: tạm ghi là quan hệ khác."),
    "TWO_HEADS": gettext_lazy("Hộ này đã có chủ hộ ở hàng %(row)s. Hãy kiểm tra."),
    "NO_HEAD": gettext_lazy("Danh sách không có chủ hộ của người này. Hãy kiểm tra."),
    "MOVED_HERE": gettext_lazy(
        "Người này có trong danh sách số %(list)s của cùng năm ở xã khác, nhưng sổ ghi đã rời xã đó. "
        "Hãy báo xã đó đưa ra khỏi danh sách."
    ),
    # Notes about the whole file
    "HIDDEN_SHEET": gettext_lazy("Trang tính ẩn “%(sheet)s” có %(rows)s hàng và không được đọc."),
    "NO_NAME_COLUMN": gettext_lazy("Chưa cột nào là họ và tên. Hãy chọn cột họ và tên."),
    "DAYS_MIXED": gettext_lazy(
        "Cột ngày sinh có dấu hiệu bị Excel đảo ngày và tháng ở một số hàng: các hàng đó không được nhận. "
        "Hãy định dạng cột là Văn bản, ghi lại ngày/tháng/năm rồi gửi lại."
    ),
}


def worded(reason: Reason) -> str:
    """Return a reason, a caution or a note of a list as a sentence, in the reader's language."""
    if reason.code == "IDENTITY_LENGTH" and "lost_zeros" in reason.values:
        return _(
            "Số căn cước có %(digits)s chữ số, cần 12: có thể Excel đã bỏ số 0 ở đầu. Hãy định dạng cột là Văn bản rồi "
            "ghi lại đủ 12 chữ số."
        ) % {"digits": reason.values["digits"]}
    values = dict(reason.values)
    if "field" in values:
        values["field"] = field_name(str(values["field"]))
    return str(_SENTENCES[reason.code]) % values


def field_name(field: str) -> str:
    """Return what a field of a list is called, in the reader's language."""
    return str(FIELD_NAMES[ListField(field)])
