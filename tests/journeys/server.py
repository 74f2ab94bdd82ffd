"""The real server over the small world, in a process of its own on loopback; its clock starts at the world's day.

    python -m tests.journeys.server FOLDER

writes the port into FOLDER/port when it listens. Every account has the password below; `newcomer` waits for its
activation link, which stands in FOLDER/activation. A provider of identities answers beside it.
"""

from __future__ import annotations

import dataclasses
import socket
import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import uvicorn

from api.app import create_app
from recommender.passwords import hash_password
from recommender.permissions import Grant, Role
from recommender.store import Connection, Store, open_store
from recommender.store.access import accounts, links
from recommender.store.access.accounts import NewAccount
from recommender.store.access.links import NewLink
from recommender.store.tables.accounts import LinkPurpose
from recommender.store.tables.people import EVIDENCE_FILE, STATEMENT
from tests.api.openid.provider_of_tests import CLIENT_ID, SECRET, TestProvider, running
from tests.api.world import KEY, ROLES, make_world, world_settings
from tests.api.world_rows import A1, NOW, PEOPLE, add
from training_catalog import load_catalogue

PASSWORD = "năm cây bàng trước cổng chợ"
NEWCOMER = "newcomer"


def now_of(started: float) -> datetime:
    """The server's time: the world's day, ticking."""
    return NOW + timedelta(seconds=time.time() - started)


def make_journey_world(folder: Path) -> None:
    """The small world, with passwords and one account that is not activated yet."""
    make_world(folder)
    store = open_store(f"sqlite:///{folder}/nangluc.db", audit_key=KEY)
    kept = hash_password(PASSWORD)
    with store.writing() as conn:
        for login in ROLES:
            account = accounts.find_account(conn, login)
            if account is None:
                raise LookupError(login)
            accounts.set_password(conn, account.user_id, kept, now=NOW)
        _add_waiting(conn, folder)
    (folder / "activation").write_text(_newcomer(store))
    store.close()


def _add_waiting(conn: Connection, folder: Path) -> None:
    """Two people of A1 have added evidence that nobody has looked at: a course with its file, and a correction."""
    learner, graduate = PEOPLE[1], PEOPLE[2]
    kept = folder / "uploads" / "evidence"
    kept.mkdir(parents=True, exist_ok=True)
    (kept / "F1.pdf").write_bytes(b"%PDF-1.4 ban chup")
    add(conn, EVIDENCE_FILE, {
        "file_id": "F1", "officer_id": learner.officer_id, "name": "chung-chi-ho-tich.pdf", "bytes": 182_400,
        "media_type": "application/pdf", "sha256": "0" * 64, "stored_as": "evidence/F1.pdf", "added_by": "learner",
    })  # fmt: skip
    add(conn, STATEMENT, {
        "statement_id": "S1WAITS", "officer_id": learner.officer_id, "kind": "certificate", "standing": "waits",
        "text": "Chứng chỉ bồi dưỡng nghiệp vụ công tác hộ tịch", "periods": 40.0, "started_on": date(2026, 3, 2),
        "dated_on": date(2026, 4, 30), "added_by": "learner", "added_by_name": learner.name, "file_id": "F1",
        "added_at": NOW - timedelta(days=6), "replaces": None,
    }, {
        "statement_id": "S2WAITS", "officer_id": graduate.officer_id, "kind": "degree", "standing": "waits",
        "text": "Thạc sĩ Luật hành chính", "subject": "Luật hành chính", "grade": "Thạc sĩ",
        "dated_on": date(2025, 12, 20), "added_by": "graduate", "added_by_name": graduate.name,
        "added_at": NOW - timedelta(days=2), "replaces": f"S{graduate.officer_id}0", "periods": None,
        "started_on": None, "file_id": None,
    })  # fmt: skip


def _newcomer(store: Store) -> str:
    with store.writing() as conn:
        user_id = accounts.add_account(conn, NewAccount(login=NEWCOMER, name="Phan Thị Mới", unit_id=A1), now=NOW)
        accounts.add_grant(conn, user_id, Grant(role=Role.UNIT_HR, unit_id=A1), by="test", now=NOW)
        new = NewLink(
            user_id=user_id, purpose=LinkPurpose.ACTIVATE, made_by="test", expires_at=NOW + timedelta(hours=72)
        )
        return links.make_link(conn, new, now=NOW)


def serve(folder: Path) -> None:
    """Answers until it is stopped."""
    started = float((folder / "started").read_text())
    store = open_store(f"sqlite:///{folder}/nangluc.db", audit_key=KEY)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(64)
    port = listening.getsockname()[1]
    settings = dataclasses.replace(
        world_settings(folder), allowed_hosts=("127.0.0.1",), public_url=f"http://127.0.0.1:{port}", port=port,
        contact="Sở Nội vụ, 024 3825 0000", encoder="lexical", session_idle_minutes=240,
    )  # fmt: skip
    with running(TestProvider(now=lambda: now_of(started).timestamp())) as provider:
        settings = dataclasses.replace(
            settings, oidc_issuer=provider.issuer, oidc_name="Cổng chung", oidc_client_id=CLIENT_ID, oidc_secret=SECRET
        )
        app = create_app(settings, store, catalogue=load_catalogue(), clock=lambda: now_of(started))
        (folder / "port").write_text(str(port))
        config = uvicorn.Config(app, log_level="warning", loop="uvloop", http="httptools", access_log=False)
        uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
