"""The way back to the establishments, and to one of them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from tantam.people.queries.establishments import EstablishmentPage


def establishment_crumbs(page: EstablishmentPage | None = None) -> list[dict[str, str]]:
    """Return the way back to the list of establishments, and to one."""
    crumbs = [
        {"label": _("Người thụ hưởng"), "url": reverse("people")},
        {"label": _("Cơ sở sản xuất, kinh doanh"), "url": reverse("establishments")},
    ]
    if page is not None:
        crumbs.append({"label": page.line.name, "url": reverse("establishment", args=[page.id])})
    return crumbs
