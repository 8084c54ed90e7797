"""Forms of reforms: the overlay, one change chosen from lists, a run's assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, zip_longest
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tantam.core.figures import read_figure
from tantam.core.reforms.assumptions import MILLION, Assumptions
from tantam.programmes.reforms.building import PARAMETER, overlay_text
from tantam.programmes.reforms.reading import OVERLAY_MAX
from tantam.programmes.reforms.wording import TERM_WORDS, parameter_words
from tantam.web.fields import VietnameseDateField
from tantam.web.programmes.reforms.fields import PercentField, PercentsField, percent_text, percents_text

NUMBER_MAX: Final = 10**15
PERCENT_DECIMALS: Final = 4
RATE_MAX_PPM: Final = 100_000_000
SCENARIO_FIELDS: Final = ("low", "central", "high")
SOURCE_FIELDS: Final = ("central", "mobilised", "local")


class WriteReform(forms.Form):
    """A reform as it is written."""

    overlay = forms.CharField(
        label=gettext_lazy("Nội dung thay đổi"),
        max_length=OVERLAY_MAX,
        strip=False,
        help_text=gettext_lazy("Viết dạng YAML như dữ liệu luật; bắt đầu từ một mẫu hoặc từ phần chọn bên trên."),
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "autocapitalize": "off"}),
    )
    purpose = forms.CharField(
        label=gettext_lazy("Mục đích"),
        max_length=5_000,
        required=False,
        help_text=gettext_lazy("Vì sao đề xuất, để giải quyết việc gì."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    request_key = forms.CharField(widget=forms.HiddenInput)


class ChooseChange(forms.Form):
    """One term of one programme, chosen from lists; what comes out is an overlay that can be edited."""

    chuong_trinh = forms.ChoiceField(label=gettext_lazy("Chương trình"))
    muc = forms.ChoiceField(label=gettext_lazy("Quy định cần đổi"))
    gia_tri = forms.CharField(
        label=gettext_lazy("Giá trị mới"),
        max_length=30,
        help_text=gettext_lazy("Mức tiền bằng đồng, lãi suất bằng %/năm, thời hạn bằng tháng."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    tu_ngay = VietnameseDateField(label=gettext_lazy("Áp dụng từ ngày"))

    def __init__(
        self, *args: Any, programmes: Sequence[tuple[str, str]], parameters: Sequence[str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        terms = [(term, words) for term, words in TERM_WORDS.items() if term not in {"lending", "overdue_rate"}]
        own = [(PARAMETER + name, parameter_words(name)) for name in parameters]
        for name, choices in (("chuong_trinh", programmes), ("muc", [*terms, *own])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)
        self._names = dict(programmes)

    def clean_gia_tri(self) -> int:
        """Return the number in the unit of the law: đồng, months, parts per million."""
        text, term = self.cleaned_data["gia_tri"].strip(), self.cleaned_data.get("muc", "")
        is_rate = term == "rate"
        found = read_figure(text.removesuffix("%"), decimals=PERCENT_DECIMALS if is_rate else 0).candidates
        numbers = {int(Decimal(value).scaleb(PERCENT_DECIMALS)) if is_rate else int(value) for value in found}
        # "6.600" percent is beyond every rate, so that only "6,6" is meant.
        numbers = {number for number in numbers if 0 <= number <= (RATE_MAX_PPM if is_rate else NUMBER_MAX)}
        if len(numbers) != 1:
            raise ValidationError(_("Hãy ghi một số, ví dụ 150.000.000 hoặc 6,6."))
        return numbers.pop()

    def text(self) -> str:
        """Return the overlay."""
        chosen = self.cleaned_data
        term = str(TERM_WORDS.get(chosen["muc"], chosen["muc"].removeprefix(PARAMETER)))
        return overlay_text(
            name=_("%(term)s, %(programme)s") % {"term": term, "programme": self._names[chosen["chuong_trinh"]]},
            programme=chosen["chuong_trinh"],
            term=chosen["muc"],
            number=chosen["gia_tri"],
            starts_on=chosen["tu_ngay"],
        )


class RunReform(forms.Form):
    """On which snapshot, under which assumptions; shares are typed as percentages."""

    snapshot = forms.TypedChoiceField(label=gettext_lazy("Ảnh chụp sổ"), coerce=int)
    last_year = forms.IntegerField(label=gettext_lazy("Tính đến năm"), min_value=2001, max_value=2100)
    request_key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, usual: Assumptions, snapshots: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self._usual = usual
        self.assumptions: Assumptions | None = None
        field = self.fields["snapshot"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(snapshots)
        field.initial = snapshots[0][0] if snapshots else None
        self.fields["last_year"].initial = usual.last_year
        for name, words in zip(SCENARIO_FIELDS, self._scenario_words(), strict=True):
            self._add_scenario(name, words)
        self._add_money()

    def _scenario_words(self) -> tuple[str, str, str]:
        return _("Thấp"), _("Trung bình"), _("Cao")

    def _add_scenario(self, name: str, words: str) -> None:
        take_up = getattr(self._usual, name)
        named = {"name": words}
        self.fields[f"{name}_borrow"] = PercentsField(
            label=_("%(name)s: hộ vay đến cuối từng năm (%%)") % named,
            initial=percents_text(take_up.borrow_ppm),
            help_text=_("Cộng dồn, cách nhau bằng dấu chấm phẩy, ví dụ 8; 14; 18."),
        )
        self.fields[f"{name}_drawn"] = PercentField(
            label=_("%(name)s: phần mức được thêm mà hộ vay (%%)") % named, initial=percent_text(take_up.drawn_ppm)
        )
        self.fields[f"{name}_unknown"] = PercentField(
            label=_("%(name)s: hộ chưa rõ sẽ đủ điều kiện (%%)") % named, initial=percent_text(take_up.unknown_ppm)
        )

    def _add_money(self) -> None:
        words = (_("trung ương"), _("huy động"), _("địa phương"))
        for name, source in zip(SOURCE_FIELDS, words, strict=True):
            self.fields[f"share_{name}"] = PercentField(
                label=_("Cơ cấu nguồn, %(source)s (%%)") % {"source": source},
                initial=percent_text(getattr(self._usual.shares, name)),
            )
        for name, source in zip(SOURCE_FIELDS, words, strict=True):
            self.fields[f"cost_{name}"] = PercentField(
                most=RATE_MAX_PPM,
                label=_("Chi phí vốn, %(source)s (%%/năm)") % {"source": source},
                initial=percent_text(getattr(self._usual.cost_of_capital, name)),
            )
        self.fields["term_months"] = forms.IntegerField(
            label=_("Thời hạn khi luật tính theo dữ kiện (tháng)"),
            min_value=1,
            max_value=600,
            initial=self._usual.term_months_where_open,
        )
        self.fields["remaining"] = PercentField(
            label=_("Thời hạn còn lại của dư nợ hiện có (%%)") % {},
            initial=percent_text(self._usual.remaining_term_ppm),
        )

    def clean(self) -> dict[str, Any]:
        """Build the assumptions; the shares of the sources add up to 100 %."""
        values: dict[str, Any] = super().clean() or {}
        if self.errors:
            return values
        shares = {name: values[f"share_{name}"] for name in SOURCE_FIELDS}
        if sum(shares.values()) != MILLION:
            self.add_error("share_local", _("Cơ cấu ba nguồn phải cộng lại đúng 100%."))
            return values
        if not values["remaining"]:
            self.add_error("remaining", _("Thời hạn còn lại phải lớn hơn 0."))
            return values
        self._check_order(values)
        if self.errors:
            return values
        scenarios = {
            name: {
                "borrow_ppm": values[f"{name}_borrow"],
                "drawn_ppm": values[f"{name}_drawn"],
                "unknown_ppm": values[f"{name}_unknown"],
            }
            for name in SCENARIO_FIELDS
        }
        self.assumptions = Assumptions.model_validate(
            {
                **scenarios,
                "last_year": values["last_year"],
                "shares": shares,
                "shares_by_programme": self._usual.shares_by_programme,
                "cost_of_capital": {name: values[f"cost_{name}"] for name in SOURCE_FIELDS},
                "term_months_where_open": values["term_months"],
                "remaining_term_ppm": values["remaining"],
            }
        )
        return values

    def _check_order(self, values: dict[str, Any]) -> None:
        """Refuse a lower assumption that is above the next: the range would stand on its head."""
        for lower, higher in pairwise(SCENARIO_FIELDS):
            for what in ("borrow", "drawn", "unknown"):
                less, more = values[f"{lower}_{what}"], values[f"{higher}_{what}"]
                if what == "borrow":
                    pairs = zip_longest(less, more)
                    is_above = any(
                        (less[-1] if low is None else low) > (more[-1] if high is None else high) for low, high in pairs
                    )
                else:
                    is_above = less > more
                if is_above:
                    self.add_error(f"{lower}_{what}", _("Giả định thấp hơn không được cao hơn giả định kế tiếp."))

    def first(self) -> Iterator[forms.BoundField]:
        """Yield the fields that everybody looks at."""
        return (self[name] for name in ("snapshot", "last_year"))

    def others(self) -> Iterator[forms.BoundField]:
        """Yield the assumptions."""
        return (self[name] for name in self.fields if name not in {"snapshot", "last_year", "request_key"})


# What the examples are called on the screen; their text is the language of the law's files.
EXAMPLES = {
    "near-poor-cap": gettext_lazy("Nâng mức vay hộ cận nghèo lên 150 triệu đồng"),
    "newly-escaped-years": gettext_lazy("Cho hộ mới thoát nghèo được vay trong 5 năm thay vì 3 năm"),
    "merged-posts": gettext_lazy("Chương trình mới bằng vốn địa phương cho người nghỉ việc do sắp xếp bộ máy"),
    "longer-terms": gettext_lazy("Kéo dài thời hạn vay của hộ mới thoát nghèo và nước sạch lên 120 tháng"),
}
