"""The written data of the sample: topics, names, places, careers and staffing, from its YAML files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeAlias

import yaml

Weights: TypeAlias = Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Names:
    """Parts of personal names: family by people, middle and given by sex, whole given names of some peoples."""

    family: Mapping[str, Weights]
    middle: Mapping[str, Weights]
    given: Mapping[str, Sequence[str]]
    own: Mapping[str, Mapping[str, Sequence[str]]]
    shares: Mapping[str, Weights]
    """By province id: share of each minority among officers of rural communes."""


@dataclass(frozen=True, kw_only=True)
class Places:
    """Share of mountain communes and names of former districts by province id."""

    mountain_share: Mapping[str, float]
    districts: Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Careers:
    """Past posts by field ("organisation | title | duty"), courses by field ("name | hours"), verbs and schools."""

    posts: Mapping[str, Sequence[str]]
    duty_verbs: Sequence[str]
    course_names: Mapping[str, Sequence[str]]
    universities: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Staffing of one position in a commune of usual size."""

    position_id: str
    is_fixed: bool
    """Leaders, military and support: their number does not grow with the commune."""
    present: float
    need: float
    posts: str
    courses: str
    carriers: tuple[str, ...]


@lru_cache(maxsize=1)
def topics() -> dict[str, tuple[str, ...]]:
    """Wordings of topics by requirement id."""
    return {str(key): tuple(lines) for key, lines in _read("topics.yaml").items()}


@lru_cache(maxsize=1)
def names() -> Names:
    """Parts of personal names."""
    return Names(**_read("names.yaml"))


@lru_cache(maxsize=1)
def places() -> Places:
    """Terrain and former districts."""
    return Places(**_read("places.yaml"))


@lru_cache(maxsize=1)
def careers() -> Careers:
    """Past posts, duties and courses."""
    return Careers(**_read("careers.yaml"))


@lru_cache(maxsize=1)
def desks() -> tuple[Desk, ...]:
    """Staffing of each position, leaders first."""
    data = _read("staffing.yaml")
    rows = [(key, True, row) for key, row in data["fixed"].items()]
    rows += [(key, False, row) for key, row in data["specialists"].items()]
    return tuple(
        Desk(
            position_id=key,
            is_fixed=is_fixed,
            present=float(row["present"]),
            need=float(row["need"]),
            posts=row["posts"],
            courses=row["courses"],
            carriers=tuple(row.get("carriers", ())),
        )
        for key, is_fixed, row in rows
    )


def _read(name: str) -> dict[str, Any]:
    text = files("recommender.sample").joinpath("data", name).read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data
