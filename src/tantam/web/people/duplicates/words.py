"""What speaks for two persons being one, in words."""

from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from tantam.core.likeness import AGAINST, Likeness

WORDS: Final[dict[Likeness, Any]] = {
    Likeness.SAME_IDENTITY: _("cùng số căn cước"),
    Likeness.SAME_OLD_IDENTITY: _("cùng số chứng minh nhân dân cũ"),
    Likeness.SAME_NAME: _("cùng họ và tên"),
    Likeness.SAME_NAME_WITHOUT_ACCENTS: _("họ và tên chỉ khác dấu"),
    Likeness.LIKE_NAME: _("họ và tên gần giống"),
    Likeness.SAME_BIRTH_DATE: _("cùng ngày sinh"),
    Likeness.SWAPPED_BIRTH_DATE: _("ngày sinh đảo ngày và tháng"),
    Likeness.SAME_BIRTH_YEAR: _("cùng năm sinh"),
    Likeness.SAME_VILLAGE: _("cùng thôn"),
    Likeness.SAME_PHONE: _("cùng số điện thoại"),
    Likeness.SAME_SEX: _("cùng giới tính"),
    Likeness.DIFFERENT_IDENTITY: _("khác số căn cước"),
    Likeness.DIFFERENT_OLD_IDENTITY: _("khác số chứng minh nhân dân cũ"),
    Likeness.DIFFERENT_BIRTH: _("khác ngày sinh"),
    Likeness.DIFFERENT_SEX: _("khác giới tính"),
}


def reasons_for(codes: Iterable[str]) -> str:
    """Return the reasons for two persons being one, set apart by commas."""
    return ", ".join(str(WORDS[Likeness(code)]) for code in codes if Likeness(code) not in AGAINST)


def reasons_against(codes: Iterable[str]) -> str:
    """Return the reasons against it."""
    return ", ".join(str(WORDS[Likeness(code)]) for code in codes if Likeness(code) in AGAINST)
