"""What each role may do. A permission that changes something has the name of its command."""

from collections.abc import Mapping
from typing import Final

# What anybody who signs in may do about themselves, in whatever role and without any.
PERSONAL_ROLE: Final = "PERSON"
PERSONAL: Final = frozenset({"access.choose_language"})

SEE_OWN: Final = PERSONAL | {"plans.see_own_work", "plans.see_calendar"}
SEE_PLAN: Final = SEE_OWN | {"plans.see_plan", "plans.see_register", "plans.export_plan"}

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
}
APPROVE: Final = REPORT | {"plans.sign_off", "plans.send_back"}
COORDINATE: Final = SEE_PLAN | {
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

PERMISSIONS: Final[Mapping[str, frozenset[str]]] = {
    "REPORTER": REPORT,
    "APPROVER": APPROVE,
    "COORDINATOR": COORDINATE,
    "LEADER": SEE_PLAN | {"plans.see_reports", "plans.mark_notices_read"},
    "AUDITOR": SEE_PLAN | {"plans.see_reports", "base.see_audit", "plans.mark_notices_read"},
    "ADMINISTRATOR": PERSONAL
    | {"access.administer", "access.reset_second_factor", "base.see_audit", "plans.mark_notices_read"},
}

# Roles that see every unit's work when held for the province or the bank's branch; others see their unit's.
PROVINCE_WIDE: Final = frozenset({"COORDINATOR", "LEADER", "AUDITOR"})
PROVINCE_KINDS: Final = frozenset({"PROVINCE_PC", "BANK_BRANCH"})

# Roles that must have a second factor where the setting says so.
NEED_SECOND_FACTOR: Final = frozenset({"COORDINATOR", "ADMINISTRATOR"})
