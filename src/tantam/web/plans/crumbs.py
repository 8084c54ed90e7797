"""The way back from pages that set a plan up."""

from django.urls import reverse
from django.utils.translation import gettext as _

from tantam.plans.queries.annex import PlanHead


def plan_crumbs(plan: PlanHead | None = None) -> list[dict[str, str]]:
    """Return the way back to the list of plans, the plan and its set-up."""
    crumbs = [{"label": _("Kế hoạch"), "url": reverse("plans")}]
    if plan is not None:
        crumbs.append({"label": plan.number, "url": reverse("plan", args=[plan.id])})
        crumbs.append({"label": _("Thiết lập"), "url": reverse("plan-setup", args=[plan.id])})
    return crumbs
