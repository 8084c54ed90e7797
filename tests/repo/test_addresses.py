"""Every address says who may open it, and stands in the matrix of roles and addresses.

A new address fails these tests until it has a row in `addresses.txt`: its name, then what a GET answers to
somebody not signed in, to each role, and to a reporter of the neighbouring commune, who must not see what
is of Ba Tơ. `in` is a redirect to the sign-in page, `go` one to another page.
The arguments of an address come from the small plan and the small register, by their names (`arguments`).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tantam.access.roles import PERMISSIONS
from tantam.people.models import DuplicatePair
from tantam.plans.models import OpinionAnswer
from tests.support.cast import Cast
from tests.support.closing import make_close
from tests.support.decisions import make_decision
from tests.support.dossiers import make_dossier
from tests.support.establishments import make_establishments
from tests.support.groups import make_group_rows
from tests.support.ledger import make_book
from tests.support.lists import make_waiting_list
from tests.support.loans import make_loans
from tests.support.plans import SmallPlan
from tests.support.reforms import make_reform
from tests.support.register import RECORDED, SmallRegister
from tests.support.requests import make_request_rows
from tests.support.savings import make_account
from tests.support.sessions import make_session_rows

TABLE = Path(__file__).with_name("addresses.txt")
COLUMNS = [
    *("NOBODY", "REPORTER", "APPROVER", "COORDINATOR", "LEADER", "AUDITOR", "ADMINISTRATOR", "NEIGHBOUR"),
    *("REGISTRAR", "CREDIT_OFFICER", "OTHER_REGISTRAR", "ACCOUNTANT", "TELLER"),
]
_PEOPLE = ["hoa", "minh", "lan", "binh", "dung", "quan", "tam", "ha", "yen", "sau", "kim", "van"]
PEOPLE = dict(zip(COLUMNS[1:], _PEOPLE, strict=True))

# Open to everybody.
PUBLIC = {"calendar-feed", "health", "health-vi", "set_language", "admin:login"}
# About the person who is signed in, in whatever role.
OWN = {"account", "switch-membership"}
# Allauth's own views: open where signing in is what they do, else for whoever is signed in.
ALLAUTH = {
    "account_change_password",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
}
NOT_THERE = 999_999


def walk(addresses: list[URLPattern | URLResolver], spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Yield every address by its full name, or by its route where it has none, with its view."""
    for address in addresses:
        if isinstance(address, URLResolver):
            inner = (*spaces, address.namespace) if address.namespace else spaces
            yield from walk(address.url_patterns, inner)
        elif address.name:
            yield ":".join((*spaces, address.name)), address
        else:
            yield ":".join((*spaces, str(address.pattern))), address


ADDRESSES = dict(walk(get_resolver().url_patterns))
# Addresses without a name are Django's admin's own: old forms of an address, and what matches nothing.
NAMED = {name: address for name, address in ADDRESSES.items() if address.name}


def expected() -> dict[str, dict[str, str]]:
    """Read the table: what each role gets at each address."""
    lines = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines()]
    rows = [words for words in lines if words and not words[0].startswith("#")]
    return {name: dict(zip(COLUMNS, answers, strict=True)) for name, *answers in rows}


def arguments(small_plan: SmallPlan, small_register: SmallRegister) -> dict[str, Any]:
    """Return a sample for each argument that an address may take; what is not listed does not exist."""
    duty = small_plan.duty("I.1", "X21484", "2026")
    dossier = make_dossier(small_plan)
    persons = small_register.persons
    pair = DuplicatePair.objects.create(
        first=persons["an"], second=persons["an-son"], reasons=["SAME_VILLAGE"], per_mille=600, found_at=RECORDED
    )
    tried = make_reform(unit=duty.unit)
    group = make_group_rows(small_register)
    return {
        "group_id": group.pk,
        "group_member_id": group.members.get().pk,
        "meeting_id": group.meetings.get().pk,
        "contract_id": group.contracts.get().pk,
        "file_kind": "docx",
        **make_request_rows(group),
        "establishment_id": make_establishments()["cooperative"].pk,
        "paper_code": "01-td",
        "reform_id": tried.reform.pk,
        "run_id": tried.run.pk,
        "plan_id": small_plan.plan.pk,
        "task_id": small_plan.tasks["I.1"].pk,
        "task_code": "I.1",
        "phrase_id": small_plan.tasks["I.1"].phrases.first().pk,
        "period_id": small_plan.periods["2026"].pk,
        "period_code": "2026",
        "duty_id": duty.pk,
        "dossier_id": dossier.pk,
        "part_code": "PROBLEM",
        "answer_id": OpinionAnswer.objects.get(opinion__dossier=dossier).pk,
        "unit_id": duty.unit_id,
        "unit_code": duty.unit.code,
        "object_id": str(NOT_THERE),
        "id": str(NOT_THERE),
        "app_label": "access",
        "content_type_id": NOT_THERE,
        "url": "khong-co",
        "token": "khong-co",
        "sha256": "0" * 64,
        "close_id": make_close(group.office).pk,
        "household_id": small_register.households["an"].pk,
        "person_id": small_register.persons["an"].pk,
        "member_id": small_register.persons["an"].memberships.get().pk,
        "status_id": small_register.households["an"].statuses.get().pk,
        "programme_code": "near-poor",
        "decision_id": make_decision(small_register),
        "pair_id": pair.pk,
        "list_id": make_waiting_list(small_register).pk,
        **make_book(),
        **make_session_rows(group),
        "number": make_loans(),
        "account": make_account(small_register),
        "seq": 1,
    }


def url_of(name: str, samples: dict[str, Any]) -> str:
    """Return a sample of the address."""
    pattern = NAMED[name].pattern
    wanted = list(pattern.converters) or list(pattern.regex.groupindex)
    return reverse(name, kwargs={word: samples.get(word, NOT_THERE) for word in wanted})


def answer(client: Client, url: str) -> str:
    """Return what a GET answers, in the words of the table."""
    response = client.get(url)
    if response.status_code in (301, 302):
        return "in" if response["Location"].startswith("/dang-nhap/") else "go"
    return str(response.status_code)


@pytest.mark.parametrize("role", COLUMNS)
def test_each_role_gets_at_each_address_what_the_table_says(
    role, small_plan: SmallPlan, small_register: SmallRegister, cast: Cast, client
):
    samples = arguments(small_plan, small_register)

    answers = {}
    with time_machine.travel("2026-11-22T05:00:00Z", tick=False):
        for name in sorted(NAMED):
            client.logout()
            if role != "NOBODY":
                client.force_login(cast.people[PEOPLE[role]])
            answers[name] = answer(client, url_of(name, samples))

    assert answers == {name: row[role] for name, row in expected().items()}


def test_every_address_has_a_row_and_every_row_an_address():
    assert sorted(expected()) == sorted(NAMED)


def test_every_view_says_which_permission_opens_it():
    silent = {name for name, address in NAMED.items() if not hasattr(address.callback, "permissions")}

    assert silent == ALLAUTH


def test_views_without_a_permission_are_on_the_list_of_open_pages():
    open_pages = {name for name, address in NAMED.items() if getattr(address.callback, "permissions", None) == ()}

    assert open_pages == PUBLIC | OWN


def test_a_role_without_the_permission_is_never_let_in():
    table = expected()

    let_in = [
        (name, role)
        for name, address in NAMED.items()
        if (permissions := getattr(address.callback, "permissions", ()))
        for role, held in PERMISSIONS.items()
        if not held.intersection(permissions) and table[name][role] not in ("403", "405")
    ]

    assert let_in == []


def test_nobody_gets_past_the_sign_in_page_but_on_open_pages():
    closed = set(NAMED) - PUBLIC - ALLAUTH

    past = {name for name in closed if expected()[name]["NOBODY"] not in ("in", "405")}

    assert past == set()


def test_permissions_that_views_ask_for_are_held_by_a_role():
    held = frozenset().union(*PERMISSIONS.values())

    asked = {p for address in NAMED.values() for p in getattr(address.callback, "permissions", ())}

    assert asked <= held


@pytest.mark.parametrize(
    "path",
    ["/accounts/signup/", "/dang-ky/", "/accounts/email/", "/accounts/password/reset/", "/accounts/login/code/"],
)
def test_pages_of_allauth_that_are_not_used_do_not_exist(path, client, db):
    assert client.get(path).status_code == 404
