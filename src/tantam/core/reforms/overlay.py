"""A change of policy as an overlay on the law: what would hold from a day on, and nothing else.

An overlay never edits the law: `apply_overlay` returns another law, in which the values that are changed end on
the day of effect and the proposed ones begin. Everything is validated again as law, so that an overlay can say
nothing that a law could not say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any, Final, TypeVar

from pydantic import Field

from tantam.core.law.conditions import Condition, Requirement
from tantam.core.law.dated import VND_MAX, Code, Dated, LawModel, Reference, Standing, Vnd, Words
from tantam.core.law.programme import Cap, Law, Lending, LongestTerm, OverdueRate, PovertyStandard, Programme, Rate

PROPOSED: Final = "Đề xuất"
# The terms of a programme that an overlay may change, in the order in which they are read.
TERMS: Final = ("lending", "cap", "rate", "overdue_rate", "longest_term", "unsecured_up_to_vnd")
ORDER_OF_NEW: Final = 900
S = TypeVar("S", bound=Standing)
ParameterValue = Annotated[int, Field(strict=True, ge=0, le=VND_MAX)]


class Source(Enum):
    """Where capital comes from: the State budget, mobilised by the bank, local budgets."""

    CENTRAL = "CENTRAL"
    MOBILISED = "MOBILISED"
    LOCAL = "LOCAL"


class RequirementChange(LawModel):
    """Another condition under the key of a rule; without words the rule keeps its words."""

    when: Condition
    words: Words | None = None


class Change(LawModel):
    """What becomes of a programme; what is not named stays.

    `requirements` gives rules another condition, or none (`null`) to abolish them. `applies_to_existing` says that
    the new rate and the longer term hold for loans that are already made; otherwise these keep the rule of the
    day of their contract.
    """

    lending: Lending | None = None
    cap: Cap | None = None
    rate: Rate | None = None
    overdue_rate: OverdueRate | None = None
    longest_term: LongestTerm | None = None
    unsecured_up_to_vnd: Vnd | None = None
    parameters: dict[str, ParameterValue] = Field(default_factory=dict)
    requirements: dict[Code, RequirementChange | None] = Field(default_factory=dict)
    applies_to_existing: Annotated[bool, Field(strict=True)] = False


class NewRule(LawModel):
    """A rule of a new programme."""

    key: Code
    words: Words
    when: Condition


class NewProgramme(LawModel):
    """A programme that does not exist yet; its terms hold from the overlay's day of effect."""

    source: Source = Source.LOCAL
    name: Words
    who: Words
    cap: Cap
    rate: Rate
    overdue_rate: OverdueRate | None = None
    longest_term: LongestTerm
    unsecured_up_to_vnd: Vnd | None = None
    repayment: Words | None = None
    parameters: dict[str, ParameterValue] = Field(default_factory=dict)
    requirements: tuple[NewRule, ...] = Field(min_length=1)
    papers: tuple[Code, ...] = ()
    shares_cap_with: tuple[Code, ...] = ()


class Overlay(LawModel):
    """A reform: its name, the day from which it would hold, and what changes."""

    name: str = Field(min_length=1, max_length=200)
    starts_on: date = Field(ge=date(2000, 1, 1), lt=date(2100, 1, 1))
    change: dict[Code, Change] = Field(default_factory=dict)
    add: dict[Code, NewProgramme] = Field(default_factory=dict)
    poverty_standard: PovertyStandard | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is changed."""
        return not (self.change or self.add or self.poverty_standard)


class NothingToChange(ValueError):  # noqa: N818 - it says what is wrong
    """The overlay changes a thing that the law does not have, or adds one that it has already.

    `what` is PROGRAMME, PARAMETER, REQUIREMENT or ALREADY_THERE.
    """

    def __init__(self, what: str, *, programme: str, name: str = "") -> None:
        super().__init__(f"{what} {programme} {name}".strip())
        self.what, self.programme, self.name = what, programme, name


def apply_overlay(law: Law, overlay: Overlay) -> Law:
    """Return the law as it would be.

    :raises NothingToChange: if the overlay changes what is not there, or adds what is.
    :raises pydantic.ValidationError: if what comes out is no law.
    """
    programmes = dict(law.programmes)
    for code, change in overlay.change.items():
        if code not in programmes:
            raise NothingToChange("PROGRAMME", programme=code)
        programmes[code] = _changed(programmes[code], change, overlay)
    for code, new in overlay.add.items():
        if code in programmes:
            raise NothingToChange("ALREADY_THERE", programme=code)
        programmes[code] = _made(code, new, overlay)
    standards = law.poverty_standard
    if overlay.poverty_standard is not None:
        standards = (*cut(standards, overlay.starts_on), _dated(PovertyStandard, overlay.poverty_standard, overlay))
    return Law.model_validate({**dict(law), "programmes": programmes, "poverty_standard": standards})


def cut(values: tuple[S, ...], day: date) -> tuple[S, ...]:
    """Return the values that begin before a day, none of them reaching beyond it."""
    return tuple(
        value
        if value.ends_before is not None and value.ends_before <= day
        else value.model_copy(update={"ends_before": day})
        for value in values
        if value.starts_on < day
    )


def _changed(programme: Programme, change: Change, overlay: Overlay) -> Programme:
    fields: dict[str, Any] = dict(programme)
    for term in TERMS:
        value = getattr(change, term)
        if value is not None:
            fields[term] = (*cut(fields[term], overlay.starts_on), _dated(_KINDS[term], value, overlay))
    parameters = dict(programme.parameters)
    for name, number in change.parameters.items():
        if name not in parameters:
            raise NothingToChange("PARAMETER", programme=programme.code, name=name)
        parameters[name] = (*cut(parameters[name], overlay.starts_on), _dated(int, number, overlay))
    fields["parameters"] = parameters
    rules = programme.requirements
    for key, other in change.requirements.items():
        rules = _with_rule(programme.code, rules, key, other, overlay)
    fields["requirements"] = rules
    return Programme.model_validate(fields)


def _with_rule(
    code: str, rules: tuple[Requirement, ...], key: str, other: RequirementChange | None, overlay: Overlay
) -> tuple[Requirement, ...]:
    own = [rule for rule in rules if rule.key == key]
    if not own:
        raise NothingToChange("REQUIREMENT", programme=code, name=key)
    kept = cut(tuple(own), overlay.starts_on)
    if other is not None:
        words = other.words or own[-1].words
        kept = (*kept, Requirement(key=key, words=words, when=other.when, **_standing(overlay)))
    before = rules[: rules.index(own[0])]
    after = [rule for rule in rules[len(before) :] if rule.key != key]
    return (*before, *kept, *after)


def _made(code: str, new: NewProgramme, overlay: Overlay) -> Programme:
    terms: dict[str, Any] = {
        term: (_dated(_KINDS[term], value, overlay),)
        for term in TERMS
        if term != "lending" and (value := getattr(new, term)) is not None
    }
    return Programme(
        code=code,
        order=ORDER_OF_NEW,
        name=new.name,
        who=new.who,
        lending=(_dated(Lending, Lending.OPEN, overlay),),
        repayment=(_dated(Words, new.repayment, overlay),) if new.repayment else (),
        parameters={name: (_dated(int, number, overlay),) for name, number in new.parameters.items()},
        requirements=tuple(
            Requirement(key=rule.key, words=rule.words, when=rule.when, **_standing(overlay))
            for rule in new.requirements
        ),
        papers=(_dated(tuple[Code, ...], new.papers, overlay),) if new.papers else (),
        shares_cap_with=new.shares_cap_with,
        **terms,
    )


_KINDS: Final[dict[str, Any]] = {
    "lending": Lending,
    "cap": Cap,
    "rate": Rate,
    "overdue_rate": OverdueRate,
    "longest_term": LongestTerm,
    "unsecured_up_to_vnd": Vnd,
}


def _standing(overlay: Overlay) -> dict[str, Any]:
    return {
        "starts_on": overlay.starts_on,
        "reference": Reference(document=PROPOSED, year=overlay.starts_on.year, article=overlay.name),
        "verify": True,
        "checked_on": overlay.starts_on,
    }


def _dated(kind: Any, value: Any, overlay: Overlay) -> Any:
    """Return a dated value of that kind which holds from the overlay's day on."""
    return Dated[kind](value=value, **_standing(overlay))


@dataclass(frozen=True, slots=True)
class Difference:
    """A thing before and after: a term, a parameter or a rule of a programme, or the poverty standard.

    `term` is one of TERMS, `parameters`, `requirements` or `poverty_standard`; `name` the parameter's or rule's.
    None is "nothing holds on the day".
    """

    programme: str
    term: str
    name: str
    before: Standing | None
    after: Standing | None


def differences(law: Law, overlay: Overlay) -> tuple[Difference, ...]:
    """Return what an overlay changes on its day of effect; a value that stays as it is, is no change."""
    other, day = apply_overlay(law, overlay), overlay.starts_on
    found = []
    for code, change in overlay.change.items():
        old, new = law.programmes[code], other.programmes[code]
        places = [(term, "") for term in TERMS if getattr(change, term) is not None]
        places += [("parameters", name) for name in change.parameters]
        places += [("requirements", key) for key in change.requirements]
        found += [
            Difference(code, term, name, _holding(old, term, name, day), _holding(new, term, name, day))
            for term, name in places
        ]
    if overlay.poverty_standard is not None:
        pair = (_first(law.poverty_standard, day), _first(other.poverty_standard, day))
        found.append(Difference("", "poverty_standard", "", *pair))
    return tuple(one for one in found if _content(one.before) != _content(one.after))


def _holding(programme: Programme, term: str, name: str, day: date) -> Standing | None:
    if term == "parameters":
        return _first(programme.parameters[name], day)
    if term == "requirements":
        return _first(tuple(rule for rule in programme.requirements if rule.key == name), day)
    return _first(getattr(programme, term), day)


def _first(values: tuple[Any, ...], day: date) -> Standing | None:
    return next((value for value in values if value.holds_on(day)), None)


def _content(standing: Standing | None) -> Any:
    if standing is None:
        return None
    return (standing.when, standing.words) if isinstance(standing, Requirement) else getattr(standing, "value", None)


def affected_programmes(law: Law, overlay: Overlay) -> tuple[str, ...]:
    """Return the programmes whose answers or interest the overlay may change, in the order of the law.

    Those whose rate is a share of a changed rate are among them; another poverty standard may change all.
    """
    other = apply_overlay(law, overlay)
    if overlay.poverty_standard is not None:
        return tuple(sorted(other.programmes, key=lambda code: (other.programmes[code].order, code)))
    found = {code for code in other.programmes if other.programmes[code] != law.programmes.get(code)}
    rates = {code for code in found if code in overlay.change and overlay.change[code].rate is not None}
    while rates:
        rates = {
            code
            for code, programme in other.programmes.items()
            if code not in found and any(value.value.of in rates for value in programme.rate)
        }
        found |= rates
    return tuple(sorted(found, key=lambda code: (other.programmes[code].order, code)))
