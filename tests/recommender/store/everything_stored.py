"""One store with every kind of thing in it, a copy of it in another database, and what can be asked about it.

Names are such as sort differently in Vietnamese, in bytes and without case, or are equal; times and days are equal on
purpose, so that an order which is not whole shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection, insert, select, text

from recommender.permissions import Action, Grant, Role, Viewer
from recommender.store import Store, catalogue_now
from recommender.store.access import accounts, identities, links, notices, second_factors, sessions, tokens
from recommender.store.access.accounts import NewAccount
from recommender.store.access.links import LinkPurpose, NewLink
from recommender.store.access.sessions import Device
from recommender.store.access.tokens import NewToken
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.keys import person_key, search_key
from recommender.store.tables.catalogues import RULE_SWITCH
from recommender.store.tables.everything import METADATA
from recommender.store.tables.imports import IMPORT, IMPORT_PROBLEM, STAGED_ROW
from recommender.store.tables.jobs import JOB
from recommender.store.tables.people import HOLDING, OFFICER, STATEMENT
from recommender.store.tables.plans import ENROLMENT
from recommender.store.tables.runs import FAIRNESS, RUN
from recommender.store.tables.units import UNIT
from tests.api.world_imports import FILE, MAPPING, PROBLEM
from tests.api.world_positions import add_own_positions
from tests.api.world_results import add_runs
from tests.api.world_rows import (
    A1,
    A1_DEPARTMENT,
    A2,
    B1,
    NOW,
    OWN,
    PEOPLE,
    PROVINCE_A,
    PROVINCE_B,
    RUN_A,
    RUN_B,
    RUN_OPEN,
    add,
    add_people,
    add_units,
    add_work,
)
from tests.recommender.factories import catalogue as small_catalogue
from training_catalog.types import Catalogue

LOGINS: Final = (
    "hr_a1", "hr_a2", "hr_b1", "institute", "decider_a1", "province_a", "officer", "Ánh.B", "anh.a", "Anh.C", "ẩn_1",
    "đặng", "Dang", "dang%",
)  # fmt: skip
MORE_NAMES: Final = (
    "Nguyễn Văn An",
    "Nguyễn Văn An",
    "nguyễn văn ân",
    "Nguyễn Văn Ẩn",
    "Đào Thị Ăn",
    "Dao Thi An",
    "Y Blik Niê",
    "Ơn",
)
"""People of A2 beside those of the small world."""
EDITION: Final = "2026-11"
WORDS: Final[Mapping[str, tuple[Any, ...]]] = {
    "subject": ("ai-đặng", "ai-hr_a2", "9"), "subject_id": ("", OWN.officer_id), "issuer": ("https://đn.vn", "x"),
    "edition": (EDITION, "9"), "action": tuple(Action), "starts_from": (None, date(2027, 1, 1)),
    "text": ("", "an", "Ánh", "dang", "đ", "%", "_", "'", "x" * 50),
    "limit": (1, 2, 3, 50), "numbers": (None, (1,), (1, 2, 3)),
    "severity": ("", "error", "warning"), "file": ("", "can_bo.csv", "Cán bộ.xlsx"),
    "kind": ("", "import", "export", "inside"), "kinds": (("import", "export"), ()), "field": ("", "office", "tu-phap"),
    "group": ("", "specialist"), "domain": ("", "administration", "law"), "quarter": ("", "Q1/2027"),
    "review_reason": ("", "uncertain"), "failed_question": ("", "competency"), "year": (2026, 2027),
    "sha256": (f"{0:0>64}", f"{3:0>64}", "9"), "name": ("verdicts", "plans"),
    "pairs": ([(OWN.officer_id, OWN.position_id), (PEOPLE[5].officer_id, PEOPLE[5].position_id)],),
    "told_of": (("personal", "holding"), ()), "revision": ("head",),
    "is_id": (False, True), "status": ("", "open"), "today": (NOW.date(), date(2027, 1, 4)),
    "limits": (sessions.LIMITS,), "province_id": ("", PROVINCE_A),
}  # fmt: skip
"""What a parameter of each name may be, where it depends on nothing that was made."""


def put_everything(store: Store, catalogue: Catalogue) -> dict[str, Any]:
    """Fills an empty store; the secrets and ids that were made on the way."""
    with store.writing() as conn:
        add_units(conn, catalogue)
        add_people(conn)
        _add_more_people(conn)
        made = _add_accounts(conn)
        add_runs(conn, catalogue, made_by=made["users"]["hr_a1"])
        add_work(conn, made["users"])
        add_own_positions(conn, catalogue, made["users"])
        _add_ties(conn, made["users"])
        _add_rare(conn, made["users"])
        for number, user in enumerate((*made["users"].values(), *made["users"].values())):
            append_audit(conn, b"k" * 32, AuditEntry(
                actor=user, action=("look", "decide", "Xem")[number % 3], subject_kind="officer",
                subject_id=PEOPLE[number % 3].officer_id, unit_id=(A1, A2, B1)[number % 3], detail={"at": "list"},
            ), now=NOW - timedelta(minutes=number // 4))  # fmt: skip
    return made


def _add_accounts(conn: Connection) -> dict[str, Any]:
    users: dict[str, str] = {}
    secrets, tokens_made, links_made = [], [], []
    for number, login in enumerate(LOGINS):
        unit = (A1, A2, B1, A1_DEPARTMENT, "")[number % 5]
        new = NewAccount(
            login=login, name=("Lê Ánh", "Lê Ân", "Đỗ An")[number % 3], unit_id=unit,
            officer_id=OWN.officer_id if login == "officer" else "",
        )  # fmt: skip
        user = users[login] = accounts.add_account(conn, new, now=NOW)
        for role in (tuple(Role)[number % 7], Role.UNIT_HR)[: number % 3]:
            accounts.add_grant(conn, user, Grant(role=role, unit_id=unit), by="test", now=NOW)
        secrets += [
            sessions.create(conn, user, device=Device(address="::1"), is_second_factor_done=bool(time), now=NOW)
            for time in range(number % 3)
        ]
        if number % 2:
            wanted = NewToken(
                label=("Ánh", "An")[number % 4 // 2], actions=frozenset({Action.SEE_DEMAND}),
                expires_at=NOW + timedelta(days=number - 3),
            )  # fmt: skip
            tokens_made.append(tokens.create(conn, user, wanted, now=NOW).secret)
            notices.put_reading(conn, user, EDITION, now=NOW)
            identities.put_identity(conn, user, "https://đn.vn", f"ai-{login}", by="test", now=NOW)
        second_factors.replace_codes(conn, user, [bytes([number, code]) for code in range(1 + number % 4)])
        link = NewLink(
            user_id=user, purpose=LinkPurpose.ACTIVATE, made_by="", expires_at=NOW + timedelta(days=number - 2)
        )
        links_made.append(links.make_link(conn, link, now=NOW))
    return {"users": users, "sessions": secrets, "tokens": tokens_made, "links": links_made}


def _add_more_people(conn: Connection) -> None:
    for number, name in enumerate(MORE_NAMES):
        key = f"01K9M0RE{number:018d}"
        add(conn, OFFICER, {
            "officer_id": key, "province_id": PROVINCE_A, "code": f"cb-{number}", "unit_id": A2, "name": name,
            "rank": ("", "specialist")[number % 2], "started_on": None, "name_sort": person_key(name), "version": 1,
            "name_search": search_key(name, f"cb-{number}"), "erased_at": None, "department": "",
        })  # fmt: skip
        add(conn, HOLDING, {"officer_id": key, "position_id": "II.05", "share": 0.5})
        add(conn, STATEMENT, {
            "statement_id": f"S{key}", "officer_id": key, "kind": "duty", "text": name, "standing": "waits",
            "dated_on": None, "added_by": "", "added_at": NOW,
        })  # fmt: skip


def _add_ties(conn: Connection, users: Mapping[str, str]) -> None:
    """Problems in cells, and jobs of every state, at one moment."""
    add(conn, IMPORT, {
        "import_id": "1MP9", "digest": "9" * 64, "unit_id": A1, "status": "cancelled", "mapping": MAPPING,
        "files": [{**FILE, "stored_as": "gone.csv"}], "made_by": users["hr_a1"], "made_by_name": "hr_a1",
        "job_id": None,
    })  # fmt: skip
    for number in range(9):
        add(conn, IMPORT_PROBLEM, {
            "import_id": "1MP0", **PROBLEM, "number": number + 2, "cell": f"B{12 - number}",
            "file": ("can_bo.csv", "Cán bộ.xlsx", "đánh giá.xlsx")[number % 3],
            "severity": ("error", "warning")[number % 2],
        })  # fmt: skip
        add(conn, JOB, {
            "job_id": f"J1B{number}", "is_cancel_asked": number == 3, "kind": "import",
            "unit_id": (A1, A2, "")[number % 3],
            "asked_by": users[LOGINS[number]], "status": ("queued", "done", "failed")[number % 3],
            "finished_at": None if number % 3 == 0 else NOW,
        })  # fmt: skip


def _add_rare(conn: Connection, users: Mapping[str, str]) -> None:
    """What the small world lacks: staged people, a cancelled import, wishes, a newer run, mergers, switches."""
    accounts.add_grant(conn, users["Dang"], Grant(role=Role.ADMINISTRATOR, unit_id=""), by="test", now=NOW)
    catalogue_now.keep_catalogue(conn, small_catalogue(), by_name="Sở Nội vụ", now=NOW)
    for number, change in enumerate(("added", "changed", "unchanged", "refused", "added")):
        person = PEOPLE[number]
        add(conn, STAGED_ROW, {
            "import_id": ("1MP0", "1MP9")[number % 2], "kind": "person", "number": number, "code": person.code,
            "province_id": PROVINCE_A, "unit_id": A1, "name": person.name, "change": change, "changes": [],
            "officer_id": person.officer_id, "known_id": person.officer_id, "known_version": number % 3,
            "is_listed": True,
        })  # fmt: skip
        add(conn, RULE_SWITCH, {
            "unit_id": (A1, A2, PROVINCE_A)[number % 3], "position_id": "II.05", "rule_id": f"rule-{number // 3}",
            "is_enabled": number % 2 == 0, "valid_from": None, "valid_to": None, "version": 1,
        })  # fmt: skip
        add(conn, UNIT, {
            "unit_id": f"0900{number}", "parent_id": PROVINCE_A, "province_id": PROVINCE_A, "name": "Xã Ân Cũ",
            "kind": "commune", "is_active": False, "replaced_by": f"0900{number - 1}" if number else A2,
        })  # fmt: skip
        add(conn, ENROLMENT, {
            "enrolment_id": f"ENR-A{number}", "offering_id": "0FF-1", "officer_id": PEOPLE[number + 1].officer_id,
            "status": "wished", "changed_by": users["hr_a1"],
        })  # fmt: skip
    for run_id, status in (("RUNEW", "finished"), ("RUNWAITS", "waiting"), ("RUNWAIT2", "waiting")):
        add(conn, RUN, {
            "run_id": run_id, "unit_id": A1, "label": "Rà soát mới", "status": status, "today": NOW.date(),
            "catalogue_digest": "d", "catalogue_version": "1", "encoder": "lexical", "program": "test", "job_id": None,
            "made_by": users["hr_a1"], "started_at": NOW + timedelta(days=1), "finished_at": None, "published_at": None,
        })  # fmt: skip
    for group in ("Nữ", "Nam", "Ánh"):
        add(conn, FAIRNESS, {
            "run_id": RUN_OPEN, "dimension": "ethnicity", "group": group, "n": 40, "rate": 0.3, "ratio": 0.5,
            "p_value": 0.001, "is_reference": False, "asks_reason": True,
        })  # fmt: skip


def copy_rows(source: Store, target: Store) -> None:
    """The same rows in a migrated PostgreSQL database; its triggers and keys sleep meanwhile."""
    with source.reading() as read, target.writing() as write:
        write.execute(text("SET session_replication_role = replica"))
        for table in METADATA.sorted_tables:
            write.execute(table.delete())
            rows = [dict(row._mapping) for row in read.execute(select(table))]
            if rows:
                write.execute(insert(table), rows)
        write.execute(text("SET session_replication_role = DEFAULT"))


def pool_of(made: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    """What a parameter of each name may be."""
    users = made["users"]

    def seen(role: Role, unit: str, login: str, officer: str = "") -> Viewer:
        return Viewer(user_id=users[login], name=login, grants=(Grant(role=role, unit_id=unit),), officer_id=officer)

    officers = (
        OWN.officer_id,
        PEOPLE[1].officer_id,
        PEOPLE[4].officer_id,
        PEOPLE[5].officer_id,
        PEOPLE[8].officer_id,
        "9",
    )
    units = ("", "VN", PROVINCE_A, PROVINCE_B, A1, A1_DEPARTMENT, A2, B1, "9")
    named = tuple(unit for unit in units if unit)
    runs, imports = (RUN_A, RUN_B, RUN_OPEN, "no such run"), ("1MP0", "1MP1", "1MP3", "1MP9", "9")
    viewers = (
        seen(Role.PROVINCE_HR, "", "province_a"), seen(Role.PROVINCE_HR, PROVINCE_A, "province_a"),
        seen(Role.UNIT_HR, A1, "hr_a1"), seen(Role.UNIT_HR, B1, "hr_b1"), seen(Role.DECISION_MAKER, A1, "decider_a1"),
        seen(Role.INSTITUTE, "", "institute"), seen(Role.INSTITUTE, PROVINCE_A, "institute"),
        seen(Role.FAIRNESS_AUDITOR, PROVINCE_A, "hr_a2"), seen(Role.ADMINISTRATOR, "", "Ánh.B"),
        seen(Role.OFFICER, A1, "officer", OWN.officer_id), Viewer(user_id="N", name="N"),
    )  # fmt: skip
    days = (NOW - timedelta(days=400), NOW, NOW + timedelta(minutes=1))
    return {
        **WORDS,
        "viewer": viewers, "unit_id": units, "unit_ids": (named, (A1, A2), ()), "below": units, "beside": (A2, B1),
        "ancestor_id": named, "run_id": runs, "run_ids": ((RUN_A, RUN_B, RUN_OPEN), ()), "but_run": ("", RUN_A),
        "runs": ((RUN_OPEN, RUN_A), (RUN_A, RUN_OPEN)), "officer_id": officers, "officer_ids": (officers, officers[:1]),
        "code": ("", OWN.code, "cb-1", "unit_missing", "9"), "position_id": ("II.04", "II.05", "II.06", ""),
        "position_ids": (("II.04", "II.05"),), "course_id": ("", "PA-01", "0WN-1", "9"), "offering_id": ("0FF-1", "9"),
        "import_id": imports, "job_id": ("J0B0", "J1B1", "J1B3", None, "9"), "own_id": ("P0S0", "P0S3", "P0S9", "9"),
        "statement_id": (f"S{OWN.officer_id}1", f"S{PEOPLE[8].officer_id}1", "9"), "file_id": ("F1LE0", "F1LE4", "9"),
        "decision_id": ("DEC0", "DEC4", "9"), "objection_id": ("0BJ0", "0BJ3", "9"), "user_id": (*users.values(), "9"),
        "owner_id": ("", users["institute"]), "actor": ("", users["hr_a1"]), "login": (*LOGINS, "hr_A1", "9"),
        "login_or_id": ("hr_a1", users["đặng"], "9"),
        "secret": (*made["sessions"], *made["tokens"], *made["links"], "x"), "now": days, "since": (None, *days),
        "before": days, "until": (None, *days), "listed": (tuple(officers), ()),
        "number": (0, 1, 2), "own": ((),), "switches": ((),), "positions": ({}, {"II.04": "P0S0"}), "rules": ({},),
        "digest": (f"{0:064d}", f"{1:064d}", small_catalogue().digest, "9"),
    }  # fmt: skip
