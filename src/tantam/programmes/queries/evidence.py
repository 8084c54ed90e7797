"""What a run of a reform shows, as tables that a policy paper can hold."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tantam.core.reforms.assumptions import Assumptions, TakeUp
from tantam.core.reforms.overlay import Source
from tantam.core.vietnamese import format_number
from tantam.programmes.queries.reforms import RunPage, get_run
from tantam.programmes.reforms.evidence import EvidenceCell, EvidenceTable, RunEvidence
from tantam.programmes.reforms.figures import Total, total_of
from tantam.programmes.reforms.wording import SOURCE_WORDS
from tantam.programmes.wording.numbers import months_words, percent_words, vnd_words

__all__ = ["EvidenceCell", "EvidenceTable", "RunEvidence", "get_run_evidence"]


def get_run_evidence(*, run_id: int) -> RunEvidence:
    """Return a run as the annex of a policy paper, in the language in use.

    :raises OutOfScope: if there is no run of that number.
    """
    run = get_run(run_id)
    return RunEvidence(
        run_id=run.line.id,
        reform_id=run.reform.id,
        title=run.reform.name,
        version=run.reform.version,
        purpose=run.reform.purpose,
        unit_name=run.reform.unit_name,
        day=date.fromisoformat(run.result["day"]),
        changes=tuple(change.sentence for change in run.changes),
        assumptions=assumption_words(run.assumptions),
        summary=summary_of(run),
        tables=run.tables,
        cautions=cautions_of(run),
        law_digest=run.line.law_digest,
        snapshot_as_of=run.line.snapshot_as_of,
        snapshot_digest=run.line.snapshot_digest,
        result_digest=run.line.result_digest,
        run_by_name=run.line.run_by_name,
        run_at=run.line.run_at,
    )


def summary_of(run: RunPage) -> tuple[str, ...]:
    """Return what a run comes to, in sentences."""
    total = total_of(run.result)
    return (_people_words(total), *_capital_words(total, last_year=run.result["years"][-1]))


def _people_words(total: Total) -> str:
    return _(
        "Trong %(households)s hộ của sổ: %(gaining)s hộ đủ điều kiện thêm hoặc được vay thêm, %(losing)s hộ không còn "
        "đủ hoặc được vay ít hơn, %(open)s hộ chưa rõ vì thiếu dữ kiện."
    ) % {
        "households": format_number(total.households),
        "gaining": format_number(total.gaining),
        "losing": format_number(total.losing),
        "open": format_number(total.open_after),
    }


def _capital_words(total: Total, *, last_year: int) -> tuple[str, ...]:
    demand = _(
        "Nhu cầu vốn tăng thêm đến năm %(year)d: %(central)s theo giả định trung bình (thấp %(low)s, cao %(high)s), "
        "trong đó vốn ngân sách địa phương %(local)s."
    ) % {
        "year": last_year,
        "central": vnd_words(total.central_vnd),
        "low": vnd_words(total.low_vnd),
        "high": vnd_words(total.high_vnd),
        "local": vnd_words(total.local_vnd),
    }
    yearly = _("Năm %(year)d: dư nợ tăng thêm %(capital)s, lãi thu %(interest)s, cấp bù lãi %(subsidy)s.") % {
        "year": last_year,
        "capital": vnd_words(total.capital_vnd),
        "interest": vnd_words(total.interest_vnd),
        "subsidy": vnd_words(total.subsidy_vnd),
    }
    return demand, yearly


def cautions_of(run: RunPage) -> tuple[str, ...]:
    """Return what a reader has to know before relying on a run."""
    result = run.result
    found = [_("Tỷ lệ vay, mức vay và cơ cấu nguồn là giả định, không phải quy định; mọi con số cần được thẩm định.")]
    unknown_debts = result["households"] - result["debts_known"]
    if unknown_debts:
        found.append(
            _("Chưa biết dư nợ của %(count)s hộ, nên chưa tính được các hộ này còn được vay bao nhiêu.")
            % {"count": format_number(unknown_debts)}
        )
    if sum(row["open_after"] for row in result["reached"]):
        found.append(_("Hộ chưa rõ không được tính vào nhu cầu vốn, trừ khi giả định ghi tỷ lệ khác 0."))
    if run.changes_poverty:
        found.append(_("Diện hộ sau thay đổi được tính từ thu nhập và thiếu hụt đã biết, không thay cho rà soát."))
    if not run.has_demand:
        found.append(_("Không có hộ nào làm thay đổi nhu cầu vốn theo dữ liệu hiện có."))
    return tuple(found)


def assumption_words(assumptions: Assumptions) -> tuple[tuple[str, str], ...]:
    """Return the assumptions as pairs of words and value."""
    shares = ", ".join(
        f"{SOURCE_WORDS[source.value]} {percent_words(assumptions.shares.of(source))}" for source in Source
    )
    costs = ", ".join(
        f"{SOURCE_WORDS[source.value]} {percent_words(assumptions.cost_of_capital.of(source))}" for source in Source
    )
    return (
        (_("Giả định thấp"), _take_up_words(assumptions.low)),
        (_("Giả định trung bình"), _take_up_words(assumptions.central)),
        (_("Giả định cao"), _take_up_words(assumptions.high)),
        (_("Năm cuối"), str(assumptions.last_year)),
        (_("Cơ cấu nguồn của vốn cho vay"), shares),
        (_("Chi phí vốn một năm"), costs),
        (_("Thời hạn khi luật tính theo dữ kiện"), months_words(assumptions.term_months_where_open)),
        (_("Thời hạn còn lại của dư nợ hiện có"), percent_words(assumptions.remaining_term_ppm)),
    )


def _take_up_words(take_up: TakeUp) -> str:
    said = _("đến cuối từng năm %(years)s số hộ vay; vay %(drawn)s mức được thêm; %(unknown)s hộ chưa rõ đủ điều kiện")
    return said % {
        "years": " – ".join(percent_words(share) for share in take_up.borrow_ppm),
        "drawn": percent_words(take_up.drawn_ppm),
        "unknown": percent_words(take_up.unknown_ppm),
    }
