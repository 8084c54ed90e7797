"""Checks of what is typed about a person, with a sentence for each fault of a number."""

import re
from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tantam.core.ethnicities import ETHNICITIES
from tantam.core.identity import Fault, card_faults, old_card_faults, read_number
from tantam.people.parts.recording import PersonFields, UnableToRecord

FAULT_SENTENCES: Final[Mapping[Fault, str | Promise]] = {
    Fault.NOT_DIGITS: gettext_lazy("Số định danh chỉ gồm chữ số."),
    Fault.LENGTH: gettext_lazy("Số căn cước có 12 chữ số, số chứng minh nhân dân cũ có 9 chữ số."),
    Fault.PROVINCE: gettext_lazy("Ba chữ số đầu không phải mã của tỉnh nào. Hãy đối chiếu với thẻ."),
    Fault.CENTURY: gettext_lazy("Chữ số thứ tư không khớp với thế kỷ sinh. Hãy đối chiếu với thẻ."),
    Fault.SEX: gettext_lazy("Chữ số thứ tư không khớp với giới tính. Hãy đối chiếu với thẻ."),
    Fault.BIRTH_YEAR: gettext_lazy("Chữ số thứ năm và thứ sáu không khớp với năm sinh. Hãy đối chiếu với thẻ."),
}
_PHONE: Final = re.compile(r"\+?[0-9]{9,12}")


def check_person(fields: PersonFields) -> None:
    """Check the numbers of a person against each other and the rest.

    :raises UnableToRecord: with the sentences of what is wrong.
    """
    faults: list[Fault] = []
    if fields.identity:
        faults += card_faults(
            read_number(fields.identity),
            birth_year=fields.year_of_birth,
            sex=fields.sex,
            allow_samples=settings.TANTAM_ALLOW_SAMPLE_IDENTITIES,
        )
    if fields.old_identity:
        faults += old_card_faults(read_number(fields.old_identity))
    if faults:
        raise UnableToRecord(" ".join(str(FAULT_SENTENCES[fault]) for fault in dict.fromkeys(faults)))
    if fields.phone and not _PHONE.fullmatch(read_number(fields.phone)):
        raise UnableToRecord(_("Số điện thoại có từ 9 đến 12 chữ số."))
    if fields.ethnicity and fields.ethnicity not in ETHNICITIES:
        raise UnableToRecord(_("Không có dân tộc này trong danh mục 54 dân tộc."))
