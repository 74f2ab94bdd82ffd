"""A store with the whole country in it: every commune of the catalogue, its people and one published run's results.

Results are drawn, not matched: only their number and shape matter to the time a page takes.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import insert

from recommender.permissions import Grant, Role
from recommender.store import Store, open_store
from recommender.store.access import accounts, sessions
from recommender.store.access.accounts import NewAccount
from recommender.store.access.sessions import Device
from recommender.store.engine import refresh_statistics
from recommender.store.frames import write_frame
from recommender.store.keys import person_key, search_key, text_key
from recommender.store.migrate import migrate
from recommender.store.positions import put_positions
from recommender.store.tables.people import HOLDING, OFFICER
from recommender.store.tables.runs import RESULTS, RUN
from recommender.store.units import put_units
from tests.api.world_rows import NOW, TODAY, add, row
from training_catalog import load_catalogue
from training_catalog.types import Catalogue, Unit

RUN_ID = "RUNC0UNTRY"
PER_COMMUNE = 41
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Nông")
MIDDLE = ("Văn", "Thị", "Đình", "Thu", "Minh", "Ngọc", "Quốc", "Xuân", "Mỹ", "Hữu")
GIVEN = ("An", "Ánh", "Bình", "Chi", "Dũng", "Đức", "Giang", "Hà", "Hải", "Khánh", "Lan", "Linh", "Mai", "Nam", "Oanh",
         "Phúc", "Quyên", "Sơn", "Thảo", "Uyên", "Vân", "Yến")  # fmt: skip
ACCOUNTS = {
    "hr": (Role.UNIT_HR, "00004"), "province": (Role.PROVINCE_HR, "01"), "country": (Role.PROVINCE_HR, ""),
    "institute": (Role.INSTITUTE, ""), "officer": (Role.OFFICER, "00004"),
}  # fmt: skip


def fill(folder: Path, *, key: bytes, communes: int) -> dict[str, str]:
    """Session secrets by account; the first person of the first commune has the account `officer`."""
    store = open_store(f"sqlite:///{folder}/nangluc.db", audit_key=key, create=True)
    migrate(store)
    catalogue = load_catalogue()
    places = [unit for unit in catalogue.units.values() if unit.parent_id is not None][:communes]
    people = _people(places, catalogue)
    with store.writing() as conn:
        put_units(conn, catalogue.units, now=NOW)
        put_positions(conn, catalogue)
        conn.execute(insert(OFFICER), [one["officer"] for one in people])
        conn.execute(insert(HOLDING), [one["holding"] for one in people])
        add(conn, RUN, {
            "run_id": RUN_ID, "unit_id": "VN", "label": "Cả nước", "status": "published", "today": TODAY,
            "finished_at": NOW, "published_at": NOW, "job_id": None, "counts": {"officers": len(people)},
        })  # fmt: skip
    for name, frame, extra in _frames(people, places, catalogue):
        with store.writing() as conn:
            spec, table = RESULTS[name]
            write_frame(conn, spec, table, frame=spec.conform(frame), owner={"run_id": RUN_ID}, extra=extra)
    refresh_statistics(store)
    secrets = _accounts(store, people[0]["officer"]["officer_id"])
    store.close()
    return secrets


def _people(places: list[Unit], catalogue: Catalogue) -> list[dict[str, Any]]:
    dice = random.Random(20261122)
    positions = list(catalogue.positions)
    people = []
    for place in places:
        for number in range(PER_COMMUNE):
            name = f"{dice.choice(FAMILY)} {dice.choice(MIDDLE)} {dice.choice(GIVEN)}"
            officer_id = f"P{place.unit_id}{number:04d}"
            position = positions[number % len(positions)]
            people.append({
                "unit_id": place.unit_id, "province_id": place.parent_id, "position_id": position, "name": name,
                "officer_id": officer_id, "code": f"{place.unit_id}-{number}",
                "officer": row(
                    OFFICER, officer_id=officer_id, province_id=place.parent_id, code=f"{place.unit_id}-{number}",
                    unit_id=place.unit_id, name=name, name_sort=person_key(name), version=1, started_on=TODAY,
                    name_search=search_key(name, f"{place.unit_id}-{number}"), erased_at=None, import_id=None,
                ),
                "holding": row(HOLDING, officer_id=officer_id, position_id=position, share=1.0, import_id=None),
            })  # fmt: skip
    return people


def _frames(people: list[dict[str, Any]], places: list[Unit], catalogue: Catalogue) -> Any:
    keys = pd.DataFrame({name: [one[name] for one in people] for name in ("officer_id", "unit_id", "position_id")})
    keys = keys.sort_values(["officer_id", "position_id"], kind="stable").reset_index(drop=True)
    by_id = {one["officer_id"]: one for one in people}
    chance = [(number * 37 % 100) / 100 for number in range(len(keys))]
    label = ["meets" if p > 0.7 else "needs_review" if p > 0.3 else "does_not_meet" for p in chance]
    verdicts = keys.assign(
        verdict=label, probability=chance, share=1.0, standards="fits", reason_vi="Cần 2–3, ước lượng 2,1.",
        reason_en="Needs 2–3, estimated 2.1.", n_requirements=12, coverage=0.8, share_met=0.7, p_competency=0.6,
    )  # fmt: skip
    chosen = [by_id[officer] for officer in keys["officer_id"]]
    yield "verdicts", verdicts, _verdict_keys(chosen, chance, catalogue)
    for number in range(8):
        yield "estimates", keys.assign(
            requirement_id=f"C{number + 1}", kind="competency", domain="administration", name_vi="Năng lực",
            name_en="Competency", min_level=2, max_level=3, level=2.1, sd=0.4, p_meets=0.6, weight=1.0,
        ), None  # fmt: skip
    yield "gaps", keys.assign(requirement_id="C3", kind="shortfall", shortfall=0.4, priority=0.5), None
    for step in range(1, 4):
        yield "plans", keys.drop(columns="position_id").assign(
            step=step, course_id=f"PA-0{step}", course_vi="Khóa", course_en="Course", domain="law", periods=40.0,
            counted_periods=40.0, quarter="2027-Q1",
        ), None  # fmt: skip
    courses = list(catalogue.courses)[:40]
    yield "demand", pd.DataFrame([
        {
            "course_id": course, "course_vi": course, "course_en": course, "province_id": place.parent_id,
            "unit_id": place.unit_id, "domain": "law", "priority": "high", "learners": 1 + number % 9,
            "periods": 40.0, "classes": 1.0,
        }
        for number, place in enumerate(places) for course in courses
    ]), None  # fmt: skip
    positions = list(catalogue.positions)[:20]
    yield "balance", pd.DataFrame([
        {
            "unit_id": place.unit_id, "position_id": position, "group": "specialist", "field": "justice", "heads": 2,
            "present": 2.0, "suitable": 1.0, "norm": 2.0, "quota": 2.0, "plan": 1.0, "over_norm": 0.0,
            "over_quota": 0.0, "over_plan": 1.0,
        }
        for place in places for position in positions
    ]), None  # fmt: skip


def _verdict_keys(chosen: list[dict[str, Any]], chance: list[float], catalogue: Catalogue) -> dict[str, list[Any]]:
    positions = {key: (one.field, text_key(one.title_vi)) for key, one in catalogue.positions.items()}
    return {
        "name_sort": [one["officer"]["name_sort"] for one in chosen],
        "name_search": [one["officer"]["name_search"] for one in chosen],
        "field": [positions[one["position_id"]][0] for one in chosen],
        "title_sort": [positions[one["position_id"]][1] for one in chosen],
        "unit_sort": [text_key(one["unit_id"]) for one in chosen],
        "doubt": [1 - abs(2 * p - 1) for p in chance],
    }


def _accounts(store: Store, officer_id: str) -> dict[str, str]:
    secrets = {}
    with store.writing() as conn:
        for name, (role, unit) in ACCOUNTS.items():
            own = officer_id if role is Role.OFFICER else ""
            new = NewAccount(login=name, name=name, unit_id=unit, officer_id=own)
            user_id = accounts.add_account(conn, new, now=NOW)
            accounts.add_grant(conn, user_id, Grant(role=role, unit_id=unit), by="bench", now=NOW)
            secrets[name] = sessions.create(conn, user_id, device=Device(), is_second_factor_done=True, now=NOW)
    return secrets
