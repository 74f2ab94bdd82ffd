"""The real server over the small world, in a process of its own on loopback; its clock starts at the world's day.

    python -m tests.journeys.server FOLDER

writes the port into FOLDER/port when it listens. Every account has the password below; `newcomer` waits for its
activation link, which stands in FOLDER/activation.
"""

from __future__ import annotations

import dataclasses
import socket
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import uvicorn

from api.app import create_app
from recommender.passwords import hash_password
from recommender.permissions import Grant, Role
from recommender.store import Store, accounts, links, open_store
from recommender.store.accounts import NewAccount
from recommender.store.links import NewLink
from recommender.store.tables.accounts import LinkPurpose
from tests.api.world import KEY, ROLES, make_world, world_settings
from tests.api.world_rows import A1, NOW
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
    (folder / "activation").write_text(_newcomer(store))
    store.close()


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
    app = create_app(settings, store, catalogue=load_catalogue(), clock=lambda: now_of(started))
    (folder / "port").write_text(str(port))
    config = uvicorn.Config(app, log_level="warning", loop="uvloop", http="httptools", access_log=False)
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
