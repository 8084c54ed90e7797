"""From the phrases of an annex to the units that they mean."""

from collections.abc import Iterable
from datetime import datetime

from tantam.core.annex.reading import Mention, MentionKind, PartiesReading
from tantam.core.text import name_key
from tantam.plans.models import Party, Phrase, Plan, Task
from tantam.plans.models.plan import PartyRole
from tantam.units.models import Unit, UnitName

SET_PREFIX = "set:"


def write_phrases(*, task: Task, lead: PartiesReading, coordinating: PartiesReading, at: datetime) -> None:
    """Write a task's phrases and settle those that can be settled; keep those that were there before."""
    for role, parties in ((PartyRole.LEAD, lead), (PartyRole.COORDINATING, coordinating)):
        mentions = {mention.text[:300]: mention for mention in parties.mentions}
        gone = Phrase.objects.filter(task=task, role=role).exclude(text__in=list(mentions))
        Party.objects.filter(phrase__in=gone).delete()
        gone.delete()
        for order, (text, mention) in enumerate(mentions.items()):
            phrase, created = Phrase.objects.get_or_create(
                task=task,
                role=role,
                text=text,
                defaults={"kind": mention.kind.value, "codes": list(mention.codes), "order": order},
            )
            if created or phrase.settled_at is None:
                _take_mention(phrase, mention)
                settle(phrase, at=at)


def _take_mention(phrase: Phrase, mention: Mention) -> None:
    kind, codes = mention.kind.value, list(mention.codes)
    if mention.kind is MentionKind.UNKNOWN:
        mapped = UnitName.objects.filter(key=name_key(phrase.text)).select_related("unit").first()
        if mapped is not None:
            kind, codes = meaning_of(mapped)
    phrase.kind, phrase.codes = kind, codes
    phrase.save(update_fields=["kind", "codes"])


def meaning_of(name: UnitName) -> tuple[str, list[str]]:
    """Return the phrase kind and codes of a name that was mapped once and for ever."""
    if name.unit is not None:
        return Phrase.Kind.UNIT, [name.unit.code]
    if name.kind:
        return Phrase.Kind.SET, [f"{SET_PREFIX}{name.kind}"]
    return Phrase.Kind.CHOICE, []


def settle(phrase: Phrase, *, at: datetime) -> None:
    """Write the parties of a phrase that means one unit or a whole set; others wait for the coordinator."""
    if phrase.kind == Phrase.Kind.UNIT:
        units = Unit.objects.filter(code__in=phrase.codes, valid_to=None)
    elif phrase.kind == Phrase.Kind.SET:
        kinds = [code.removeprefix(SET_PREFIX) for code in phrase.codes]
        units = Unit.objects.filter(kind__in=kinds, valid_to=None)
    else:
        return
    write_parties(phrase, units, at=at)


def write_parties(phrase: Phrase, units: Iterable[Unit], *, at: datetime) -> None:
    """Make these units, and no others, the parties of a phrase; with none of them it stays unsettled."""
    wanted = {unit.pk: unit for unit in units}
    phrase.parties.exclude(unit__in=wanted).delete()
    present = set(phrase.parties.values_list("unit_id", flat=True))
    Party.objects.bulk_create(
        Party(task_id=phrase.task_id, phrase=phrase, role=phrase.role, unit=unit)
        for key, unit in wanted.items()
        if key not in present
    )
    phrase.settled_at = at if wanted else None
    phrase.save(update_fields=["settled_at"])


def refresh_sets(plan: Plan, *, at: datetime) -> None:
    """Bring phrases that mean a whole set up to date with the units of today."""
    for phrase in Phrase.objects.filter(task__plan=plan, kind=Phrase.Kind.SET, task__withdrawn_at=None):
        settle(phrase, at=at)


def lead_unit_ids(task: Task) -> list[int]:
    """Return the units that lead a task, each once."""
    rows = Party.objects.filter(task=task, role=PartyRole.LEAD).order_by("unit__order", "unit_id")
    return list(dict.fromkeys(rows.values_list("unit_id", flat=True)))
