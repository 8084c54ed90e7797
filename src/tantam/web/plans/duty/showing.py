"""Drawing a duty's pages: the parts that several views share."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tantam.core.submissions import Step
from tantam.plans.queries.duty_page import DutyPage, HistoryStep, get_duty_page
from tantam.web.asking import get_actor, new_request_key
from tantam.web.plans.duty.offers import offers_for

_KINDS = {
    Step.SENT_BACK: "returned",
    Step.RETURNED: "returned",
    Step.SIGNED_OFF: "done",
    Step.ACCEPTED: "done",
}


def page_of(request: HttpRequest, duty_id: int) -> DutyPage:
    """Return the duty for the actor of the request.

    :raises OutOfScope: if there is none for this actor.
    """
    actor = get_actor(request)
    return get_duty_page(duty_id=duty_id, scope=actor.scope, reader_unit_id=actor.unit_id, on=timezone.localdate())


def duty_context(request: HttpRequest, page: DutyPage, **more: Any) -> dict[str, Any]:
    """Return what every page of a duty shows."""
    actor = get_actor(request)
    return {
        "page": page,
        "line": page.line,
        "inside": actor.unit_id == page.line.unit_id,
        "offers": offers_for(actor, page.line),
        "steps": [_shown_step(step) for step in page.history],
        "request_key": new_request_key(),
        "crumbs": [crumb(_("Việc của tôi"), reverse("desk"))],
        **more,
    }


def duty_crumbs(page: DutyPage) -> list[dict[str, str]]:
    """Return the way back from a page under a duty."""
    return [
        crumb(_("Việc của tôi"), reverse("desk")),
        crumb(_("Nhiệm vụ %(code)s") % {"code": page.line.task_code}, reverse("duty", args=[page.line.id])),
    ]


def crumb(label: str, url: str) -> dict[str, str]:
    """Return a step of the way back."""
    return {"label": label, "url": url}


def _shown_step(step: HistoryStep) -> dict[str, Any]:
    return {
        "id": step.id,
        "what": step.kind_label[:1].upper() + step.kind_label[1:],
        "at": step.at,
        "who": step.by_name,
        "note": step.reason,
        "kind": _KINDS.get(step.kind, ""),
        "content": step.content,
    }
