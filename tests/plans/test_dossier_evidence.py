"""A real run of a reform in the annex of a dossier, drawn as Word and PDF."""

from datetime import date

import pytest
from django.utils.translation import override

from tantam.documents.pdf import write_pdf
from tantam.documents.word import write_word
from tantam.operations.register_columns import make_snapshot
from tantam.plans.commands.dossier_grounds import add_evidence
from tantam.plans.dossiers.paper import ANNEX_LABEL, paper_of
from tantam.plans.queries.dossiers import get_dossier_paper
from tantam.programmes.commands.reforms import run_reform, write_reform
from tantam.programmes.commands.snapshots import begin_snapshot
from tantam.programmes.reforms.files import list_examples, load_assumptions
from tests.support.cast import TODAY
from tests.support.dossiers import open_sample

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dossier(cast, small_plan, small_register):
    """Return a dossier that rests on a run over the small register."""
    asked = cast.asked("lan")
    snapshot = begin_snapshot(asked=asked, as_of=date(2026, 10, 31))
    make_snapshot(snapshot_id=snapshot, at=asked.at, book_date=asked.book_date)
    reform = write_reform(asked=cast.asked("lan"), overlay=list_examples()[0].text, purpose="Cần vốn lớn hơn.")
    run = run_reform(
        asked=cast.asked("lan"),
        reform_id=reform,
        snapshot_id=snapshot,
        assumptions=load_assumptions().model_dump(mode="json"),
    )
    found = open_sample(cast, small_plan)
    add_evidence(asked=cast.asked("thu"), dossier_id=found.pk, run_id=run)
    return found


def test_the_tables_of_a_run_stand_in_the_annex_whatever_the_language_of_the_reader(cast, dossier):
    actor = cast.actor("thu")

    def paper():
        return get_dossier_paper(dossier_id=dossier.pk, scope=actor.scope, reader_unit_id=actor.unit_id, on=TODAY)

    with override("en"):
        in_english = paper()
    document = paper_of(paper().content)

    assert in_english.digest == paper().digest
    assert document.appendix_label(0) == ANNEX_LABEL
    assert len(document.appendices[0].blocks) > 4
    assert write_pdf(document).startswith(b"%PDF")
    assert write_word(document).startswith(b"PK")
