"""What a reader of a duty may do next. Commands decide; this only keeps screens from offering in vain."""

from dataclasses import dataclass

from tantam.base.asked import Actor
from tantam.core.duties import DutyState
from tantam.core.submissions import Step, SubmissionState, may_edit, next_state
from tantam.plans.queries.duty_lines import DutyLine


@dataclass(frozen=True, slots=True)
class Offers:
    """The actions that are offered."""

    write: bool = False
    withdraw: bool = False
    sign: bool = False
    accept: bool = False
    give_back: bool = False
    decide: bool = False
    ask_figures: bool = False


def offers_for(actor: Actor, line: DutyLine) -> Offers:
    """Return what an actor is offered on a duty."""
    own = actor.unit_id == line.unit_id
    exempt = line.state is DutyState.EXEMPT
    state = line.submission_state or SubmissionState.DRAFT

    def may(step: Step, permission: str) -> bool:
        return not exempt and actor.may(permission) and next_state(state, step) is not None

    return Offers(
        write=own and not exempt and actor.may("plans.save_text") and may_edit(state),
        withdraw=own and may(Step.WITHDRAWN, "plans.withdraw_filing"),
        sign=own and may(Step.SIGNED_OFF, "plans.sign_off"),
        accept=may(Step.ACCEPTED, "plans.accept_submission"),
        give_back=may(Step.RETURNED, "plans.return_submission"),
        decide=actor.may("plans.exempt_duty") and not exempt and line.done_on is None,
        ask_figures=actor.may("plans.set_indicator"),
    )
