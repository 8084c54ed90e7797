"""The tables of the plans room."""

from tantam.plans.models.deliverable import (
    Briefing,
    Indicator,
    IndicatorValue,
    IssuedDocument,
    MediaItem,
)
from tantam.plans.models.dossier import (
    Dossier,
    DossierEvidence,
    DossierIssue,
    DossierPart,
    LawCitation,
    Opinion,
    OpinionAnswer,
    OpinionSettlement,
)
from tantam.plans.models.duty import Duty, DutyDecision, Period
from tantam.plans.models.notice import CalendarFeed, Notice, ReminderDigest
from tantam.plans.models.plan import AnnexReading, Party, Phrase, Plan, Section, StagedAnnex, Task
from tantam.plans.models.report import Report, ReportParagraph
from tantam.plans.models.submission import Contribution, Submission, SubmissionEvent

__all__ = [
    "AnnexReading",
    "Briefing",
    "CalendarFeed",
    "Contribution",
    "Dossier",
    "DossierEvidence",
    "DossierIssue",
    "DossierPart",
    "Duty",
    "DutyDecision",
    "Indicator",
    "IndicatorValue",
    "IssuedDocument",
    "LawCitation",
    "MediaItem",
    "Notice",
    "Opinion",
    "OpinionAnswer",
    "OpinionSettlement",
    "Party",
    "Period",
    "Phrase",
    "Plan",
    "ReminderDigest",
    "Report",
    "ReportParagraph",
    "Section",
    "StagedAnnex",
    "Submission",
    "SubmissionEvent",
    "Task",
]
