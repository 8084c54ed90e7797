"""Settling which units a phrase of the annex means."""

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope, Refusal
from tantam.core.text import name_key, nfc
from tantam.plans.models import Phrase, Plan, Task
from tantam.plans.parts.parties import meaning_of, settle, write_parties
from tantam.plans.parts.revision import bump_revision
from tantam.plans.parts.task_duties import open_own_deadline
from tantam.units.models import Unit, UnitName


class UnableToSettle(Refusal):
    """The phrase cannot be given these units."""


@command("plans.map_name", subject=lambda result, _: f"name:{result}")
def map_name(*, asked: Asked, text: str, unit_code: str = "", kind: str = "") -> int:
    """Say once and for ever what a name means: one unit, all units of a kind, or (neither) a choice each time.

    Phrases of all plans that wait for this name are settled with it. Returns the number of the name.

    :raises UnableToSettle: if the unit or the kind is unknown, or both are given.
    """
    unit = Unit.objects.filter(code=unit_code, valid_to=None).first() if unit_code else None
    if (unit_code and unit is None) or (kind and kind not in Unit.Kind.values) or (unit and kind):
        raise UnableToSettle(_("Hãy chọn một đơn vị, hoặc một loại đơn vị, cho tên “%(text)s”.") % {"text": text})
    name, _created = UnitName.objects.update_or_create(
        key=name_key(text)[:300], defaults={"text": nfc(text)[:300], "unit": unit, "kind": kind}
    )
    waiting = Phrase.objects.filter(kind=Phrase.Kind.UNKNOWN, settled_at=None).select_related("task__plan")
    for phrase in waiting:
        if name_key(phrase.text)[:300] == name.key:
            phrase.kind, phrase.codes = meaning_of(name)
            phrase.save(update_fields=["kind", "codes"])
            settle(phrase, at=asked.at)
            open_own_deadline(task=phrase.task, at=asked.at)
            bump_revision(phrase.task.plan_id)
    return name.pk


@command("plans.choose_parties", subject=lambda _, arguments: f"phrase:{arguments['phrase_id']}")
def choose_parties(*, asked: Asked, phrase_id: int, unit_codes: tuple[str, ...], everywhere: bool = False) -> int:
    """Choose the units that a phrase means in its task, and return how many phrases were settled.

    With `everywhere` the same choice settles the same words in the plan's other tasks that are not settled.
    Duties that exist stay as they are.

    :raises UnableToSettle: if no unit is chosen or one is unknown.
    :raises OutOfScope: if there is no such phrase.
    """
    phrase = Phrase.objects.select_related("task").filter(id=phrase_id).first()
    if phrase is None:
        raise OutOfScope(_("Không có nội dung này."))
    plan = Plan.objects.select_for_update().get(id=phrase.task.plan_id)
    units = list(Unit.objects.filter(code__in=unit_codes, valid_to=None))
    if not units or len(units) != len(set(unit_codes)):
        raise UnableToSettle(_("Hãy chọn ít nhất một đơn vị đang hoạt động."))
    phrases = [phrase]
    if everywhere:
        same = Phrase.objects.filter(task__plan=plan, settled_at=None, task__withdrawn_at=None)
        phrases += [
            row
            for row in same.exclude(id=phrase.pk).select_related("task")
            if name_key(row.text) == name_key(phrase.text)
        ]
    for row in phrases:
        # What was chosen by hand is no longer a rule: opening a period must not overwrite it.
        row.kind = Phrase.Kind.CHOICE
        row.save(update_fields=["kind"])
        write_parties(row, units, at=asked.at)
    for task in Task.objects.filter(id__in={row.task_id for row in phrases}).select_related("plan"):
        open_own_deadline(task=task, at=asked.at)
    bump_revision(plan.pk)
    return len(phrases)
