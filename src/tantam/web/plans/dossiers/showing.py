"""What the pages of a dossier share."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tantam.base.errors import NotAllowed
from tantam.plans.queries.dossiers import DossierPage, DossierPaper, get_dossier, get_dossier_paper
from tantam.web.asking import get_actor


def page_of(request: HttpRequest, dossier_id: int) -> DossierPage:
    """Return the dossier for the actor of the request.

    :raises OutOfScope: if there is none for this actor.
    """
    actor = get_actor(request)
    return get_dossier(dossier_id=dossier_id, scope=actor.scope, reader_unit_id=actor.unit_id, on=timezone.localdate())


def paper_for(request: HttpRequest, dossier_id: int) -> DossierPaper:
    """Return what is printed for the actor of the request.

    :raises OutOfScope: if there is none for this actor.
    """
    actor = get_actor(request)
    return get_dossier_paper(
        dossier_id=dossier_id, scope=actor.scope, reader_unit_id=actor.unit_id, on=timezone.localdate()
    )


def own_page(request: HttpRequest, dossier_id: int) -> DossierPage:
    """Return a dossier of the actor's own unit.

    :raises OutOfScope: if there is none for this actor.
    :raises NotAllowed: if it is another unit's.
    """
    page = page_of(request, dossier_id)
    if not page.inside:
        raise NotAllowed(_("Hồ sơ này của %(unit)s; chỉ người của đơn vị đó sửa được.") % {"unit": page.line.unit_name})
    return page


def crumbs(page: DossierPage | None = None) -> list[dict[str, str]]:
    """Return the way back: the list, and the dossier for a page under it."""
    way = [{"label": _("Hồ sơ chính sách"), "url": reverse("dossiers")}]
    if page is not None:
        way.append({"label": page.line.title, "url": reverse("dossier", args=[page.line.id])})
    return way


def under(page: DossierPage, **more: Any) -> dict[str, Any]:
    """Return what every page under a dossier shows."""
    return {"page": page, "line": page.line, "crumbs": crumbs(page), **more}
