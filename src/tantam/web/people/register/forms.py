"""Forms of the register of people."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tantam.core.ethnicities import ETHNICITIES
from tantam.core.law.facts import FACTS, FactKind
from tantam.people.commands.looking import PURPOSES, REASON_MIN
from tantam.people.commands.standing import NewStatus
from tantam.people.parts.recording import Paper, PersonFields
from tantam.people.queries.household import choice_words
from tantam.people.queries.vocabulary import list_recordable_kinds, list_relations, list_sexes
from tantam.web.fields import DATE_FORMATS, VietnameseDateField

_YEAR = re.compile(r"(19|20)\d\d")


class BirthField(forms.CharField):
    """A day of birth, or only its year."""

    def clean(self, value: Any) -> Any:
        """Return the pair (day or None, year or None)."""
        text = super().clean(value).strip()
        if not text:
            return None, None
        if _YEAR.fullmatch(text):
            return None, int(text)
        day: date = forms.DateField(
            input_formats=DATE_FORMATS,
            error_messages={"invalid": _("Hãy ghi ngày/tháng/năm, hoặc chỉ năm sinh nếu không rõ ngày.")},
        ).clean(text)
        return day, day.year


class PersonForm(forms.Form):
    """What is written down about a person."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    sex = forms.ChoiceField(label=_("Giới tính"))
    birth = BirthField(label=_("Ngày sinh"), required=False, help_text=_("Ngày/tháng/năm, hoặc chỉ năm sinh"))
    identity = forms.CharField(label=_("Số căn cước"), max_length=20, required=False, help_text=_("12 chữ số"))
    old_identity = forms.CharField(
        label=_("Số chứng minh nhân dân cũ"), max_length=20, required=False, help_text=_("9 chữ số")
    )
    phone = forms.CharField(label=_("Số điện thoại"), max_length=20, required=False)
    ethnicity = forms.ChoiceField(
        label=_("Dân tộc"), required=False, choices=[("", _("chưa rõ")), *ETHNICITIES.items()]
    )
    request_key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _choose(self, "sex", [("", "–"), *list_sexes()])
        for name in ("identity", "old_identity", "phone"):
            self.fields[name].widget.attrs.update(inputmode="numeric", autocomplete="off")

    def person(self) -> PersonFields:
        """Return what was typed about the person."""
        typed = self.cleaned_data
        birth_date, birth_year = typed["birth"]
        return PersonFields(
            full_name=typed["full_name"],
            sex=typed["sex"],
            birth_date=birth_date,
            birth_year=birth_year,
            identity=typed["identity"],
            old_identity=typed["old_identity"],
            phone=typed["phone"],
            ethnicity=typed["ethnicity"],
        )


class ChangePersonForm(PersonForm):
    """What changes about a person: what is left empty stays."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name in ("birth", "identity", "old_identity", "phone"):
            self.fields[name].help_text = _("Để trống thì giữ như đã ghi")
        _choose(self, "ethnicity", [("", _("giữ như đã ghi")), *ETHNICITIES.items()])
        _choose(self, "sex", [("UNKNOWN", _("giữ như đã ghi")), *list_sexes()[:2]])


class MemberForm(PersonForm):
    """A person who joins a household."""

    relation = forms.ChoiceField(label=_("Quan hệ với chủ hộ"))
    starts_on = VietnameseDateField(label=_("Vào hộ từ ngày"))

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _choose(self, "relation", [("", "–"), *list_relations()])


class HouseholdForm(PersonForm):
    """A new household: where it is, and its head."""

    commune = forms.TypedChoiceField(label=_("Xã, phường, đặc khu"), coerce=int)
    village = forms.CharField(label=_("Thôn, tổ dân phố"), max_length=100)
    address = forms.CharField(label=_("Địa chỉ"), max_length=200, required=False)
    code = forms.CharField(
        label=_("Mã hộ"), max_length=30, required=False, help_text=_("Để trống để hệ thống cấp mã tiếp theo của xã")
    )
    starts_on = VietnameseDateField(label=_("Cư trú từ ngày"))

    field_order = ("commune", "village", "address", "code", "starts_on", "full_name")

    def __init__(self, *args: Any, communes: tuple[tuple[int, str], ...], **rest: Any) -> None:
        super().__init__(*args, **rest)
        _choose(self, "commune", communes)
        self.fields["full_name"].label = _("Họ và tên chủ hộ")


class LeaveForm(forms.Form):
    """From which day on a person belongs to a household no longer."""

    ends_before = VietnameseDateField(label=_("Rời hộ từ ngày"))
    request_key = forms.CharField(widget=forms.HiddenInput)


class PaperForm(forms.Form):
    """The paper that decides."""

    number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=40, help_text=_("Ví dụ 12/QĐ-UBND"))
    signed_on = VietnameseDateField(label=_("Ngày ký"))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    title = forms.CharField(label=_("Trích yếu"), max_length=300)
    request_key = forms.CharField(widget=forms.HiddenInput)

    def paper(self) -> Paper:
        """Return the paper that was typed."""
        typed = self.cleaned_data
        return Paper(number=typed["number"], signed_on=typed["signed_on"], issuer=typed["issuer"], title=typed["title"])


class StatusForm(PaperForm):
    """A status of the household or of a member, and the paper that decides it."""

    kind = forms.ChoiceField(label=_("Diện"))
    person = forms.TypedChoiceField(
        label=_("Của ai"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Để trống nếu là diện của cả hộ"),
    )
    starts_on = VietnameseDateField(label=_("Từ ngày"))
    ends_before = VietnameseDateField(label=_("Đến trước ngày"), required=False)

    field_order = ("kind", "person", "starts_on", "ends_before")

    def __init__(self, *args: Any, persons: list[tuple[int, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        _choose(self, "kind", [("", "–"), *list_recordable_kinds()])
        _choose(self, "person", [("", _("cả hộ")), *persons])

    def status(self) -> NewStatus:
        """Return the status that was typed."""
        typed = self.cleaned_data
        return NewStatus(
            kind=typed["kind"],
            starts_on=typed["starts_on"],
            ends_before=typed["ends_before"],
            person_id=typed["person"],
            paper=self.paper(),
        )


class EndStatusForm(PaperForm):
    """From which day on a status holds no longer, and the paper that says so."""

    ends_before = VietnameseDateField(label=_("Kết thúc từ ngày"))

    field_order = ("ends_before",)


class WithdrawForm(forms.Form):
    """Why a status that was recorded never held."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    request_key = forms.CharField(widget=forms.HiddenInput)


class FactForm(forms.Form):
    """A fact of the catalogue: the value has the form that its kind says."""

    starts_on = VietnameseDateField(label=_("Từ ngày"))
    source = forms.CharField(label=_("Căn cứ"), max_length=200)
    request_key = forms.CharField(widget=forms.HiddenInput)

    field_order = ("value",)

    def __init__(self, *args: Any, fact_name: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["value"] = value_field(fact_name)
        self.fields["source"].help_text = FACTS[fact_name].paper_vi
        self.order_fields(["value", "starts_on", "source"])


class RevealForm(forms.Form):
    """Why the protected fields of a household are to be seen."""

    purpose = forms.ChoiceField(label=_("Mục đích"), choices=[("", "–"), *PURPOSES.items()])
    reason = forms.CharField(
        label=_("Lý do cụ thể"),
        min_length=REASON_MIN,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Từ 10 ký tự trở lên; lý do được ghi vào nhật ký"),
    )
    request_key = forms.CharField(widget=forms.HiddenInput)


class ExportForm(forms.Form):
    """Why the register leaves as a file, and with which columns."""

    reason = forms.CharField(
        label=_("Lý do xuất danh sách"),
        min_length=REASON_MIN,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Từ 10 ký tự trở lên; lý do và số hộ được ghi vào nhật ký"),
    )
    with_sensitive = forms.BooleanField(
        label=_("Kèm số định danh, điện thoại, dân tộc và các diện được bảo mật"), required=False
    )
    request_key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, may_export_sensitive: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if not may_export_sensitive:
            del self.fields["with_sensitive"]


def value_field(fact_name: str) -> forms.Field:
    """Return the field for the value of a fact."""
    fact = FACTS[fact_name]
    if fact.kind is FactKind.YES_NO:
        return forms.TypedChoiceField(
            label=fact.vi, choices=[("", "–"), ("1", _("Có")), ("0", _("Không"))], coerce=lambda text: text == "1"
        )
    if fact.kind is FactKind.DAY:
        return VietnameseDateField(label=fact.vi)
    if fact.kind is FactKind.CHOICE:
        return forms.ChoiceField(label=fact.vi, choices=[("", "–"), *((c, choice_words(c)) for c in fact.choices)])
    return forms.IntegerField(label=fact.vi, min_value=0, max_value=10**15)


def _choose(form: forms.Form, name: str, choices: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
