"""A run before the published one of province A, with other verdicts, levels and settings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from recommender import columns
from recommender.columns import FrameSpec
from recommender.store.frames import write_frame
from recommender.store.keys import person_key, search_key, text_key
from recommender.store.tables.runs import RESULTS, RUN
from tests.api.world import World
from tests.api.world_rows import A1, A1_DEPARTMENT, NOW, PEOPLE, PROVINCE_A, Someone, add
from tests.shipped_catalogue import shipped_catalogue

EARLIER = "RUNEARLIER"
HELD = [person for person in PEOPLE if person.province_id == PROVINCE_A]
CHANGED = {HELD[0].officer_id: "needs_review", HELD[2].officer_id: "meets", HELD[5].officer_id: "meets"}
"""Who had which other verdict: in A1, in A1 and in A2."""


def add_earlier_run(world: World) -> None:
    """The run, of everybody but the last person of the province, who came later."""
    with world.store.writing() as conn:
        catalogue = shipped_catalogue()
        add(conn, RUN, {
            "run_id": EARLIER, "unit_id": PROVINCE_A, "label": "Rà soát quý trước", "status": "published",
            "today": date(2026, 8, 22), "catalogue_digest": "0" * 64, "catalogue_version": "2026.1", "program": "test",
            "encoder": "lexical", "settings": {"p_meets": 0.85}, "made_by": world.users["hr_a1"],
            "made_by_name": "Phan Nhân Sự", "started_at": NOW - timedelta(days=92), "finished_at": NOW,
            "published_at": NOW, "job_id": None,
        })  # fmt: skip
        verdicts = [_verdict(one, number) for number, one in enumerate(HELD[:-1])]
        _write(conn, columns.VERDICTS, verdicts, extra={
            "name_sort": [person_key(one.name) for one in HELD[:-1]],
            "name_search": [search_key(one.name, one.code) for one in HELD[:-1]],
            "field": [catalogue.positions[one.position_id].field for one in HELD[:-1]],
            "title_sort": [text_key(one.position_id) for one in HELD[:-1]],
            "unit_sort": [text_key(one.unit_id) for one in HELD[:-1]], "doubt": [0.5] * len(verdicts),
        })  # fmt: skip
        _write(conn, columns.ESTIMATES, [_estimate(one, name) for one in HELD[:-1] for name in ("C1", "C3")])
        _write(conn, columns.STANDARDS, [_standard(one) for one in HELD[:-1]])


def _write(conn: Any, spec: FrameSpec, rows: list[dict[str, Any]], *, extra: dict[str, Any] | None = None) -> None:
    frame = spec.frame(rows)
    write_frame(conn, spec, RESULTS[spec.name][1], frame=frame, owner={"run_id": EARLIER}, extra=extra)


def _verdict(one: Someone, number: int) -> dict[str, Any]:
    label = CHANGED.get(one.officer_id, ("meets", "needs_review", "does_not_meet")[number % 3])
    is_changed = one.officer_id in CHANGED
    return {
        "officer_id": one.officer_id, "position_id": one.position_id, "unit_id": one.unit_id, "share": 1.0,
        "verdict": label, "probability": 0.55, "standards": "consider" if is_changed else "fits",
        "failed_questions": "" if label == "meets" else "competency", "p_competency": 0.3 if is_changed else 0.6,
        "share_met": 0.7, "coverage": 0.8, "n_requirements": 2, "n_direct": 1, "n_below": 0 if label == "meets" else 1,
        "results_band": "good",
    }  # fmt: skip


def _estimate(one: Someone, requirement: str) -> dict[str, Any]:
    return {
        "officer_id": one.officer_id, "position_id": one.position_id, "requirement_id": requirement,
        "kind": "competency", "name_vi": "Soạn thảo và ban hành văn bản", "name_en": "Drafting documents",
        "min_level": 2, "max_level": 3, "level": 1.4 if requirement == "C3" else 2.1, "sd": 0.4, "p_meets": 0.2,
    }  # fmt: skip


def _standard(one: Someone) -> dict[str, Any]:
    status = "consider" if one.officer_id in CHANGED else "fits"
    return {
        "officer_id": one.officer_id, "position_id": one.position_id, "rule_id": "degree", "kind": "degree",
        "status": status, "found": "Đại học", "wanted": "Đại học", "decides": True,
    }  # fmt: skip


def names(people: dict[str, str], *, units: tuple[str, ...] = (A1, A1_DEPARTMENT)) -> set[str]:
    """Names of those of the units."""
    return {one.name for one in HELD if one.officer_id in people and one.unit_id in units}
