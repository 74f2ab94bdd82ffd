"""Qualifications: degrees, majors, political theory and certificates that officers truly hold, and what the file shows.

Truth and file are apart: a certificate can be held and not written down, so that "no document" is not "does not have".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recommender.sample.draws import Flags, Floats, Ints, flags, texts
from recommender.sample.majors import NAMED, OTHER, RELATED, fit_of_majors
from recommender.sample.people import PRINCIPAL, People
from recommender.sample.staffing import Posts
from training_catalog.types import Catalogue, PositionGroup, StandardKind

UNSUITABLE = 0.056
"""Officers drawn for an unsuitable major; some positions accept nearly everything, so fewer holdings have one."""
RELATED_RATE = 0.083
MADE_UP = 0.4
"""Of unsuitable or related majors where a certificate makes up for it: those who hold that certificate."""
SECOND_DEGREE = 0.06
LOW_DEGREE = 0.005
LACKS_SM = {True: 0.26, False: 0.004}
"""Truly without the state-management certificate, by whether the major is unsuitable (new people are both)."""
BLANK_SM = 0.057
"""Held, and not written in the file."""
DENIED = 0.67
"""Of those truly without it: the file says so."""
LACKS_OTHER = 0.02
"""Truly without another certificate that decides (civil status, chief accountant, driving licence)."""
LACKS_THEORY = 0.02
STATE_MANAGEMENT = "state_management_specialist"
STATE_PRINCIPAL, STATE_ASSISTANT = "state_management_principal", "state_management_assistant"
SM_TERMS = (STATE_ASSISTANT, STATE_MANAGEMENT, STATE_PRINCIPAL)
NO_LEVEL = -1


@dataclass(frozen=True, kw_only=True)
class Qualifications:
    """What officers truly hold, by officer, and what the file shows of it."""

    degree: Ints
    """Order of the degree in the vocabulary `degrees`."""
    major: Ints
    """Index into `majors`; -1 = no major."""
    second: Ints
    """Major of a second university degree; -1 = none."""
    theory: Ints
    """Order in the vocabulary `political_theory`."""
    state_management: Ints
    """Index into SM_TERMS, -1 = none."""
    sm_blank: Flags
    """Nothing about state management in the file."""
    sm_denied: Flags
    """The file says that the officer does not have it."""
    certificates: dict[str, Flags]
    """Other certificates that rules ask for: term → held (held ones are written in the file)."""
    majors: tuple[str, ...]


def qualify(catalogue: Catalogue, posts: Posts, people: People, rng: np.random.Generator) -> Qualifications:
    """Qualifications of all officers, chosen for the positions they hold."""
    fit = fit_of_majors(catalogue)
    major, unsuitable = _majors(fit.matrix, posts, rng)
    degree = _degrees(catalogue, posts, rng)
    academic = degree >= catalogue.vocabularies["degrees"]["intermediate"].order
    major = np.where(academic, major, NO_LEVEL)
    second = _second_majors(fit.matrix, posts, degree, rng)
    management, blank, denied = _state_management(catalogue, posts, people, unsuitable, rng)
    return Qualifications(
        degree=degree,
        major=major,
        second=second,
        theory=_theory(catalogue, posts, people, rng),
        state_management=management,
        sm_blank=blank,
        sm_denied=denied,
        certificates=_certificates(catalogue, posts, fit.matrix, major, rng),
        majors=fit.majors,
    )


def _majors(matrix: Ints, posts: Posts, rng: np.random.Generator) -> tuple[Ints, Flags]:
    """Major of each officer by the positions held together, and whether it is unsuitable for the main one."""
    kind = rng.random(posts.officers)
    wish = np.where(kind < UNSUITABLE, OTHER, np.where(kind < UNSUITABLE + RELATED_RATE, RELATED, NAMED))
    draw = rng.random(posts.officers)
    major = np.zeros(posts.officers, dtype=np.int64)
    common = _commonness(matrix)
    for members, held in _bundles(posts):
        main = matrix[held[0]]
        together = matrix[list(held)].max(axis=0)
        for level in (NAMED, RELATED, OTHER):
            here = members[wish[members] == level]
            weights = np.where(main == level, np.where(together <= level, 1.0, 0.05), 0.0)
            if not weights.any():
                weights = np.where(main == NAMED, np.where(together == NAMED, 1.0, 0.05), 0.0)
            steps = np.cumsum(weights * common)
            major[here] = np.searchsorted(steps, draw[here] * steps[-1], side="right")
    return major, matrix[posts.main, major] == OTHER


def _commonness(matrix: Ints) -> Floats:
    """Majors that many positions name are the common ones."""
    share: Floats = 0.3 + (matrix == NAMED).mean(axis=0) * 6
    return share


def _bundles(posts: Posts) -> list[tuple[Ints, tuple[int, ...]]]:
    """Officers grouped by the positions they hold, main first."""
    first = np.searchsorted(posts.officer, np.arange(posts.officers + 1))
    position = posts.position.tolist()
    groups: dict[tuple[int, ...], list[int]] = {}
    for officer, (start, end) in enumerate(zip(first[:-1].tolist(), first[1:].tolist(), strict=True)):
        groups.setdefault(tuple(position[start:end]), []).append(officer)
    return [(np.array(members, dtype=np.int64), held) for held, members in sorted(groups.items())]


def _degrees(catalogue: Catalogue, posts: Posts, rng: np.random.Generator) -> Ints:
    """Order of the degree: mostly university, masters more among leaders; support has less."""
    order = {key: term.order for key, term in catalogue.vocabularies["degrees"].items()}
    groups = texts([str(entry.group) for entry in catalogue.positions.values()])[posts.main]
    least = _least_order(catalogue, StandardKind.DEGREE, "degrees")
    draw = rng.random(posts.officers)
    masters = np.where(groups == PositionGroup.LEADER, 0.24, np.where(groups == PositionGroup.MILITARY, 0.01, 0.11))
    degree = np.where(draw < masters, order["master"], order["university"])
    college = (least[posts.main] <= order["college"]) & (rng.random(posts.officers) < 0.45)
    degree = np.where(college, order["college"], degree)
    support = groups == PositionGroup.SUPPORT
    degree = np.where(support, np.where(draw < 0.35, order["intermediate"], order["upper_secondary"]), degree)
    low = ~support & flags(rng, LOW_DEGREE, posts.officers)
    lower = np.where(least[posts.main] > order["college"], order["college"], order["intermediate"])
    return np.where(low, lower, degree).astype(np.int64)


def _least_order(catalogue: Catalogue, kind: StandardKind, vocabulary: str) -> Ints:
    """Highest minimum of the rules of this kind by position; 0 without one."""
    terms = catalogue.vocabularies[vocabulary]
    return np.array(
        [
            max([terms[rule.minimum].order for rule in entry.standards if rule.kind == kind and rule.minimum] or [0])
            for entry in catalogue.positions.values()
        ],
        dtype=np.int64,
    )


def _second_majors(matrix: Ints, posts: Posts, degree: Ints, rng: np.random.Generator) -> Ints:
    """A second university degree of some officers, in one of the majors that most positions name."""
    common = np.argsort(-(matrix == NAMED).sum(axis=0), kind="stable")[:4]
    chosen = common[rng.integers(0, len(common), posts.officers)]
    has = flags(rng, SECOND_DEGREE, posts.officers) & (degree >= np.median(degree))
    return np.where(has, chosen, NO_LEVEL).astype(np.int64)


def _state_management(
    catalogue: Catalogue, posts: Posts, people: People, unsuitable: Flags, rng: np.random.Generator
) -> tuple[Ints, Flags, Flags]:
    """Certificate truly held (index of SM_TERMS), nothing on file, said to be absent."""
    size = posts.officers
    entries = list(catalogue.positions.values())
    civil = np.array([entry.group not in (PositionGroup.MILITARY, PositionGroup.SUPPORT) for entry in entries])
    civil |= np.array([any(STATE_MANAGEMENT in rule.accepted for rule in entry.standards) for entry in entries])
    asked = civil[posts.main]
    assistant = np.array([any(STATE_ASSISTANT in rule.accepted for rule in entry.standards) for entry in entries])
    level = np.where(people.rank == PRINCIPAL, 2, 1)
    level = np.where(assistant[posts.main] & flags(rng, 0.6, size), 0, level)
    lacks = flags(rng, np.where(unsuitable, LACKS_SM[True], LACKS_SM[False]), size)
    lacks |= ~asked & flags(rng, 0.8, size)
    denied = lacks & asked & flags(rng, DENIED, size)
    blank = ~denied & (lacks | flags(rng, BLANK_SM, size))
    return np.where(lacks, NO_LEVEL, level).astype(np.int64), blank, denied


def _theory(catalogue: Catalogue, posts: Posts, people: People, rng: np.random.Generator) -> Ints:
    """Order of political theory: what leaders need, with few exceptions; less among others."""
    size = posts.officers
    least = _least_order(catalogue, StandardKind.POLITICAL_THEORY, "political_theory")[posts.main]
    free = rng.choice([0, 1, 2, 3], size=size, p=[0.3, 0.27, 0.4, 0.03])
    free = np.where(~people.is_party & (free > 1), 0, free)
    above = least + (flags(rng, 0.25, size) & (least < 3))
    short = np.maximum(least - 1, 0)
    return np.where(least > 0, np.where(flags(rng, LACKS_THEORY, size), short, above), free).astype(np.int64)


def _certificates(
    catalogue: Catalogue, posts: Posts, matrix: Ints, major: Ints, rng: np.random.Generator
) -> dict[str, Flags]:
    """Other certificates by term: asked ones are mostly held, alternatives by some whose major needs them."""
    held: dict[str, Flags] = {}
    for place, entry in enumerate(catalogue.positions.values()):
        officers = posts.officer[posts.position == place]
        for rule in entry.standards:
            if rule.kind == StandardKind.CERTIFICATE and not set(rule.accepted) & set(SM_TERMS):
                rate = 0.3 if rule.after_appointment or not rule.is_enabled else 1 - LACKS_OTHER
                has = flags(rng, rate, len(officers))
                held.setdefault(rule.accepted[0], np.zeros(posts.officers, dtype=bool))[officers[has]] = True
            if rule.kind == StandardKind.MAJOR and rule.alternatives:
                needs = matrix[place, major[officers]] != NAMED
                has = needs & flags(rng, MADE_UP, len(officers))
                held.setdefault(rule.alternatives[0], np.zeros(posts.officers, dtype=bool))[officers[has]] = True
    return held
