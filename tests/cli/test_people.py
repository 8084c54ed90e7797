"""The first units and people of a real installation come from the shell."""

import pytest
from typer.testing import CliRunner

from tantam.access.models import Membership, User
from tantam.base.errors import Refusal
from tantam.base.models import AuditEntry
from tantam.cli.main import app
from tantam.units.models import Unit
from tests.repo.source import ROOT

shell = CliRunner()
PASSWORD = "mat-khau-dai-va-rieng-2026"
PERSON = ["people", "add", "quan-tri", "--name", "Đỗ Văn Quân", "--unit", "UBND-TINH", "--password-stdin", "--role"]


@pytest.mark.django_db
def test_units_are_loaded_once():
    first, second = (shell.invoke(app, ["units", "load", str(ROOT / "demo" / "units.yaml")]) for _time in range(2))

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "Đã thêm 0 đơn vị" in second.output
    assert Unit.objects.count() > 100


@pytest.mark.django_db
def test_the_first_administrator_is_added_with_a_password_that_is_nowhere_written(cast):
    said = shell.invoke(app, [*PERSON, "ADMINISTRATOR"], input=f"{PASSWORD}\n")

    assert said.exit_code == 0, said.output
    person = User.objects.get(username="quan-tri")
    assert person.check_password(PASSWORD)
    assert Membership.objects.get(user=person).role == "ADMINISTRATOR"
    assert PASSWORD not in said.output + str(list(AuditEntry.objects.values()))


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "password"), [("ADMINISTRATOR", "123456"), ("EMPEROR", PASSWORD)])
def test_a_weak_password_or_an_unknown_role_is_refused(cast, role, password):
    said = shell.invoke(app, [*PERSON, role], input=f"{password}\n")

    assert isinstance(said.exception, Refusal)
    assert not User.objects.filter(username="quan-tri").exists()
