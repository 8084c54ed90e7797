"""People: those who sign in, and a reporter and an approver for every other unit."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.contrib.auth.hashers import make_password

from tantam.access.commands import add_person, give_role
from tantam.access.queries import list_actors
from tantam.base.asked import Actor
from tantam.cli.demo.asking import asked_by_story, once
from tantam.cli.demo.dice import dice
from tantam.cli.demo.folder import People, SignIn
from tantam.units.queries import UnitLine

UNIT_ROLES: Final = ("REPORTER", "APPROVER")
# A commune has somebody besides who keeps the register of its people.
REGISTRAR: Final = "REGISTRAR"
REGISTRAR_TITLE: Final = "Chuyên viên Phòng Văn hóa - Xã hội"
SALT: Final = "tinhdungthuquangngai"
_SHORT: Final = {"REPORTER": "bc", "APPROVER": "duyet", REGISTRAR: "dt"}


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts in the story: by unit code and role, and how many people there are."""

    actors: Mapping[tuple[str, str], Actor]
    count: int

    def of(self, unit_code: str, role: str) -> Actor:
        """Return who holds a role for a unit."""
        return self.actors[unit_code, role]

    @property
    def coordinator(self) -> Actor:
        """Return who coordinates the plan."""
        return next(actor for (_unit, role), actor in self.actors.items() if role == "COORDINATOR")


def load_people(people: People, units: Iterable[UnitLine]) -> Cast:
    """Add everybody who is not there yet, and return who acts for which unit."""
    # One hash for all, because making one takes long; always with the same salt, so that an interrupted load goes
    # on under the same request keys. The password is printed anyway.
    password_hash = make_password(people.password, salt=SALT)
    held = {role for person in people.sign_ins for role in person.roles}
    actors: dict[tuple[str, str], Actor] = {}
    count = 0
    for person in (*people.sign_ins, *_everybody_else(people, units, held=held)):
        signs_in = person in people.sign_ins
        user_id = _add(person, password_hash if signs_in else "", since=people.since)
        count += 1
        for _membership, actor in list_actors(user_id=user_id, on=people.since):
            actors.setdefault((actor.unit_code, actor.role), actor)
    return Cast(actors=actors, count=count)


def _everybody_else(people: People, units: Iterable[UnitLine], *, held: set[tuple[str, str]]) -> Iterator[SignIn]:
    taken = {person.full_name for person in people.sign_ins}
    for unit in units:
        titles = people.job_titles.get(unit.kind) or people.job_titles[""]
        offered = list(zip(UNIT_ROLES, titles, strict=True))
        if unit.kind == "COMMUNE_PC":
            offered.append((REGISTRAR, REGISTRAR_TITLE))
        for role, title in offered:
            if (unit.code, role) not in held:
                yield SignIn(
                    username=f"{unit.code.lower()}.{_SHORT[role]}",
                    full_name=_name(people, unit.code, role, taken=taken),
                    job_title=title,
                    roles=((unit.code, role),),
                )


def _name(people: People, *of: str, taken: set[str]) -> str:
    """Return a name that nobody else of the province has."""
    chance, names = dice("name", *of), people.names
    while True:
        sex = chance.choice(["women", "men"])
        parts = (names["family"], names[f"{sex}_middle"], names[f"{sex}_given"])
        name = " ".join(chance.choice(part) for part in parts)
        if name not in taken:
            taken.add(name)
            return name


def _add(person: SignIn, password_hash: str, *, since: date) -> int:
    user_id = once(
        add_person,
        asked=asked_by_story(key=f"person:{person.username}", on=since),
        username=person.username,
        full_name=person.full_name,
        email=f"{person.username}@example.invalid",
        job_title=person.job_title,
        password_hash=password_hash,
    )
    for unit_code, role in person.roles:
        once(
            give_role,
            asked=asked_by_story(key=f"role:{person.username}:{unit_code}:{role}", on=since),
            user_id=user_id,
            unit_code=unit_code,
            role=role,
            starts_on=since,
        )
    return user_id
