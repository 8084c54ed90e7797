"""From what the register knows about a household to the facts that the law asks for.

What is not written down is unknown, never assumed to be "no": that nobody recorded a student does not mean that
there is none. The approved yearly list is the exception, because it is complete for its year: in a commune whose
list is in force on the day a household that stands on none of its classes has the class NONE.
"""

from datetime import date
from typing import Any, Final

from tantam.core.eligibility.answers import FactValue
from tantam.core.law.facts import FACTS, FactKind
from tantam.people.queries.register import KnownHousehold, KnownMember
from tantam.units.queries import Areas

ADULT_YEARS: Final = 18  # Civil Code 91/2015/QH13, article 20
MAJORITY: Final = "KINH"
_CLASSES: Final = {"POOR": "POOR", "NEAR_POOR": "NEAR_POOR", "AVERAGE_LIVING": "AVERAGE"}
_STATUS_FACTS: Final = {
    "STUDENT": "has_student",
    "WORKER_GOING_ABROAD": "has_contract_abroad",
    "WORKER_WITH_PLAN": "has_job_plan",
    "DISABLED": "has_disabled_worker",
}
_STATUS_DAYS: Final = {"RELEASED": "released_on", "REHABILITATED": "rehabilitated_on"}
_HARD: Final = frozenset({"HARDSHIP", "ZONE_III", "EXTREMELY_HARD"})
_EXTREMELY_HARD: Final = frozenset({"ZONE_III", "EXTREMELY_HARD"})


def facts_of(household: KnownHousehold, *, areas: Areas, on: date) -> dict[str, FactValue]:
    """Return the facts that are known about a household on a day; a fact recorded by itself comes first."""
    known: dict[str, FactValue] = {}
    known |= _class_facts(household)
    known |= place_facts(
        areas,
        commune_code=household.commune_code,
        commune_form=household.commune_form,
        village_id=household.village_id,
    )
    known |= _member_facts(household.members, on)
    for kind, since in household.statuses:
        if kind in _STATUS_FACTS:
            known[_STATUS_FACTS[kind]] = True
        if kind in _STATUS_DAYS:
            name = _STATUS_DAYS[kind]
            earlier = known.get(name)
            known[name] = max(since, earlier) if isinstance(earlier, date) else since
        if kind == "MINORITY_IN_LISTED_AREA":
            known["is_ethnic_minority"] = True
    known |= {name: _read(name, value) for name, value in household.facts.items() if name in FACTS}
    return known


def facts_of_list(
    *, standing: str, income_vnd: int | None, deprivations: int | None, effective_on: date
) -> dict[str, FactValue]:
    """Return the facts that a row of an official list states (income in đồng a person a month)."""
    known: dict[str, FactValue] = {}
    if standing:
        known["poverty_class"] = _CLASSES.get(standing, "NONE")
        known["escaped_on"] = effective_on if standing == "NEWLY_ESCAPED" else None
    if income_vnd is not None:
        known["income_vnd"] = income_vnd
    if deprivations is not None:
        known["deprivations"] = deprivations
    return known


def _class_facts(household: KnownHousehold) -> dict[str, FactValue]:
    held = {kind for kind, _since in household.statuses}
    escapes = [since for kind, since in household.statuses if kind == "NEWLY_ESCAPED"]
    found = next((name for kind, name in _CLASSES.items() if kind in held), None)
    known: dict[str, FactValue] = {}
    if found is not None or escapes or household.is_listed:
        known["poverty_class"] = found or "NONE"
        known["escaped_on"] = max(escapes, default=None)
    return known


def place_facts(
    areas: Areas, *, commune_code: str, commune_form: str, village_id: int | None = None
) -> dict[str, FactValue]:
    """Return the facts that are known of a place: rural or not, and which hard areas it lies in."""
    known: dict[str, FactValue] = {}
    if commune_form in {"COMMUNE", "WARD"}:  # what a special zone is, the law says for each matter
        known["is_rural"] = commune_form == "COMMUNE"
    kinds = areas.kinds_of(commune_code=commune_code, village_id=village_id)
    if kinds:
        known["in_hardship_area"] = bool(kinds & _HARD)
        known["in_extremely_hard_place"] = bool(kinds & _EXTREMELY_HARD)
    return known


def _member_facts(members: list[KnownMember], on: date) -> dict[str, FactValue]:
    known: dict[str, FactValue] = {}
    adult = [_is_adult(member, on) for member in members]
    if members and (None not in adult or True in adult):
        known["adults"] = adult.count(True)  # at least so many, where a birth is not known
    deciding = [member.ethnicity for member in members if member.relation in {"HEAD", "SPOUSE"}]
    if any(spoken and spoken != MAJORITY for spoken in deciding):
        known["is_ethnic_minority"] = True
    elif deciding and all(deciding):
        known["is_ethnic_minority"] = False
    return known


def _is_adult(member: KnownMember, on: date) -> bool | None:
    """Tell whether a member is 18 or older on a day; None where the birth does not say."""
    if member.birth_date is not None:
        born = member.birth_date
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) >= ADULT_YEARS
    if member.birth_year is None or on.year - member.birth_year == ADULT_YEARS:
        return None
    return on.year - member.birth_year > ADULT_YEARS


def _read(name: str, value: Any) -> FactValue:
    """Return a fact as it was kept in JSON: days are texts there."""
    if FACTS[name].kind is FactKind.DAY and isinstance(value, str):
        return date.fromisoformat(value)
    assert value is None or isinstance(value, bool | int | str)
    return value
