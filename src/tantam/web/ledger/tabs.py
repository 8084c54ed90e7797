"""The pages of the book, side by side, and the way back to them."""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tantam.programmes.queries.law import list_programme_names

SEE = "ledger.see_book"

_PAGES: tuple[tuple[str, str | Promise], ...] = (
    ("ledger", _("Bảng cân đối tài khoản")),
    ("ledger-postings", _("Bút toán")),
    ("ledger-entries", _("Bút toán tay")),
    ("ledger-closing", _("Khóa sổ")),
)


def book_tabs(*, here: str) -> list[dict[str, Any]]:
    """Return the tabs; `here` is the name of the page's address."""
    return [{"label": label, "url": reverse(name), "current": name == here, "count": None} for name, label in _PAGES]


def crumbs_to(name: str) -> list[dict[str, str]]:
    """Return the way back to one of the pages."""
    words = {page: str(label) for page, label in _PAGES}
    return [{"label": gettext("Kế toán"), "url": reverse("ledger")}, {"label": words[name], "url": reverse(name)}]


def programme_words() -> dict[str, str]:
    """Return the names of the programmes by their codes."""
    return dict(list_programme_names())
