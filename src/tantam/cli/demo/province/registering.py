"""A commune's households as the register takes them in."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import numpy as np

from tantam.cli.demo.province.commune import CommuneBook
from tantam.cli.demo.province.groups import village_name
from tantam.cli.demo.province.households import CLASSES, NOBODY, RELATIONS, years_of
from tantam.cli.demo.province.names import naming_of
from tantam.people.parts.recording import Paper, PersonFields
from tantam.people.parts.taking_in import TakenHousehold, TakenPerson, TakenStatus


def iterate_households(book: CommuneBook, *, as_of: date, size: int) -> Iterator[tuple[TakenHousehold, ...]]:
    """Yield a commune's households as they are known on a day, so many at a time."""
    count = len(book.households.group)
    first_person = np.cumsum(book.households.size) - book.households.size
    papers = {year: _paper(book, year) for year in years_of(book.months)}
    papers = {year: paper for year, paper in papers.items() if paper.signed_on <= as_of}
    for start in range(0, count, size):
        yield tuple(
            _household(book, place, int(first_person[place]), papers)
            for place in range(start, min(count, start + size))
        )


def village_of(book: CommuneBook, household: int) -> str:
    """Return the name of the village in which a household lives."""
    return village_name(int(book.groups.village[book.households.group[household]]))


def _household(book: CommuneBook, place: int, first_person: int, papers: dict[int, Paper]) -> TakenHousehold:
    households = book.households
    ethnicity = book.shape.ethnicity if households.ethnicity[place] else "KINH"
    phone = int(households.phone[place])
    people = range(first_person, first_person + int(households.size[place]))
    return TakenHousehold(
        line=place + 1,
        code=book.household_code(place),
        village_name=village_of(book, place),
        starts_on=book.months.day(-1, 1),
        members=tuple(_person(book, person, ethnicity=ethnicity, phone=phone) for person in people),
        statuses=tuple(_statuses(book, place, papers)),
    )


def _person(book: CommuneBook, place: int, *, ethnicity: str, phone: int) -> TakenPerson:
    persons = book.persons
    is_woman, relation = bool(persons.is_woman[place]), RELATIONS[persons.relation[place]]
    name = naming_of(ethnicity).write(
        family=int(persons.family[place]),
        middle=int(persons.middle[place]),
        given=int(persons.given[place]),
        is_woman=is_woman,
    )
    fields = PersonFields(
        full_name=name,
        sex="FEMALE" if is_woman else "MALE",
        birth_date=date.fromordinal(int(persons.born[place])),
        identity=f"999{int(persons.identity[place]):09d}",
        phone=f"0999{phone:08d}" if relation == "HEAD" and phone != NOBODY else "",
        ethnicity=ethnicity,
    )
    return TakenPerson(line=int(persons.household[place]) + 1, person=fields, relation=relation)


def _statuses(book: CommuneBook, place: int, papers: dict[int, Paper]) -> Iterator[TakenStatus]:
    """Yield the classes of a household, each from the first of January on and until another begins."""
    classes, years = book.households.classes[:, place], sorted(papers)
    turns = [at for at in range(len(years)) if at == 0 or classes[at] != classes[at - 1]]
    for at, following in pairwise([*turns, len(years)]):
        ends = date(years[following], 1, 1) if following < len(years) else None
        yield TakenStatus(CLASSES[classes[at]], date(years[at], 1, 1), papers[years[at]], ends)


def _paper(book: CommuneBook, year: int) -> Paper:
    place = book.shape.place
    return Paper(
        number=f"{100 + book.shape.number}/QĐ-UBND",
        signed_on=date(year - 1, 12, 20),
        issuer=f"Ủy ban nhân dân {place.name} ({place.state_code})",
        title=f"Công nhận danh sách hộ nghèo, hộ cận nghèo năm {year} (giả định)",
    )
