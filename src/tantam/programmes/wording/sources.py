"""Where something stands, in words."""

from typing import Final

from django.utils.translation import gettext as _

from tantam.core.law.dated import Reference

# How the files of the law say that the article is still to be looked up.
_NOT_KNOWN: Final = "chưa xác định"


def reference_words(reference: Reference) -> str:
    """Say the document, always with its year, and the article: "15/2013/QĐ-TTg, Điều 1"."""
    has_year = f"/{reference.year}/" in f"{reference.document}/"
    whole = reference.document if has_year else f"{reference.document} ({reference.year})"
    if reference.article == _NOT_KNOWN:
        return _("%(document)s, chưa xác định điều, khoản") % {"document": whole}
    if not reference.article[:1].isdigit():
        return f"{whole}, {reference.article}"
    return _("%(document)s, Điều %(article)s") % {"document": whole, "article": reference.article}
