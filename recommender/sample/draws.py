"""Draws: small seeded choices over numpy arrays that every part of the sample makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Texts: TypeAlias = NDArray[np.object_]


def texts(values: Sequence[str]) -> Texts:
    """An object array of these texts."""
    array = np.empty(len(values), dtype=object)
    array[:] = list(values)
    return array


def weighted(rng: np.random.Generator, weights: Mapping[str, float], size: int) -> Texts:
    """`size` keys drawn with these weights."""
    share = np.array(list(weights.values()), dtype=np.float64)
    return texts(list(weights))[rng.choice(len(share), size=size, p=share / share.sum())]


def any_of(rng: np.random.Generator, values: Sequence[str], size: int) -> Texts:
    """`size` values drawn evenly."""
    return texts(values)[rng.integers(0, len(values), size)]


def flags(rng: np.random.Generator, rate: float | Floats, size: int) -> Flags:
    """`size` flags, each true with this rate."""
    return rng.random(size) < rate


def stochastic_round(rng: np.random.Generator, values: Floats) -> Ints:
    """Whole numbers whose mean is the value: the floor, or one more with the fraction as chance."""
    return np.floor(values + rng.random(values.shape)).astype(np.int64)


def days_between(rng: np.random.Generator, first: Floats | Ints, last: Floats | Ints) -> Ints:
    """Whole numbers drawn evenly from [first, last]."""
    return np.floor(first + rng.random(len(first)) * (last - first + 1)).astype(np.int64)


def one_each(rng: np.random.Generator, groups: Ints) -> Ints:
    """Indices of one random member of each group."""
    order = np.lexsort((rng.random(len(groups)), groups))
    first = np.ones(len(order), dtype=bool)
    first[1:] = groups[order][1:] != groups[order][:-1]
    return order[first]
