"""Communes of the sample: which ones, their terrain and how many officers they have, from the catalogue's units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recommender.errors import UsageError
from recommender.sample.data_files import places
from recommender.sample.draws import Floats, Ints, Texts, texts
from training_catalog import fold
from training_catalog.types import Catalogue, Unit

MOUNTAIN, PLAIN, URBAN = "mountain", "plain", "urban"
USUAL_SIZE = {MOUNTAIN: 36.5, PLAIN: 41.8, URBAN: 44.5}
"""Mean officers present (mean of the country: about 41)."""
SIZE_SPREAD = 3.8
LEAST, MOST = 27, 56
COMMUNES_PER_PROVINCE = 6


@dataclass(frozen=True, kw_only=True)
class Communes:
    """Chosen communes in the order of their ids; arrays of one length."""

    unit_id: Texts
    name: Texts
    province_id: Texts
    province: Texts
    terrain: Texts
    size: Ints

    def __len__(self) -> int:
        return len(self.unit_id)


def choose_communes(catalogue: Catalogue, rng: np.random.Generator, *, communes: int, province: str | None) -> Communes:
    """Communes of a few provinces, mountain and plain, or of the one asked for; UsageError when there are too few."""
    below = _by_province(catalogue, province)
    available = sum(len(units) for units in below.values())
    if not 1 <= communes <= available:
        raise UsageError(
            f"Số xã phải từ 1 đến {available}, không phải {communes}.",
            f"The number of communes must be 1 to {available}, not {communes}.",
        )
    chosen = _spread(below, rng, communes)
    terrain = _terrain(chosen, rng)
    mean: Floats = np.array([USUAL_SIZE[key] for key in terrain])
    size = np.clip(np.rint(rng.normal(mean, SIZE_SPREAD)), LEAST, MOST).astype(np.int64)
    return Communes(
        unit_id=texts([unit.unit_id for unit in chosen]),
        name=texts([unit.name for unit in chosen]),
        province_id=texts([str(unit.parent_id) for unit in chosen]),
        province=texts([catalogue.units[str(unit.parent_id)].name for unit in chosen]),
        terrain=terrain,
        size=size,
    )


def _by_province(catalogue: Catalogue, province: str | None) -> dict[str, list[Unit]]:
    wanted = None
    if province is not None:
        provinces = {key: _bare(unit.name) for key, unit in catalogue.units.items() if unit.parent_id is None}
        wanted = next((key for key, name in provinces.items() if province == key or _bare(province) == name), None)
        if wanted is None:
            raise UsageError(f"Không có tỉnh “{province}”.", f"There is no province “{province}”.")
    below: dict[str, list[Unit]] = {}
    for unit in catalogue.units.values():
        if unit.parent_id is not None and wanted in (None, unit.parent_id):
            below.setdefault(unit.parent_id, []).append(unit)
    return below


def _bare(name: str) -> str:
    """Name of a province without its kind, case and diacritics: Nghệ An = tỉnh Nghệ An."""
    return fold(name).removeprefix("tinh ").removeprefix("thanh pho ")


def _spread(below: dict[str, list[Unit]], rng: np.random.Generator, communes: int) -> list[Unit]:
    """About six communes a province; the first province has mountains when there are two or more."""
    order = [list(below)[index] for index in rng.permutation(len(below))]
    shares = places().mountain_share
    steep = next((key for key in order if shares.get(key, 0.0) >= 0.8), order[0])
    order.sort(key=lambda key: key != steep)
    count = max(1, min(len(order), -(-communes // COMMUNES_PER_PROVINCE)))
    while sum(len(below[key]) for key in order[:count]) < communes:
        count += 1
    picked = order[:count]
    room = np.array([len(below[key]) for key in picked])
    quota = np.minimum(room, communes // count)
    while quota.sum() < communes:
        quota[int(np.argmax(room - quota))] += 1
    chosen: list[Unit] = []
    for key, wanted in zip(picked, quota, strict=True):
        indices = np.sort(rng.permutation(len(below[key]))[:wanted])
        chosen += [below[key][index] for index in indices]
    return sorted(chosen, key=lambda unit: unit.unit_id)


def _terrain(chosen: list[Unit], rng: np.random.Generator) -> Texts:
    shares = places().mountain_share
    high = rng.random(len(chosen))
    return texts(
        [
            URBAN if unit.kind == "ward" else MOUNTAIN if draw < shares.get(str(unit.parent_id), 0.0) else PLAIN
            for unit, draw in zip(chosen, high, strict=True)
        ]
    )
