"""Changes to people's own settings and to what protects their sign-in."""

import pytest
from allauth.mfa.models import Authenticator

from tantam.access.commands import (
    UnableToChooseLanguage,
    UnableToResetSecondFactor,
    choose_language,
    reset_second_factor,
)
from tantam.access.models import User
from tantam.access.queries import get_person
from tantam.base.asked import Actor
from tantam.base.errors import AlreadyDone, NotAllowed, RequestConflict
from tantam.base.models import AuditEntry
from tests.support.cast import Cast, asked_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def hoa(cast: Cast) -> Actor:
    return get_person(cast.people["hoa"].pk)


@pytest.fixture
def with_app(cast: Cast) -> User:
    """Return Hoa with an authenticator app and recovery codes."""
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=cast.people["hoa"], type=kind, data={})
    return cast.people["hoa"]


def test_the_language_is_remembered_for_the_person_and_nobody_else(cast: Cast, hoa: Actor):
    choose_language(asked=asked_as(hoa), language="en")

    assert set(User.objects.filter(language="en")) == {cast.people["hoa"]}


@pytest.mark.replays("access.choose_language")
def test_choosing_a_language_twice_with_one_key_is_done_once(hoa: Actor):
    choose_language(asked=asked_as(hoa, key="k"), language="en")

    with pytest.raises(AlreadyDone) as repeat:
        choose_language(asked=asked_as(hoa, key="k"), language="en")

    assert repeat.value.result == "en"
    assert AuditEntry.objects.count() == 1


def test_one_key_with_another_language_is_a_conflict(cast: Cast, hoa: Actor):
    choose_language(asked=asked_as(hoa, key="k"), language="en")

    with pytest.raises(RequestConflict):
        choose_language(asked=asked_as(hoa, key="k"), language="vi")

    assert User.objects.get(username="hoa").language == "en"


@pytest.mark.parametrize("language", ["xx", "", "EN", "vi-VN"])
def test_a_language_that_does_not_exist_is_refused(hoa: Actor, language):
    with pytest.raises(UnableToChooseLanguage, match="Giao diện chưa có ngôn ngữ này"):
        choose_language(asked=asked_as(hoa), language=language)

    assert not AuditEntry.objects.exists()


def test_an_administrator_takes_away_lost_second_factors(cast: Cast, with_app: User):
    gone = reset_second_factor(asked=cast.asked("quan"), user_id=with_app.pk)

    assert gone == 2
    assert not Authenticator.objects.exists()
    entry = AuditEntry.objects.get()
    assert (entry.command, entry.subject) == ("access.reset_second_factor", f"user:{with_app.pk}")


@pytest.mark.parametrize("name", ["hoa", "minh", "lan", "binh", "dung"])
def test_nobody_else_may_take_away_second_factors(cast: Cast, with_app: User, name):
    with pytest.raises(NotAllowed):
        reset_second_factor(asked=cast.asked(name), user_id=with_app.pk)

    assert Authenticator.objects.count() == 2


@pytest.mark.replays("access.reset_second_factor")
def test_taking_away_second_factors_twice_with_one_key_is_done_once(cast: Cast, with_app: User):
    reset_second_factor(asked=cast.asked("quan", key="k"), user_id=with_app.pk)

    with pytest.raises(AlreadyDone):
        reset_second_factor(asked=cast.asked("quan", key="k"), user_id=with_app.pk)

    assert AuditEntry.objects.count() == 1


def test_one_key_for_another_person_is_a_conflict(cast: Cast, with_app: User):
    reset_second_factor(asked=cast.asked("quan", key="k"), user_id=with_app.pk)

    with pytest.raises(RequestConflict):
        reset_second_factor(asked=cast.asked("quan", key="k"), user_id=cast.people["lan"].pk)


def test_there_is_nothing_to_take_away_from_a_person_without_a_second_factor(cast: Cast):
    with pytest.raises(UnableToResetSecondFactor, match="chưa thiết lập"):
        reset_second_factor(asked=cast.asked("quan"), user_id=cast.people["hoa"].pk)
