"""The forms of a policy dossier."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tantam.plans.commands.dossier_grounds import LONGEST
from tantam.plans.commands.dossier_opinions import WORDS_MAX
from tantam.plans.commands.dossiers import ADDRESSEE_MAX, PART_MAX, TITLE_MAX
from tantam.plans.queries.dossier_choices import OUTCOMES, PAPER_KINDS, STANCES
from tantam.web.carrying_out import KeyedForm
from tantam.web.plans.duty.fields import AttachmentField, DayField, DraftField, LineField, LongField


class OpenForm(KeyedForm):
    """What a dossier is about, and to whom it goes."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Đơn vị chủ trì"), coerce=int)
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại văn bản"),
        choices=PAPER_KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn loại văn bản.")},
    )
    title = LongField(
        rows=2,
        label=gettext_lazy("Về việc"),
        help_text=gettext_lazy("Như trên văn bản, ví dụ: Nâng mức cho vay tối đa đối với hộ cận nghèo."),
        missing=gettext_lazy("Cần nội dung đề xuất."),
        max_length=TITLE_MAX,
    )
    addressee = LineField(
        label=gettext_lazy("Kính gửi"),
        missing=gettext_lazy("Cần cơ quan nhận văn bản."),
        max_length=ADDRESSEE_MAX,
    )

    def __init__(self, *args: Any, units: tuple[tuple[int, str], ...], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["unit"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = units
        if len(units) == 1:
            field.initial = units[0][0]
            field.widget = forms.HiddenInput()


class PartForm(KeyedForm):
    """The text of a part."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = DraftField(
        rows=16,
        label=gettext_lazy("Nội dung"),
        help_text=gettext_lazy("Mỗi dòng là một đoạn trên giấy."),
        max_length=PART_MAX,
    )


class CitationForm(KeyedForm):
    """A value of the law, typed from its document."""

    programme = LineField(
        label=gettext_lazy("Chương trình, chính sách"),
        missing=gettext_lazy("Cần tên chương trình hoặc chính sách."),
        max_length=LONGEST["programme"],
    )
    term = LineField(
        label=gettext_lazy("Nội dung quy định"),
        help_text=gettext_lazy("Ví dụ: Mức vay tối đa, Điều kiện vay vốn."),
        missing=gettext_lazy("Cần nội dung quy định."),
        max_length=LONGEST["term"],
    )
    value = LongField(
        rows=3,
        label=gettext_lazy("Quy định hiện hành"),
        missing=gettext_lazy("Cần quy định hiện hành."),
        max_length=LONGEST["value"],
    )
    document = LineField(
        label=gettext_lazy("Số, ký hiệu văn bản"),
        help_text=gettext_lazy("Ví dụ: 07/2021/NĐ-CP."),
        missing=gettext_lazy("Cần số và ký hiệu văn bản."),
        max_length=LONGEST["document"],
    )
    year = forms.IntegerField(
        label=gettext_lazy("Năm ban hành"),
        min_value=1945,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num short"}),
        error_messages={"required": gettext_lazy("Cần năm ban hành văn bản.")},
    )
    article = LineField(
        label=gettext_lazy("Điều, khoản"),
        help_text=gettext_lazy("Ví dụ: Điều 3 khoản 1."),
        missing=gettext_lazy("Cần điều, khoản."),
        max_length=LONGEST["article"],
    )


class AskForm(KeyedForm):
    """Whom to ask, until when."""

    units = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Đơn vị được lấy ý kiến"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Chọn ít nhất một đơn vị.")},
    )
    due_on = DayField(label=gettext_lazy("Hạn trả lời"))
    field_order = ["units", "due_on"]

    def __init__(self, *args: Any, groups: list[tuple[str, list[tuple[int, str]]]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["units"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = groups


class OpinionForm(KeyedForm):
    """What the unit says."""

    stance = forms.ChoiceField(
        label=gettext_lazy("Ý kiến của đơn vị"),
        choices=STANCES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn một ý kiến.")},
    )
    text = LongField(
        rows=8,
        label=gettext_lazy("Nội dung góp ý hoặc lý do"),
        help_text=gettext_lazy("Bắt buộc khi có góp ý hoặc không nhất trí."),
        max_length=WORDS_MAX,
    )
    attachment = AttachmentField(
        label=gettext_lazy("Văn bản trả lời"),
        help_text=gettext_lazy("PDF, Word, Excel, OpenDocument hoặc ảnh PNG, JPG."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words where the unit does not simply agree."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("stance") in ("AGREE_WITH_CHANGES", "DISAGREE") and not cleaned.get("text"):
            self.add_error("text", _("Cần nội dung góp ý hoặc lý do không nhất trí."))
        return cleaned


class SettleForm(KeyedForm):
    """How an opinion was taken in."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Kết quả xử lý"),
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn kết quả xử lý.")},
    )
    words = LongField(
        rows=6,
        label=gettext_lazy("Nội dung tiếp thu, giải trình"),
        help_text=gettext_lazy("In nguyên văn trong bảng tổng hợp ý kiến."),
        missing=gettext_lazy("Cần nội dung tiếp thu hoặc giải trình."),
        max_length=WORDS_MAX,
    )


class RegisterForm(KeyedForm):
    """Number, date and signer of the paper, and the period that it fulfils."""

    number = forms.IntegerField(
        label=gettext_lazy("Số"), min_value=1, max_value=99_999, widget=forms.NumberInput(attrs={"class": "short"})
    )
    symbol = forms.CharField(
        label=gettext_lazy("Ký hiệu"),
        max_length=40,
        help_text=gettext_lazy("Ví dụ: TTr-STC, BC-UBND."),
        widget=forms.TextInput(attrs={"class": "short"}),
        validators=[
            RegexValidator(
                r"^(TTr|BC)(?:[-.][A-ZĐ0-9]+)+$",
                gettext_lazy("Ký hiệu bắt đầu bằng TTr hoặc BC, ví dụ TTr-STC."),
            )
        ],
    )
    signed_on = DayField(label=gettext_lazy("Ngày ký"))
    signer_title = LineField(
        label=gettext_lazy("Chức vụ người ký"),
        help_text=gettext_lazy("Ví dụ: Giám đốc, Phó Giám đốc, Chủ tịch."),
        missing=gettext_lazy("Cần chức vụ người ký."),
        max_length=150,
    )
    signer_name = LineField(
        label=gettext_lazy("Họ và tên người ký"), missing=gettext_lazy("Cần họ và tên người ký."), max_length=150
    )
    duty = forms.ChoiceField(label=gettext_lazy("Kỳ báo cáo được hoàn thành"), widget=forms.RadioSelect, required=True)
    seen_digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, duties: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["duty"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = duties
        field.error_messages["required"] = _("Chọn kỳ báo cáo.")
        if not duties:
            field.required = False
            field.widget = forms.HiddenInput()
