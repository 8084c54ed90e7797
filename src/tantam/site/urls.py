"""All addresses, a line a journey; the health address has an international name beside the Vietnamese one."""

from django.urls import URLPattern, URLResolver, include, path

from tantam.site.admin.console import console
from tantam.web.health import health

# A journey each; their addresses are in Vietnamese.
JOURNEYS = (
    "tantam.web.plans.desk",
    "tantam.web.plans.duty",
    "tantam.web.plans.overview",
    "tantam.web.plans.review",
    "tantam.web.plans.register",
    "tantam.web.plans.annex",
    "tantam.web.plans.setup",
    "tantam.web.plans.notices",
    "tantam.web.plans.calendar",
    "tantam.web.plans.reports",
    "tantam.web.programmes.whole_register",
    "tantam.web.people.register",
    "tantam.web.people.establishments",
    "tantam.web.plans.dossiers",
    "tantam.web.programmes.asking",
    "tantam.web.programmes.household",
    "tantam.web.lending.household",
    "tantam.web.lending.requests",
    "tantam.web.lending.sessions",
    "tantam.web.lending.loans",
    "tantam.web.lending.savings",
    # Last of its kind: any word after chuong-trinh/ may be a programme.
    "tantam.web.programmes.law",
    "tantam.web.people.lists",
    "tantam.web.programmes.reforms",
    "tantam.web.people.duplicates",
    "tantam.web.ledger",
    "tantam.web.groups",
    "tantam.web.audit",
    "tantam.web.account",
)

urlpatterns: list[URLPattern | URLResolver] = [
    *(path("", include(f"{journey}.urls")) for journey in JOURNEYS),
    path("quan-tri/", console.urls),
    path("suc-khoe/", health, name="health-vi"),
    path("health", health, name="health"),
]
