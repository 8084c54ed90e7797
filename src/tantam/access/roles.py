"""What each role may do. A permission that changes something has the name of its command."""

from collections.abc import Mapping
from typing import Final

# What anybody who signs in may do about themselves, in whatever role and without any.
PERSONAL_ROLE: Final = "PERSON"
PERSONAL: Final = frozenset({"access.choose_language"})

# The law is public: whoever works here may read it, and ask what it says about a made-up household.
SEE_LAW: Final = PERSONAL | {"programmes.see_law", "programmes.ask_about_facts"}
SEE_OWN: Final = SEE_LAW | {"plans.see_own_work", "plans.see_calendar"}
SEE_PLAN: Final = SEE_OWN | {"plans.see_plan", "plans.see_register", "plans.see_dossiers", "plans.export_plan"}

REPORT: Final = SEE_OWN | {
    "plans.see_register",
    "plans.save_text",
    "plans.add_document",
    "plans.add_media_item",
    "plans.add_briefing",
    "plans.remove_deliverable",
    "plans.record_values",
    "plans.file_submission",
    "plans.withdraw_filing",
    "plans.save_contribution",
    "plans.renew_calendar_feed",
    "plans.mark_notices_read",
    "plans.see_dossiers",
    "plans.open_dossier",
    "plans.save_dossier_part",
    "plans.cite_law",
    "plans.remove_citation",
    "plans.add_evidence",
    "plans.remove_evidence",
    "plans.ask_opinion",
    "plans.give_opinion",
    "plans.settle_opinion",
    "plans.finish_dossier",
    "plans.reopen_dossier",
}
# The commune's chairman decides about lists of beneficiaries; a clerk of theirs stages them.
SEE_LISTS: Final = frozenset({"people.see_lists"})
APPROVE_LISTS: Final = SEE_LISTS | {"people.approve_list", "people.return_list"}
STAGE_LISTS: Final = SEE_LISTS | {"people.stage_list", "people.map_columns", "people.drop_list"}
# Savings-and-credit groups: the bank's credit officer forms and keeps them, the commune's registrar writes down
# meetings that the officer was not at, its chairman approves.
SEE_GROUPS: Final = frozenset({"groups.see_groups", "groups.look_at_group"})
APPROVE_GROUPS: Final = SEE_GROUPS | {"groups.approve_group", "groups.return_group"}
RECORD_MEETINGS: Final = SEE_GROUPS | {"groups.record_meeting"}
KEEP_GROUPS: Final = RECORD_MEETINGS | {
    "groups.look_at_candidates",
    "groups.form_group",
    "groups.add_member",
    "groups.end_membership",
    "groups.move_member",
    "groups.elect_board",
    "groups.set_convention",
    "groups.ask_approval",
    "groups.sign_entrustment",
    "groups.sign_authorisation",
    "groups.set_contract_rate",
    "groups.end_contract",
    "groups.transfer_group",
    "groups.dissolve_group",
}
# Requests for loans: written by who meets the group, confirmed by the commune, checked, decided on and told by the
# bank. Who approves for a body confirms or decides by what the body is; the commands see to it.
SEE_REQUESTS: Final = frozenset({"lending.see_requests", "lending.look_at_requests"})
BRING_REQUESTS: Final = SEE_REQUESTS | {
    "lending.look_at_borrowers",
    "lending.write_requests",
    "lending.add_requests",
    "lending.withdraw_request",
    "lending.vote_on_requests",
    "lending.send_requests_again",
    "lending.look_at_payments",
    "lending.record_use_check",
}
CHECK_REQUESTS: Final = BRING_REQUESTS | {
    "lending.write_direct_request",
    "lending.check_requests",
    "lending.notify_requests",
}
APPROVE_REQUESTS: Final = SEE_REQUESTS | {
    "lending.confirm_requests",
    "lending.return_requests",
    "lending.decide_requests",
}
# Who approves for a commune sees its people, masked; each look is written down.
APPROVE: Final = (
    REPORT
    | APPROVE_LISTS
    | APPROVE_GROUPS
    | APPROVE_REQUESTS
    | {
        "plans.sign_off",
        "plans.send_back",
        "plans.register_dossier",
        "people.see_register",
        "people.look_at_household",
    }
)
COORDINATE: Final = SEE_PLAN | {
    "plans.open_dossier",
    "plans.import_plan",
    "plans.amend_plan",
    "plans.map_name",
    "plans.choose_parties",
    "plans.open_period",
    "plans.set_cycle",
    "plans.stage_annex",
    "plans.add_milestone",
    "plans.add_duty",
    "plans.exempt_duty",
    "plans.extend_duty",
    "plans.set_indicator",
    "plans.end_indicator",
    "plans.accept_submission",
    "plans.return_submission",
    "plans.draw_report",
    "plans.edit_paragraph",
    "plans.issue_report",
    "plans.see_reports",
    "plans.mark_notices_read",
    "plans.renew_calendar_feed",
}

# People of one's own communes, masked; each look is written down.
SEE_PEOPLE: Final = SEE_LAW | {
    "people.see_register",
    "people.look_at_household",
    "people.reveal",
    "programmes.see_answers",
    "programmes.hand_out_list",
}
# What the register says as numbers and lists without people: reforms, rehearsals, demand.
SEE_REFORMS: Final = SEE_LAW | {"programmes.see_reforms", "programmes.see_answers"}
# Lead departments propose policy, and try what it would do.
WRITE_REFORMS: Final = SEE_REFORMS | {"programmes.write_reform", "programmes.run_reform"}
TRY_REFORMS: Final = WRITE_REFORMS | {"programmes.begin_snapshot"}
# Whoever works with a household may keep what the law says about it.
DECIDE: Final = frozenset({"programmes.record_decision"})
REGISTER: Final = (
    DECIDE
    | SEE_OWN
    | SEE_PEOPLE
    | STAGE_LISTS
    | RECORD_MEETINGS
    | BRING_REQUESTS
    | {
        "plans.mark_notices_read",
        "people.record_household",
        "people.change_person",
        "people.add_member",
        "people.end_membership",
        "people.record_status",
        "people.end_status",
        "people.withdraw_status",
        "people.record_fact",
        "people.export_register",
        "people.export_sensitive",
        "people.find_duplicates",
        "people.keep_apart",
        "people.merge_persons",
        "people.undo_merge",
    }
)
# The book of the bank's offices, as figures and postings.
SEE_BOOK: Final = frozenset({"ledger.see_book"})
# Sessions at transaction points: the leader of the team, a credit officer, plans, opens and closes them; the teller
# records, and takes back what was recorded by mistake. Whoever recorded does not close.
SEE_SESSIONS: Final = frozenset({"lending.see_sessions", "lending.look_at_due_list"})
LEAD_SESSIONS: Final = SEE_SESSIONS | {
    "units.set_point",
    "groups.set_point",
    "lending.open_session",
    "lending.close_session",
}
RECORD_IN_SESSIONS: Final = SEE_SESSIONS | {
    "lending.record_sheet",
    "lending.take_repayment",
    "lending.disburse",
    "lending.take_savings",
    "lending.pay_savings",
    "lending.reverse_voucher",
    "lending.reverse_line",
}
# Loans and savings of the units in scope; each look at one of them is written down.
SEE_LOANS: Final = frozenset({"lending.see_loans", "lending.look_at_loan", "lending.look_at_savings"})
# A credit officer of the bank looks at people of every commune, and decides on what the law says.
LEND: Final = (
    DECIDE
    | SEE_OWN
    | SEE_PEOPLE
    | SEE_BOOK
    | KEEP_GROUPS
    | CHECK_REQUESTS
    | LEAD_SESSIONS
    | SEE_LOANS
    | {
        "lending.hand_out_loans",
        "lending.reverse_event",
        "lending.reverse_savings",
        "plans.mark_notices_read",
        "people.export_register",
    }
)
# A teller takes and pays money at the transaction points and at the office; what was recorded at the office by mistake
# is taken back by a credit officer or an accountant.
TELL: Final = SEE_OWN | SEE_LOANS | RECORD_IN_SESSIONS | {"lending.record_payment", "plans.mark_notices_read"}
# An accountant writes entries by hand down and confirms those of others, never their own.
# Closing a day is theirs too.
ACCOUNT: Final = (
    SEE_OWN
    | SEE_BOOK
    | SEE_LOANS
    | {
        "lending.reverse_event",
        "lending.reverse_savings",
        "ledger.post_manual",
        "ledger.correct_posting",
        "ledger.confirm_entry",
        "ledger.turn_down_entry",
        "closing.close_day",
        "plans.mark_notices_read",
    }
)

PERMISSIONS: Final[Mapping[str, frozenset[str]]] = {
    "REPORTER": REPORT | WRITE_REFORMS,
    "APPROVER": APPROVE | WRITE_REFORMS,
    "REGISTRAR": REGISTER,
    "CREDIT_OFFICER": LEND,
    "TELLER": TELL,
    "ACCOUNTANT": ACCOUNT,
    "COORDINATOR": COORDINATE | TRY_REFORMS,
    "LEADER": SEE_PLAN | SEE_REFORMS | SEE_BOOK | {"plans.see_reports", "plans.mark_notices_read"},
    "AUDITOR": SEE_PLAN | SEE_REFORMS | SEE_BOOK | {"plans.see_reports", "base.see_audit", "plans.mark_notices_read"},
    "ADMINISTRATOR": PERSONAL
    | {"access.administer", "access.reset_second_factor", "base.see_audit", "plans.mark_notices_read"},
}

# Roles that see every unit's work when held for the province or the bank's branch; others see their unit's.
PROVINCE_WIDE: Final = frozenset({"COORDINATOR", "LEADER", "AUDITOR", "CREDIT_OFFICER", "TELLER", "ACCOUNTANT"})
PROVINCE_KINDS: Final = frozenset({"PROVINCE_PC", "BANK_BRANCH"})

# Roles that must have a second factor where the setting says so.
NEED_SECOND_FACTOR: Final = frozenset({"COORDINATOR", "ADMINISTRATOR"})
