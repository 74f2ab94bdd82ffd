"""The small world of the API and page tests: its rows, an account of every role with a session, and a server on top.

Units: province A (01) with communes A1 (with a department) and A2; province B (04) with communes B1 and B2. Accounts
are named for role and place: `hr_a1`, `province_a`, `decider_a1`, `auditor_a`, `administrator`, `institute`, `officer`.
"""

from __future__ import annotations

import dataclasses
import json
import shutil
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import ServerSettings
from recommender.permissions import ALLOWED, Action, Grant, Role
from recommender.store import Store, open_store
from recommender.store.access import accounts, notices, sessions, tokens
from recommender.store.access.accounts import NewAccount
from recommender.store.access.sessions import Device
from recommender.store.access.tokens import NewToken
from recommender.store.migrate import migrate
from recommender.workflows.keep_own_account import NOTICE_EDITION
from tests.api.world_imports import keep_file
from tests.api.world_positions import add_own_positions
from tests.api.world_results import add_runs
from tests.api.world_rows import (
    A1,
    A1_DEPARTMENT,
    A2,
    B1,
    NOW,
    OWN,
    PROVINCE_A,
    PROVINCE_B,
    add_people,
    add_units,
    add_work,
)
from tests.shipped_catalogue import shipped_catalogue

KEY: Final = b"a key of the small world, 32 byt"
ROLES: Final[dict[str, tuple[Role, str]]] = {
    "officer": (Role.OFFICER, A1),
    "hr_a1": (Role.UNIT_HR, A1),
    "hr_a1_department": (Role.UNIT_HR, A1_DEPARTMENT),
    "hr_a2": (Role.UNIT_HR, A2),
    "hr_b1": (Role.UNIT_HR, B1),
    "province_a": (Role.PROVINCE_HR, PROVINCE_A),
    "province_b": (Role.PROVINCE_HR, PROVINCE_B),
    "decider_a1": (Role.DECISION_MAKER, A1),
    "decider_a": (Role.DECISION_MAKER, PROVINCE_A),
    "institute": (Role.INSTITUTE, ""),
    "institute_2": (Role.INSTITUTE, ""),
    "auditor_a": (Role.FAIRNESS_AUDITOR, PROVINCE_A),
    "administrator": (Role.ADMINISTRATOR, ""),
    "administrator_a": (Role.ADMINISTRATOR, PROVINCE_A),
}
"""Account → role and unit."""
NOBODY: Final = "nobody"
"""An account without any role."""
SAME_ORIGIN: Final = {"sec-fetch-site": "same-origin"}


@dataclass(frozen=True, kw_only=True)
class World:
    """An open store with the rows of the world, a server over it, and the secrets of its sessions and tokens."""

    folder: Path
    store: Store
    settings: ServerSettings
    app: FastAPI
    users: dict[str, str]
    """Account → user id."""
    secrets: dict[str, str]
    """Account → session secret."""
    token: str
    """A token of the institute."""
    languages: dict[str, str] = field(default_factory=dict)
    """Account → language it was last given."""

    def client(self, account: str = "", *, language: str = "vi", site: str = "same-origin") -> TestClient:
        """A browser that is signed in as the account ("" = nobody is), reads this language and asks from us."""
        if account and self.languages.get(account, "vi") != language:
            with self.store.writing() as conn:
                accounts.set_language(conn, self.users[account], language)
            self.languages[account] = language
        headers = {"accept-language": language} | ({"sec-fetch-site": site} if site else {})
        return TestClient(
            self.app, headers=headers, cookies=self.cookies(account, language=language), follow_redirects=False,
            raise_server_exceptions=False,
        )  # fmt: skip

    def cookies(self, account: str, *, language: str = "vi") -> dict[str, str]:
        """The cookies of a browser that is signed in as the account."""
        return ({"nangluc": self.secrets[account]} if account else {}) | {"lang": language}

    def token_client(self, token: str = "") -> TestClient:
        """A program that sends a token and no cookie."""
        headers = {"authorization": f"Bearer {token or self.token}"}
        return TestClient(self.app, headers=headers, follow_redirects=False, raise_server_exceptions=False)


def make_world(folder: Path) -> None:
    """The store of the world in an empty folder, with `world.json` beside it for its secrets."""
    folder.mkdir(parents=True, exist_ok=True)
    store = open_store(f"sqlite:///{folder}/nangluc.db", audit_key=KEY, create=True)
    migrate(store)
    catalogue = shipped_catalogue()
    with store.writing() as conn:
        add_units(conn, catalogue)
        add_people(conn)
        users, secrets = {}, {}
        for account in (*ROLES, NOBODY):
            officer = OWN.officer_id if account == "officer" else ""
            role, unit = ROLES.get(account, (None, A1))
            new = NewAccount(login=account, name=f"Tài khoản {account}", unit_id=unit, officer_id=officer)
            users[account] = accounts.add_account(conn, new, now=NOW)
            if role is not None:
                accounts.add_grant(conn, users[account], Grant(role=role, unit_id=unit), by="test", now=NOW)
            notices.put_reading(conn, users[account], NOTICE_EDITION, now=NOW)
            secrets[account] = sessions.create(
                conn, users[account], device=Device(address="127.0.0.1"), is_second_factor_done=True, now=NOW
            )  # fmt: skip
        actions = ALLOWED[Role.INSTITUTE] - {Action.MANAGE_TOKENS}
        new_token = NewToken(label="Nhu cầu", actions=actions, expires_at=NOW + timedelta(days=30))
        token = tokens.create(conn, users["institute"], new_token, now=NOW).secret
        add_runs(conn, catalogue, made_by=users["hr_a1"])
        add_work(conn, users)
        add_own_positions(conn, catalogue, users)
    store.close()
    keep_file(folder)
    (folder / "exports").mkdir()
    for number in range(4):
        (folder / "exports" / f"J0B{number}.csv").write_text("code\n")
    (folder / "world.json").write_text(json.dumps({"users": users, "secrets": secrets, "token": token}))


def open_world(folder: Path) -> World:
    """The world in a folder that `make_world` filled, with a server whose clock stands still."""
    kept = json.loads((folder / "world.json").read_text())
    store = open_store(f"sqlite:///{folder}/nangluc.db", audit_key=KEY)
    settings = world_settings(folder)
    app = create_app(settings, store, catalogue=shipped_catalogue(), clock=lambda: NOW)
    return World(folder=folder, store=store, settings=settings, app=app, **kept)


def reset(world: World, fresh: Path) -> None:
    """The store and the uploaded files as they were in a folder that `make_world` filled."""
    world.store.engine.dispose()
    for left in world.folder.glob("nangluc.db*"):
        left.unlink()
    shutil.copy(fresh / "nangluc.db", world.folder / "nangluc.db")
    shutil.copytree(fresh / "uploads", world.folder / "uploads", dirs_exist_ok=True)


def world_settings(folder: Path) -> ServerSettings:
    """Settings of a server for tests."""
    return dataclasses.replace(
        ServerSettings(data_folder=folder), is_production=False, allowed_hosts=("testserver",), signing_key=KEY,
        audit_key=KEY, requests_per_minute=1_000_000, requests_per_minute_address=1_000_000,
    )  # fmt: skip
