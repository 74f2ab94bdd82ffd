"""One account of each role for sample data, each with a one-time link that signs in at once, and no password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from recommender.permissions import WHOLE_COUNTRY, Grant, Role
from recommender.store.access import accounts, links
from recommender.store.access.accounts import NewAccount
from recommender.store.access.links import NewLink
from recommender.store.audit import about_account, append_audit
from recommender.store.engine import Store
from recommender.store.tables.accounts import LinkPurpose

LINK_LIFE = timedelta(hours=72)
ACTOR = "demo"


@dataclass(frozen=True, kw_only=True)
class DemoPlaces:
    """Where the roles of the sample are held, and who the officer is."""

    province_id: str
    unit_id: str
    officer_id: str


@dataclass(frozen=True, kw_only=True)
class DemoLink:
    """A role's sign-in link."""

    role: Role
    name_vi: str
    name_en: str
    secret: str


_NAMES: tuple[tuple[Role, str, str], ...] = (
    (Role.UNIT_HR, "Nhân sự đơn vị", "Unit HR"),
    (Role.PROVINCE_HR, "Nhân sự tỉnh", "Province HR"),
    (Role.DECISION_MAKER, "Người có thẩm quyền", "Decision maker"),
    (Role.OFFICER, "Cán bộ, công chức", "Civil servant"),
    (Role.INSTITUTE, "Cơ sở đào tạo, bồi dưỡng", "Training institute"),
    (Role.FAIRNESS_AUDITOR, "Kiểm tra tính công bằng", "Fairness auditor"),
    (Role.ADMINISTRATOR, "Quản trị hệ thống", "Administrator"),
)
"""As the pages call the roles."""


def make_demo_users(store: Store, places: DemoPlaces, *, now: datetime) -> tuple[DemoLink, ...]:
    """A fresh link for each role; the accounts are made at the first call."""
    made = []
    with store.writing() as conn:
        for role, name_vi, name_en in _NAMES:
            login = f"demo.{role.value}"
            account = accounts.find_account(conn, login)
            officer_id = places.officer_id if role is Role.OFFICER else ""
            new = NewAccount(login=login, name=name_vi, unit_id=places.unit_id, officer_id=officer_id)
            user_id = account.user_id if account else accounts.add_account(conn, new, now=now)
            if account is None:
                accounts.add_grant(conn, user_id, _grant(role, places), by=ACTOR, now=now)
                append_audit(conn, store.audit_key, about_account(user_id, "add_user", actor=ACTOR), now=now)
            link = NewLink(user_id=user_id, purpose=LinkPurpose.DEMO, made_by=ACTOR, expires_at=now + LINK_LIFE)
            secret = links.make_link(conn, link, now=now)
            made.append(DemoLink(role=role, name_vi=name_vi, name_en=name_en, secret=secret))
    return tuple(made)


def _grant(role: Role, places: DemoPlaces) -> Grant:
    if role in {Role.ADMINISTRATOR, Role.INSTITUTE}:
        return Grant(role=role, unit_id=WHOLE_COUNTRY)
    is_local = role in {Role.UNIT_HR, Role.OFFICER}
    return Grant(role=role, unit_id=places.unit_id if is_local else places.province_id)
