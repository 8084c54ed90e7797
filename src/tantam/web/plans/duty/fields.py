"""Fields that the forms of this journey share."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tantam.exchange.attachments import ForbiddenAttachment, read_attachment
from tantam.plans.parts.attachment import MEDIA_TYPES, Attachment


class DayField(forms.DateField):
    """A day, typed as on paper: 07/08/2025.

    The browsers' own pickers follow the language of the browser, not of the page: in offices whose browser
    speaks English they would show the month first.
    """

    default_error_messages = {
        "required": gettext_lazy("Cần ngày."),
        "invalid": gettext_lazy("Ngày không có thật hoặc sai dạng. Viết ngày/tháng/năm, ví dụ 07/08/2025."),
    }

    def __init__(self, **options: Any) -> None:
        attributes = {"class": "date", "inputmode": "numeric", "autocomplete": "off"}
        widget = forms.DateInput(format="%d/%m/%Y", attrs=attributes)
        formats = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
        options.setdefault("help_text", gettext_lazy("Ngày/tháng/năm, ví dụ 07/08/2025."))
        super().__init__(widget=widget, input_formats=formats, **options)


class LineField(forms.CharField):
    """A line of text; `missing` is said when it is empty."""

    def __init__(self, *, missing: Any = "", **options: Any) -> None:
        if missing:
            options["error_messages"] = {"required": missing}
        options.setdefault("required", bool(missing))
        super().__init__(**options)


class LongField(LineField):
    """A text of several lines."""

    def __init__(self, *, rows: int = 6, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)


class DraftField(LongField):
    """A text that is expected in the end, and may be empty in a draft."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=True, **options)

    def validate(self, value: Any) -> None:
        """Let a draft be empty."""


class FigureField(LineField):
    """A figure as typed; a required one may be empty until the submission is filed."""

    def validate(self, value: Any) -> None:
        """Let a draft be empty."""


class AttachmentField(forms.FileField):
    """A file that may be attached; its value is a checked `Attachment`, or None."""

    def __init__(self, **options: Any) -> None:
        accepted = ",".join(f".{extension}" for extension in MEDIA_TYPES)
        super().__init__(
            required=False,
            allow_empty_file=True,
            widget=forms.FileInput(attrs={"accept": accepted}),
            **options,
        )

    def clean(self, data: Any, initial: Any = None) -> Attachment | None:
        """Check the size before the bytes are read, then the bytes."""
        upload = super().clean(data, initial)
        if not upload:
            return None
        limit = settings.TANTAM_FILE_MAX_BYTES
        if upload.size > limit:
            raise ValidationError(
                _("Tệp lớn hơn %(limit)s MB. Giảm độ phân giải khi quét, hoặc tách thành nhiều tệp.")
                % {"limit": limit // (1024 * 1024)}
            )
        try:
            return read_attachment(upload.read(), upload.name)
        except ForbiddenAttachment as problem:
            raise ValidationError(str(problem)) from None
