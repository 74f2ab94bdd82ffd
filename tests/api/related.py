"""How a thing lies to a viewer in commune A1, and the id of every kind of thing in each of these places."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from tests.api.world_rows import A1, A1_DEPARTMENT, A2, B1, OWN, PEOPLE, RUN_A, RUN_B, RUN_OPEN


class Place(StrEnum):
    """Where a thing lies, seen from A1."""

    OWN = "own"
    """The viewer's own file, when the viewer is the civil servant."""
    SAME_UNIT = "same unit"
    CHILD = "child"
    """The department of A1."""
    SIBLING = "sibling"
    """A2, in the same province."""
    OTHER_PROVINCE = "other province"
    NOBODY = "nobody"
    """No such thing anywhere."""


NO_SUCH: Final = "01K9N0SUCHTH1NG0000000000"


def _places(own: str, same: str, child: str, sibling: str, other: str) -> Mapping[Place, str]:
    return dict(zip(Place, (own, same, child, sibling, other, NO_SUCH), strict=True))


def _person(number: int) -> str:
    return PEOPLE[number].officer_id


PERSON: Final = dict(zip(Place, (OWN, PEOPLE[1], PEOPLE[3], PEOPLE[5], PEOPLE[8], None), strict=True))
PERSONAL: Final[Mapping[str, Mapping[Place, str]]] = {
    "officer_id": _places(*(_person(number) for number in (0, 1, 3, 5, 8))),
    "statement_id": _places(*(f"S{_person(number)}1" for number in (0, 1, 3, 5, 8))),
    "objection_id": _places("0BJ0", "0BJ0", "0BJ1", "0BJ2", "0BJ3"),
    "decision_id": _places("DEC4", "DEC0", "DEC1", "DEC2", "DEC3"),
    "file_id": _places("F1LE0", "F1LE1", "F1LE2", "F1LE3", "F1LE4"),
}
"""Parameters that name something of one person."""
OF_UNIT: Final[Mapping[str, Mapping[Place, str]]] = {
    "unit_id": _places(A1, A1, A1_DEPARTMENT, A2, B1),
    "job_id": _places("J0B0", "J0B0", "J0B1", "J0B2", "J0B3"),
    "user_id": _places("@officer@", "@hr_a1@", "@hr_a1_department@", "@hr_a2@", "@hr_b1@"),
    "import_id": _places("1MP0", "1MP0", "1MP1", "1MP2", "1MP3"),
    "mapping_id": _places("HM4", "HM0", "HM1", "HM2", "HM3"),
    "own_id": _places("P0S0", "P0S0", "P0S1", "P0S2", "P0S3"),
}
"""Parameters that name something of one unit; @account@ stands for the id of an account of the world."""
RUN_IDS: Final[Mapping[Place, str]] = _places(RUN_A, RUN_OPEN, RUN_OPEN, RUN_A, RUN_B)
"""A run alone; beside a person it is the published run that holds the person."""
REFERENCE: Final[Mapping[str, str]] = {
    "competency_id": "C3", "position_id": "II.05", "task_id": "II.04.T01", "course_id": "PA-01",
    "law_id": "72/2025/QH15",
    "kind": "not_found", "form": "csv", "template": "people", "offering_id": "0FF-1", "own_course_id": "0WN-1",
    "rule_id": "degree", "number": "0",
}  # fmt: skip
"""Parameters that name public reference data: the same in every place."""
OPAQUE: Final[Mapping[str, str]] = {
    "token": "n0-such-link",
    "session_id": NO_SUCH,
    "token_id": NO_SUCH,
    "other_id": RUN_OPEN,
}
"""Parameters that are secrets or names of one's own things; here they name nothing."""
_A1 = frozenset({Place.OWN, Place.SAME_UNIT, Place.CHILD})
SCOPE: Final[Mapping[str, frozenset[Place]]] = {
    "officer": frozenset({Place.OWN}),
    "hr_a1": _A1,
    "hr_a1_department": frozenset({Place.CHILD}),
    "decider_a1": _A1,
    "province_a": _A1 | {Place.SIBLING},
    "auditor_a": _A1 | {Place.SIBLING},
    "administrator_a": _A1 | {Place.SIBLING},
    "administrator": frozenset(Place) - {Place.NOBODY},
    "institute": frozenset(Place) - {Place.NOBODY},
    "institute_2": frozenset(Place) - {Place.NOBODY},
    "nobody": frozenset(),
    "": frozenset(),
}
"""Account → places inside its scope, whatever its role allows there; "" is nobody signed in."""
RUNS_SEEN: Final[Mapping[str, frozenset[str]]] = {
    "officer": frozenset({RUN_A}),
    "hr_a1": frozenset({RUN_A, RUN_OPEN}),
    "hr_a1_department": frozenset({RUN_A, RUN_OPEN}),
    "decider_a1": frozenset({RUN_A, RUN_OPEN}),
    "province_a": frozenset({RUN_A, RUN_OPEN}),
    "auditor_a": frozenset({RUN_A, RUN_OPEN}),
    "institute": frozenset({RUN_A, RUN_B}),
    "institute_2": frozenset({RUN_A, RUN_B}),
}
"""Account → runs it may know of: those over its units or above them; published ones for people and institutes."""
RUNS_WHOLE: Final[Mapping[str, frozenset[str]]] = {
    "hr_a1": frozenset({RUN_OPEN}),
    "decider_a1": frozenset({RUN_OPEN}),
    "province_a": frozenset({RUN_A, RUN_OPEN}),
    "auditor_a": frozenset({RUN_A, RUN_OPEN}),
}
"""Account → runs whose whole unit lies in its scope."""


def unit_of(place: Place) -> str:
    """The unit of a place."""
    return OF_UNIT["unit_id"][place]
