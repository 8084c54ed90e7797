"""Establishments of the demo province: a cooperative whose loan is approved, a household business that just asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from tantam.base.asked import EVERYTHING, Actor
from tantam.base.commands import was_carried_out
from tantam.cli.demo.asking import Event, asked_by, moment, once
from tantam.cli.demo.groups import COMMUNES
from tantam.cli.demo.people import REGISTRAR, Cast
from tantam.cli.demo.requests import OFFICE, STEPS, M
from tantam.lending.commands.requests.writing import write_establishment_request
from tantam.lending.parts.requests.establishments import EstablishmentRequest
from tantam.lending.parts.requests.writing import NewItem, NewSecurity
from tantam.lending.queries.requests.one_list import get_request_list
from tantam.people.commands.establishments import record_establishment
from tantam.people.parts.establishments import EstablishmentFields, RepresentativeFields
from tantam.people.queries.search import list_register_choices
from tantam.units.queries import UnitLine

PROGRAMME: Final = "jobs-establishment"
REGISTERED_DAYS: Final = 40  # before today
# So many days before today each step is taken; a list goes on until its fate.
_DAYS: Final = {"WRITTEN": 11, "CONFIRMED": 8, "CHECKED": 6, "DECIDED": 4}


@dataclass(frozen=True, slots=True)
class Plot:
    """An establishment, who acts for it, what it asks for, and how far that comes. Registrations begin with 00."""

    fields: EstablishmentFields
    acts: RepresentativeFields
    request: EstablishmentRequest
    until: str


_PLOTS: Final = (
    Plot(
        EstablishmentFields("COOPERATIVE", "Hợp tác xã Mây tre Sông Liên", "Thôn Một", "0000000017"),
        RepresentativeFields(name="Phạm Thị Mẫu Một", position="Giám đốc"),
        EstablishmentRequest(
            programme=PROGRAMME,
            source="CENTRAL",
            purpose="Mở rộng xưởng đan mây tre",
            items=(NewItem("Máy chẻ nan", 220 * M, "2 máy"), NewItem("Nguyên liệu", 230 * M)),
            asked_vnd=400 * M,
            term_months=60,
            every_months=12,
            own_vnd=50 * M,
            securities=(NewSecurity("Nhà xưởng và máy móc", 700 * M, "Hợp tác xã"),),
            facts=(("jobs_kept_or_made", 6),),
            ground="Phương án sử dụng vốn và bảng lương quý trước",
        ),
        "DECIDED",
    ),
    Plot(
        EstablishmentFields("BUSINESS_HOUSEHOLD", "Hộ kinh doanh Lò bún Thử Nghiệm", "Thôn Hai", "00A8000017"),
        RepresentativeFields(name="Đinh Văn Mẫu Hai", position="Chủ hộ kinh doanh"),
        EstablishmentRequest(
            programme=PROGRAMME,
            source="CENTRAL",
            purpose="Mua lò hơi, thêm lao động",
            items=(NewItem("Lò hơi", 180 * M, "1 lò"),),
            asked_vnd=150 * M,
            term_months=36,
            every_months=12,
            own_vnd=30 * M,
            facts=(("jobs_kept_or_made", 2),),
            ground="Phương án sử dụng vốn",
        ),
        "WRITTEN",
    ),
)


class EstablishmentStory:
    """What becomes of the establishments, in order of time; nothing where a role is not held."""

    def __init__(self, cast: Cast, units: Sequence[UnitLine], *, today: date) -> None:
        codes = {unit.code for unit in units}
        self._cast, self._today = cast, today
        self._plots: Mapping[str, Plot] = dict(zip((code for code in COMMUNES if code in codes), _PLOTS, strict=False))
        self._registered: dict[str, int] = {}
        self._lists: dict[str, int] = {}

    def list_events(self) -> list[Event]:
        """Return what happens before today."""
        if (OFFICE, "CREDIT_OFFICER") not in self._cast.actors:
            return []
        events = []
        for place, (code, plot) in enumerate(self._plots.items()):
            at = moment(self._today - timedelta(days=_DAYS["WRITTEN"]), 9 * 60 + 10 * place)
            events.append(Event(at, partial(self._register, code, plot, at=at)))
            for step, days in _DAYS.items():
                at = moment(self._today - timedelta(days=days), 14 * 60 + 10 * place)
                events.append(Event(at, partial(self._take, code, plot, step, at=at)))
                if step == plot.until:
                    break
        return events

    def _by(self, code: str, step: str) -> Actor:
        unit = code if step == "CONFIRMED" else OFFICE
        return self._cast.of(unit, "APPROVER" if step in {"CONFIRMED", "DECIDED"} else "CREDIT_OFFICER")

    def _take(self, code: str, plot: Plot, step: str, *, at: datetime) -> None:
        asked = asked_by(self._by(code, step), key=f"establishment:{code}:{step}", at=at)
        if step == "WRITTEN":
            self._lists[code] = once(
                write_establishment_request,
                asked=asked,
                office_code=OFFICE,
                establishment_id=self._registered[code],
                request=plot.request,
            )
        elif not was_carried_out(asked.request_key):
            STEPS[step](get_request_list(scope=EVERYTHING, list_id=self._lists[code]), asked, 0)

    def _register(self, code: str, plot: Plot, *, at: datetime) -> None:
        registrar = self._cast.of(code, REGISTRAR)
        [(commune_id, _name)] = list_register_choices(scope=registrar.scope).communes
        self._registered[code] = once(
            record_establishment,
            asked=asked_by(registrar, key=f"establishment:{code}", at=at),
            commune_id=commune_id,
            fields=plot.fields,
            representative=plot.acts,
            represented_since=self._today - timedelta(days=REGISTERED_DAYS),
        )
