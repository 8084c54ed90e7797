"""What a submission holds, typed: the living rows, or what the history kept of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tantam.plans.models import Briefing, Indicator, IssuedDocument, MediaItem, Submission


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document that was issued; `sha256` is empty when no file came with it."""

    id: int
    number: str
    issued_on: date
    kind: str
    issuing_body: str
    signer: str
    abstract: str
    filename: str
    sha256: str


@dataclass(frozen=True, slots=True)
class MediaLine:
    """A news item, feature or broadcast."""

    id: int
    kind: str
    kind_label: str
    title: str
    outlet: str
    published_on: date
    link: str


@dataclass(frozen=True, slots=True)
class BriefingLine:
    """A briefing or training that was held."""

    id: int
    kind: str
    kind_label: str
    topic: str
    held_on: date
    place: str
    audience: str
    attendees_count: int


@dataclass(frozen=True, slots=True)
class ValueLine:
    """A figure that is asked for, and its value if given; an ended one stays where there is a value."""

    code: str
    name: str
    measure: str
    decimals: int
    required: bool
    value: Decimal | None
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """All that a submission holds."""

    version: int = 0
    text: str = ""
    difficulties: str = ""
    proposals: str = ""
    changed_at: datetime | None = None
    changed_by_name: str = ""
    documents: tuple[DocumentLine, ...] = ()
    media_items: tuple[MediaLine, ...] = ()
    briefings: tuple[BriefingLine, ...] = ()
    values: tuple[ValueLine, ...] = ()

    @property
    def has_substance(self) -> bool:
        """Tell whether there is a text or a deliverable, the least that may be filed."""
        return bool(self.text or self.documents or self.media_items or self.briefings)

    @property
    def missing_values(self) -> tuple[ValueLine, ...]:
        """Return the required figures that were not given."""
        return tuple(line for line in self.values if line.required and not line.ended and line.value is None)


def content_of_duty(submission: Submission | None, *, task_id: int) -> Content:
    """Return the living content of a submission, with the figures that the task asks for."""
    given = {row.indicator_id: row.value for row in submission.values.all()} if submission else {}
    values = tuple(
        ValueLine(
            code=row.code,
            name=row.name,
            measure=row.measure,
            decimals=row.decimals,
            required=row.required,
            value=_with_decimals(given.get(row.id), row.decimals),
            ended=row.ended_at is not None,
        )
        for row in Indicator.objects.filter(task_id=task_id).order_by("order", "id")
        if row.ended_at is None or row.id in given
    )
    if submission is None:
        return Content(values=values)
    return Content(
        version=submission.version,
        text=submission.text,
        difficulties=submission.difficulties,
        proposals=submission.proposals,
        changed_at=submission.changed_at,
        changed_by_name=submission.changed_by_name,
        documents=tuple(
            document_line(row)
            for row in submission.documents.filter(removed_at=None).select_related("file").order_by("issued_on", "id")
        ),
        media_items=tuple(
            _media_line(row) for row in submission.media_items.filter(removed_at=None).order_by("published_on", "id")
        ),
        briefings=tuple(
            _briefing_line(row) for row in submission.briefings.filter(removed_at=None).order_by("held_on", "id")
        ),
        values=values,
    )


def content_at_step(kept: Mapping[str, Any], *, version: int) -> Content:
    """Return what a step in the history kept of the content."""
    return Content(
        version=version,
        text=kept["text"],
        difficulties=kept["difficulties"],
        proposals=kept["proposals"],
        documents=tuple(
            DocumentLine(**{**row, "issued_on": date.fromisoformat(row["issued_on"])}) for row in kept["documents"]
        ),
        media_items=tuple(
            MediaLine(
                **{**row, "published_on": date.fromisoformat(row["published_on"])},
                kind_label=str(MediaItem.Kind(row["kind"]).label),
            )
            for row in kept["media_items"]
        ),
        briefings=tuple(
            BriefingLine(
                **{**row, "held_on": date.fromisoformat(row["held_on"])},
                kind_label=str(Briefing.Kind(row["kind"]).label),
            )
            for row in kept["briefings"]
        ),
        values=tuple(
            ValueLine(
                code=row["code"],
                name=row["name"],
                measure=row["measure"],
                decimals=max(-_exponent(Decimal(row["value"])), 0),
                required=False,
                value=Decimal(row["value"]),
            )
            for row in kept["values"]
        ),
    )


def document_line(row: IssuedDocument) -> DocumentLine:
    """Return a document of a submission."""
    return DocumentLine(
        id=row.id,
        number=row.number,
        issued_on=row.issued_on,
        kind=row.kind,
        issuing_body=row.issuing_body,
        signer=row.signer,
        abstract=row.abstract,
        filename=row.filename,
        sha256=row.file.sha256 if row.file else "",
    )


def _media_line(row: MediaItem) -> MediaLine:
    return MediaLine(
        id=row.id,
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        title=row.title,
        outlet=row.outlet,
        published_on=row.published_on,
        link=row.link,
    )


def _briefing_line(row: Briefing) -> BriefingLine:
    return BriefingLine(
        id=row.id,
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        topic=row.topic,
        held_on=row.held_on,
        place=row.place,
        audience=row.audience,
        attendees_count=row.attendees_count,
    )


def _with_decimals(value: Decimal | None, decimals: int) -> Decimal | None:
    return None if value is None else value.quantize(Decimal(1).scaleb(-decimals))


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent
