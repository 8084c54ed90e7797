"""How a household is looked at: since when unmasked, as known until which day, the way back."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tantam.base.asked import Scope
from tantam.people.queries.household import DebtLine, Sight
from tantam.people.queries.timeline import Happening, list_happenings
from tantam.programmes.queries.asking import protected_programmes
from tantam.programmes.queries.decisions import list_decisions, programme_words
from tantam.web.asking import get_actor

UNMASKED_KEY = "unmasked_households"
UNMASKED_FOR = timedelta(minutes=10)
OUTCOMES: Final[Mapping[str, str | Promise]] = {
    "YES": gettext_lazy("Được vay"),
    "NO": gettext_lazy("Không được vay"),
    "UNKNOWN": gettext_lazy("Chưa rõ"),
}


def unmask_for_now(request: HttpRequest, household_id: int) -> None:
    """Remember in the session that a household is shown unmasked for ten minutes from now."""
    now = timezone.now()
    kept = {key: until for key, until in _kept(request).items() if until > now}
    kept[str(household_id)] = now + UNMASKED_FOR
    request.session[UNMASKED_KEY] = {key: until.isoformat() for key, until in kept.items()}


def unmasked_until(request: HttpRequest, household_id: int) -> datetime | None:
    """Return until when a household is shown unmasked to this person; None if it is masked."""
    if not get_actor(request).may("people.reveal"):
        return None
    until = _kept(request).get(str(household_id))
    return until if until is not None and until > timezone.now() else None


def sight_of(request: HttpRequest, household_id: int, *, known_on: date | None = None) -> Sight:
    """Return how this request looks at a household: now, or as known at the end of a day gone by."""
    unmasked = unmasked_until(request, household_id) is not None
    today = timezone.localdate()
    if known_on is None or known_on >= today:
        return Sight(at=timezone.now(), day=today, unmasked=unmasked)
    midnight = timezone.make_aware(datetime.combine(known_on + timedelta(days=1), time.min))
    return Sight(at=midnight - timedelta(microseconds=1), day=known_on, unmasked=unmasked)


def list_debts(debts: Iterable[DebtLine], *, unmasked: bool) -> list[tuple[str, DebtLine]]:
    """Return the debts under their programmes' names; one that tells of what is protected has none while masked."""
    return [(programme_shown(debt.programme, unmasked=unmasked), debt) for debt in debts]


def list_whole_time_line(*, scope: Scope, household_id: int, sight: Sight) -> list[Happening]:
    """Return what happened to a household, the kept answers of the law among it, newest first."""
    happenings = list_happenings(scope=scope, household_id=household_id, sight=sight)
    for line in list_decisions(scope=scope, household_id=household_id):
        on = timezone.localdate(line.known_at)
        if line.known_at > sight.at or on > sight.day:
            continue
        name = programme_shown(line.programme, unmasked=sight.unmasked)
        words = _("Ghi quyết định: %(programme)s") % {"programme": name}
        if sight.unmasked or not line.is_protected:
            words = f"{words} – {OUTCOMES[line.outcome]}"
        happenings.append(Happening(on, "DECISION", words, "", line.known_at))
    return sorted(happenings, key=lambda happening: (happening.on, happening.kind), reverse=True)


def programme_shown(code: str, *, unmasked: bool) -> str:
    """Return a programme's name; one that tells of what is protected has none while masked."""
    if not unmasked and code in protected_programmes():
        return _("Chương trình được bảo mật")
    return programme_words(code)


def register_crumbs(household: Any = None) -> list[dict[str, str]]:
    """Return the way back to the register, and to a household."""
    crumbs = [{"label": _("Người thụ hưởng"), "url": reverse("people")}]
    if household is not None:
        crumbs.append({"label": household.code, "url": reverse("household", args=[household.id])})
    return crumbs


def _kept(request: HttpRequest) -> dict[str, datetime]:
    kept = {key: parse_datetime(text) for key, text in request.session.get(UNMASKED_KEY, {}).items()}
    return {key: until for key, until in kept.items() if until is not None}
