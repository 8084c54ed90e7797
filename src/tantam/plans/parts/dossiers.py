"""The rows that every change of a dossier locks, who may see it, and its count of changes."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tantam.base.asked import SYSTEM_ROLE, Asked, Scope
from tantam.base.errors import NotAllowed, OutOfScope, Refusal
from tantam.core.dossiers import EDITABLE, DossierState
from tantam.plans.models import Dossier, Opinion
from tantam.plans.parts.revision import bump_revision


class UnableToChangeDossier(Refusal):
    """The dossier cannot be changed in this state."""


def dossiers_seen_by(*, scope: Scope, reader_unit_id: int | None) -> QuerySet[Dossier]:
    """Return the dossiers of units in scope, and those on which the reader's unit is asked for its opinion."""
    rows = Dossier.objects.select_related("task__plan", "unit")
    if scope.all_units:
        return rows
    if reader_unit_id is None:
        return rows.filter(unit_id__in=scope.unit_ids)
    asked = Opinion.objects.filter(dossier=OuterRef("pk"), unit_id=reader_unit_id)
    return rows.filter(Q(unit_id__in=scope.unit_ids) | Exists(asked))


def find_dossier(*, dossier_id: int, scope: Scope, reader_unit_id: int | None) -> Dossier:
    """Return a dossier that the reader may see.

    :raises OutOfScope: if there is none.
    """
    row = dossiers_seen_by(scope=scope, reader_unit_id=reader_unit_id).filter(id=dossier_id).first()
    if row is None:
        raise OutOfScope(_("Không tìm thấy hồ sơ này."))
    return row


def lock_dossier(*, dossier_id: int, asked: Asked) -> Dossier:
    """Lock a dossier that the actor may see; who changes anything of it queues here.

    :raises OutOfScope: if there is none for this actor.
    """
    Dossier.objects.select_for_update().filter(id=dossier_id).first()
    return find_dossier(dossier_id=dossier_id, scope=asked.actor.scope, reader_unit_id=asked.actor.unit_id)


def lock_own_dossier(*, dossier_id: int, asked: Asked) -> Dossier:
    """Lock a dossier of the actor's own unit.

    :raises OutOfScope: if there is none for this actor.
    :raises NotAllowed: if the actor may see it but it is another unit's.
    """
    dossier = lock_dossier(dossier_id=dossier_id, asked=asked)
    if asked.actor.role != SYSTEM_ROLE and asked.actor.unit_id != dossier.unit_id:
        raise NotAllowed(_("Hồ sơ này của %(unit)s; chỉ người của đơn vị đó sửa được.") % {"unit": dossier.unit.name})
    return dossier


def open_dossier_for_writing(*, dossier_id: int, asked: Asked) -> Dossier:
    """Lock a dossier of the actor's own unit that may still be changed.

    :raises OutOfScope: if there is none for this actor.
    :raises NotAllowed: if it is another unit's.
    :raises UnableToChangeDossier: if it is finished or registered.
    """
    dossier = lock_own_dossier(dossier_id=dossier_id, asked=asked)
    if DossierState(dossier.state) not in EDITABLE:
        raise UnableToChangeDossier(why_closed(dossier))
    return dossier


def why_closed(dossier: Dossier) -> str:
    """Return why a dossier is not changed any more, and what can be done."""
    if dossier.state == DossierState.REGISTERED:
        return _("Hồ sơ đã đăng ký văn bản nên không sửa được. Lập hồ sơ mới nếu cần đề xuất lại.")
    return _("Hồ sơ đã hoàn thiện, đang chờ đăng ký. Mở lại hồ sơ để sửa.")


def dossier_changed(dossier: Dossier) -> None:
    """Count a change of what the paper would say."""
    dossier.revision += 1
    dossier.save(update_fields=["revision"])
    bump_revision(dossier.task.plan_id)
