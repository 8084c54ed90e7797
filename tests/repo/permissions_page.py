"""Writes docs/operations/permissions.md from the roles and the commands: `make pages`."""

from tantam.access.roles import PERMISSIONS
from tests.repo.source import ROOT, commands

PAGE = ROOT / "docs" / "operations" / "permissions.md"
# Commands that only the system itself carries out: cron and the shell.
SYSTEM_ONLY = {
    "access.add_person",
    "access.give_role",
    "base.make_checkpoint",
    "base.record_verification",
    "groups.take_over_groups",
    # Until a transaction session brings who collects: taking over, payments and their reversal.
    "lending.take_over_loan",
    "lending.take_over_loans",
    "people.read_list_rows",
    "people.write_list_rows",
    "people.erase_person",
    "people.record_area_listing",
    "people.reseal",
    "people.take_in_register",
    "people.take_statement",
    "plans.send_reminders",
    "programmes.finish_snapshot",
    "units.load_units",
}
# Permissions that let a person see something and change nothing.
SEEING = {
    "plans.see_own_work": "See My desk and the unit's duties.",
    "plans.see_calendar": "See and subscribe to the unit's calendar.",
    "plans.see_plan": "See the plan: matrix, figures, drill-down.",
    "plans.see_register": "Search the register of documents.",
    "plans.see_reports": "See the reports on the plan's results.",
    "plans.see_dossiers": "See policy dossiers of units in scope, and those on which the unit is consulted.",
    "plans.export_plan": "Export the matrix and the follow-up table.",
    "people.see_lists": "See the unit's lists of beneficiaries.",
    "people.see_register": "See people of the unit's communes, masked.",
    "people.export_sensitive": "Have the sensitive columns in an export of the register.",
    "lending.see_sessions": "See transaction points, their calendar, due lists, sessions and vouchers.",
    "lending.see_requests": "See the lists of requests for loans of communes and offices in scope.",
    "lending.see_loans": "See the loans of units in scope, and how each balance came about.",
    "ledger.see_book": "See the book of the offices in scope: trial balance, accounts, postings, entries by hand.",
    "groups.see_groups": "See the savings-and-credit groups of communes in scope.",
    "programmes.see_law": "Read the loan programmes and the law.",
    "programmes.ask_about_facts": "Ask who may borrow for a made-up household.",
    "programmes.see_answers": "See how many households the law lets borrow, and rehearse a poverty standard.",
    "programmes.see_reforms": "See reforms and what they would do.",
    "base.see_audit": "See the audit chain, and export it.",
    "access.administer": "Manage units, users and roles.",
}
HEAD = """# Permissions

Written by `make pages` from the roles and the commands. A permission that changes something has the name of its
command; the others let a person see. A role is held for a unit, from a day on and until a day. Coordinators, leaders,
auditors, credit officers and accountants of the province or of the bank's branch see every unit's work; everybody
else sees their own unit's and that of the units directly under it.
"""


def page() -> str:
    """Return the page as it should be."""
    roles = list(PERMISSIONS)
    held = sorted(frozenset().union(*PERMISSIONS.values()))
    lines = [HEAD, f"| permission | {' | '.join(role.lower() for role in roles)} |", "|---|" + "---|" * len(roles)]
    for name in held:
        marks = ("●" if name in PERMISSIONS[role] else "" for role in roles)
        lines.append(f"| `{name}` | {' | '.join(marks)} |")
    lines += ["", "| permission | what it lets one do |", "|---|---|"]
    lines += [f"| `{name}` | {_said(name)} |" for name in held]
    lines += ["", "Only the system itself, from cron or the shell:", "", "| command | what it does |", "|---|---|"]
    lines += [f"| `{name}` | {_said(name)} |" for name in sorted(set(commands()) - set(held))]
    return "\n".join(lines) + "\n"


def _said(name: str) -> str:
    if name in SEEING:
        return SEEING[name]
    command = commands().get(name)
    return (command.run.__doc__ or "").strip().split("\n", maxsplit=1)[0] if command else "–"


def write() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
