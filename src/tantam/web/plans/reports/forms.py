"""Forms of the reports."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from tantam.plans.commands.reports import TEXT_MAX
from tantam.plans.queries.reports import PeriodChoice
from tantam.plans.wording.period_words import period_words
from tantam.web.fields import VietnameseDateField


class Draw(forms.Form):
    """On which period a report is drawn up."""

    period = forms.TypedChoiceField(label=_("Kỳ báo cáo"), coerce=int)
    request_key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: object, choices: list[PeriodChoice], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["period"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(one.period_id, f"{one.plan_number} · {period_words(one.period_label)}") for one in choices]


class Paragraph(forms.Form):
    """The text of a paragraph, and the version that it was written over."""

    text = forms.CharField(
        label=_("Nội dung"),
        required=False,
        max_length=TEXT_MAX,
        help_text=_("Mỗi dòng là một đoạn trên giấy."),
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    request_key = forms.CharField(widget=forms.HiddenInput)


class Issue(forms.Form):
    """Number, date and signer of an issued report."""

    number = forms.IntegerField(
        label=_("Số"), min_value=1, max_value=99_999, widget=forms.NumberInput(attrs={"class": "short"})
    )
    symbol = forms.CharField(
        label=_("Ký hiệu"),
        max_length=40,
        help_text=_("Ví dụ: BC-UBND"),
        widget=forms.TextInput(attrs={"class": "short"}),
        validators=[
            RegexValidator(
                r"^[A-ZĐ0-9]+(?:[-.][A-ZĐ0-9]+)*$", _("Ký hiệu gồm chữ in hoa, số và gạch nối, ví dụ BC-UBND.")
            )
        ],
    )
    issued_on = VietnameseDateField(label=_("Ngày ban hành"), help_text=_("Ngày/tháng/năm, ví dụ 07/08/2025"))
    signer_title = forms.CharField(
        label=_("Chức vụ người ký"), max_length=150, help_text=_("Ví dụ: Chủ tịch, Phó Chủ tịch")
    )
    signer_name = forms.CharField(label=_("Họ và tên người ký"), max_length=150)
    seen_digest = forms.CharField(widget=forms.HiddenInput)
    request_key = forms.CharField(widget=forms.HiddenInput)
