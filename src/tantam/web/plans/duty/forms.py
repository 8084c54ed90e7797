"""The forms of a duty."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tantam.core.figures import read_figure
from tantam.core.symbols import Kind
from tantam.core.text import fold
from tantam.core.vietnamese import format_number
from tantam.plans.queries.choices import BRIEFING_KINDS, MEDIA_KINDS
from tantam.plans.queries.content import ValueLine
from tantam.web.carrying_out import KeyedForm
from tantam.web.plans.duty.fields import (
    AttachmentField,
    DayField,
    DraftField,
    FigureField,
    LineField,
    LongField,
)

_FILE_HINT = gettext_lazy("PDF, Word, Excel, OpenDocument hoặc ảnh PNG, JPG.")
_OTHER_KIND = "Văn bản khác"


class TextForm(KeyedForm):
    """The three parts of a submission's text."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    session = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    text = DraftField(
        rows=10,
        label=gettext_lazy("Kết quả thực hiện"),
        help_text=gettext_lazy("Đã làm gì, bao nhiêu, kết quả đến đâu trong kỳ."),
    )
    difficulties = LongField(rows=4, label=gettext_lazy("Khó khăn, vướng mắc"))
    proposals = LongField(rows=4, label=gettext_lazy("Đề xuất, kiến nghị"))


def _as_sentences(kinds: list[tuple[str, Any]]) -> list[tuple[str, str]]:
    """Return the kinds as a list to choose from shows them: each begins with a capital."""
    return [(code, str(capfirst(label))) for code, label in kinds]


def _document_kinds() -> list[tuple[str, str]]:
    labels = sorted((kind.label for kind in Kind), key=fold)
    return [("", _("Chọn loại văn bản")), *((label, label) for label in labels), (_OTHER_KIND, _OTHER_KIND)]


class DocumentForm(KeyedForm):
    """A document that was issued, in the order of its head on paper."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Loại văn bản"),
        choices=_document_kinds,
        error_messages={"required": gettext_lazy("Chọn loại văn bản.")},
    )
    number = LineField(
        label=gettext_lazy("Số, ký hiệu"),
        help_text=gettext_lazy("Như trên văn bản, ví dụ 12/QĐ-UBND."),
        missing=gettext_lazy("Cần số và ký hiệu văn bản."),
        max_length=60,
    )
    issued_on = DayField(label=gettext_lazy("Ngày ban hành"))
    issuing_body = LineField(
        label=gettext_lazy("Cơ quan ban hành"),
        missing=gettext_lazy("Cần tên cơ quan ban hành."),
        max_length=200,
    )
    abstract = LongField(
        rows=3,
        label=gettext_lazy("Trích yếu"),
        missing=gettext_lazy("Cần trích yếu nội dung văn bản."),
        max_length=5_000,
    )
    signer = LineField(label=gettext_lazy("Người ký"), max_length=150)
    attachment = AttachmentField(label=gettext_lazy("Tệp văn bản"), help_text=_FILE_HINT)


class MediaForm(KeyedForm):
    """A news item, feature or broadcast."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=lambda: _as_sentences(MEDIA_KINDS))
    title = LineField(
        label=gettext_lazy("Tên tin, bài, chương trình"),
        missing=gettext_lazy("Cần tên tin, bài hoặc chương trình."),
        max_length=300,
    )
    outlet = LineField(
        label=gettext_lazy("Cơ quan báo chí, trang, đài"),
        missing=gettext_lazy("Cần tên cơ quan báo chí, trang hoặc đài."),
        max_length=200,
    )
    published_on = DayField(label=gettext_lazy("Ngày đăng, phát"))
    link = LineField(
        label=gettext_lazy("Đường dẫn"),
        help_text=gettext_lazy("Bắt đầu bằng https://; để trống với phát thanh, truyền hình."),
        max_length=500,
    )


class BriefingForm(KeyedForm):
    """A briefing or training that was held."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=lambda: _as_sentences(BRIEFING_KINDS))
    topic = LineField(
        label=gettext_lazy("Nội dung"),
        missing=gettext_lazy("Cần nội dung hội nghị hoặc tập huấn."),
        max_length=300,
    )
    held_on = DayField(label=gettext_lazy("Ngày tổ chức"))
    place = LineField(label=gettext_lazy("Địa điểm"), max_length=200)
    audience = LineField(
        label=gettext_lazy("Thành phần tham dự"),
        missing=gettext_lazy("Cần thành phần tham dự."),
        max_length=300,
    )
    attendees_count = forms.IntegerField(
        label=gettext_lazy("Số người dự"),
        min_value=1,
        max_value=1_000_000,
        error_messages={"required": gettext_lazy("Cần số người dự.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num short"}),
    )


class ReasonForm(KeyedForm):
    """Why work is sent back."""

    reason = LongField(
        rows=4,
        label=gettext_lazy("Lý do trả lại"),
        help_text=gettext_lazy("Cần sửa hoặc bổ sung gì; đơn vị đọc được nguyên văn."),
        missing=gettext_lazy("Cần lý do, để đơn vị biết phải sửa gì."),
        max_length=4_000,
    )


class GroundsForm(KeyedForm):
    """Who decided, why, by which document."""

    decided_by = LineField(
        label=gettext_lazy("Người hoặc cơ quan quyết định"),
        missing=gettext_lazy("Cần người hoặc cơ quan quyết định."),
        max_length=200,
    )
    document = LineField(
        label=gettext_lazy("Văn bản làm căn cứ"),
        help_text=gettext_lazy("Số, ký hiệu và ngày, ví dụ 88/TB-UBND ngày 20/11/2026."),
        missing=gettext_lazy("Cần số và ngày văn bản."),
        max_length=200,
    )
    reason = LongField(rows=4, label=gettext_lazy("Lý do"), missing=gettext_lazy("Cần lý do."), max_length=4_000)
    attachment = AttachmentField(label=gettext_lazy("Tệp văn bản"), help_text=_FILE_HINT)


class ExtensionForm(GroundsForm):
    """A later due day, and the grounds."""

    new_due_on = DayField(label=gettext_lazy("Hạn mới"))
    field_order = ["new_due_on"]


class AdditionForm(GroundsForm):
    """A unit that gets the duty after the opening, and the grounds."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Đơn vị"), coerce=int)
    due_on = DayField(
        label=gettext_lazy("Hạn riêng"),
        required=False,
        help_text=gettext_lazy("Để trống nếu theo hạn của kỳ."),
    )
    field_order = ["unit", "due_on"]

    def __init__(self, *args: Any, units: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].choices = [("", _("Chọn đơn vị")), *units]  # type: ignore[attr-defined]


class ContributionForm(KeyedForm):
    """What a coordinating unit adds."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = LongField(
        rows=8,
        label=gettext_lazy("Nội dung phối hợp"),
        help_text=gettext_lazy("Đơn vị đã làm gì để phối hợp trong kỳ."),
        missing=gettext_lazy("Cần nội dung phối hợp."),
        max_length=20_000,
    )


class IndicatorForm(KeyedForm):
    """A figure that a task asks for."""

    code = LineField(
        label=gettext_lazy("Mã"),
        help_text=gettext_lazy("Ngắn, không đổi về sau, ví dụ von_uy_thac."),
        missing=gettext_lazy("Cần mã số liệu."),
        max_length=60,
    )
    name = LineField(label=gettext_lazy("Tên số liệu"), missing=gettext_lazy("Cần tên số liệu."), max_length=300)
    measure = LineField(
        label=gettext_lazy("Đơn vị tính"),
        help_text=gettext_lazy("Ví dụ: hộ, người, triệu đồng, %."),
        missing=gettext_lazy("Cần đơn vị tính."),
        max_length=40,
    )
    decimals = forms.TypedChoiceField(
        label=gettext_lazy("Số chữ số sau dấu phẩy"),
        choices=[(number, str(number)) for number in range(5)],
        coerce=int,
    )
    required = forms.BooleanField(label=gettext_lazy("Bắt buộc khi trình"), required=False)


class FiguresForm(KeyedForm):
    """The figures that a task asks for. Where a number can mean two things, the person is asked which."""

    def __init__(self, *args: Any, lines: Iterable[ValueLine], **options: Any) -> None:
        super().__init__(*args, **options)
        self.lines = [line for line in lines if not line.ended]
        self.values: dict[str, Decimal | None] = {}
        for place, line in enumerate(self.lines):
            self.fields[f"value_{place}"] = FigureField(
                label=line.name,
                required=line.required,
                initial="" if line.value is None else format_number(line.value),
                max_length=60,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "num short", "autocomplete": "off"}),
            )

    @property
    def rows(self) -> list[tuple[forms.BoundField, str, forms.BoundField | None]]:
        """Return the field of each figure, its measure, and the question of its meaning if there is one."""
        return [
            (
                self[f"value_{place}"],
                line.measure,
                self[f"meaning_{place}"] if f"meaning_{place}" in self.fields else None,
            )
            for place, line in enumerate(self.lines)
        ]

    def clean(self) -> dict[str, Any]:
        """Read each figure; ask where there are two meanings."""
        cleaned = super().clean() or self.cleaned_data
        for place, line in enumerate(self.lines):
            text = cleaned.get(f"value_{place}", "")
            if text == "":
                self.values[line.code] = None
                continue
            found = read_figure(text, decimals=line.decimals).candidates
            if len(found) == 1:
                self.values[line.code] = found[0]
            elif found:
                self._ask_meaning(place, line, text, found)
            else:
                self.add_error(f"value_{place}", _not_a_figure(line))
        return cleaned

    def _ask_meaning(self, place: int, line: ValueLine, text: str, found: tuple[Decimal, ...]) -> None:
        name = f"meaning_{place}"
        self.fields[name] = forms.ChoiceField(
            label=_("“%(text)s” là số nào") % {"text": text},
            choices=[(str(value), _in_words(value)) for value in found],
            widget=forms.RadioSelect,
            required=False,
        )
        chosen = self.data.get(name, "")
        meanings = {str(value): value for value in found}
        if chosen in meanings:
            self.values[line.code] = meanings[chosen]
        else:
            self.add_error(f"value_{place}", ValidationError(_("Số này có hai cách hiểu. Chọn một cách bên dưới.")))


def _in_words(value: Decimal) -> str:
    whole, _comma, decimals = format_number(value).partition(",")
    if not decimals:
        return _("%(whole)s (số nguyên)") % {"whole": whole}
    return _("%(whole)s phẩy %(decimals)s") % {"whole": whole, "decimals": decimals}


def _not_a_figure(line: ValueLine) -> str:
    if line.decimals == 0:
        return _("Cần số nguyên, ví dụ 1.234.")
    return _("Cần số có tối đa %(decimals)s chữ số sau dấu phẩy, ví dụ 1.234,5.") % {"decimals": line.decimals}
