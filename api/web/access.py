"""Who is asking, from session cookie or bearer token, and the policy that each route must declare.

A route takes its viewer through `permitted(Action.X)`, `signed_in()`, `public()` or `monitoring()`. Each is a
dependency that carries a `Policy`; `check_policies` refuses an application with a route that has none.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final

from fastapi import Depends, FastAPI, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.routing import Mount

from api.settings import ServerSettings
from api.web.callers import Caller, caller_of
from recommender.errors import ContractError, NotAllowed, NotFound, NotSignedIn, SecondFactorNeeded
from recommender.permissions import Action, Viewer
from recommender.store.access.sessions import SessionStage
from recommender.store.engine import Store
from training_catalog.types import Catalogue

LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})


class PolicyKind(StrEnum):
    """How a route decides who may call it."""

    PUBLIC = "public"
    """Anybody: sign-in, method page, health."""
    SIGNED_IN = "signed_in"
    """Anybody who is signed in."""
    SIGNING_IN = "signing_in"
    """Anybody with a session, also one that still waits for its second step."""
    PERMITTED = "permitted"
    """A viewer who may do one of the actions."""
    MONITORING = "monitoring"
    """The monitoring of the machine: this machine itself, or the monitoring token."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What a route declares."""

    kind: PolicyKind
    actions: tuple[Action, ...] = ()


async def _settings(request: Request) -> ServerSettings:
    settings: ServerSettings = request.app.state.settings
    return settings


async def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


async def _catalogue(request: Request) -> Catalogue:
    catalogue: Catalogue = request.app.state.catalogue
    return catalogue


async def _now(request: Request) -> datetime:
    clock: Callable[[], datetime] = request.app.state.clock
    return clock()


SettingsOf = Annotated[ServerSettings, Depends(_settings)]
CatalogueOf = Annotated[Catalogue, Depends(_catalogue)]
StoreOf = Annotated[Store, Depends(_store)]
Now = Annotated[datetime, Depends(_now)]


class _Guard:
    """The dependency behind every policy; its `policy` is what the checks read."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def __call__(self, request: Request, settings: SettingsOf, store: StoreOf, now: Now) -> Any:
        """The viewer that the policy lets through, or the refusal."""
        if self.policy.kind is PolicyKind.MONITORING:
            return _require_monitoring(request, settings)
        if "\x00" in request.url.path:
            raise NotFound
        caller = caller_of(request, settings, store, now)
        is_whole = caller is not None and caller.stage is SessionStage.WHOLE
        if self.policy.kind is PolicyKind.PUBLIC:
            return caller.viewer if caller is not None and is_whole else None
        if caller is None:
            raise NotSignedIn
        if not is_whole and self.policy.kind is not PolicyKind.SIGNING_IN:
            raise SecondFactorNeeded
        if self.policy.kind is PolicyKind.PERMITTED and not any(map(caller.viewer.may, self.policy.actions)):
            raise NotAllowed
        return caller.viewer


def permitted(*actions: Action) -> Any:
    """The viewer, who may do at least one of the actions; use as `Annotated[Viewer, permitted(Action.X)]`."""
    return Depends(_Guard(Policy(kind=PolicyKind.PERMITTED, actions=actions)))


def signed_in() -> Any:
    """The viewer, whoever it is; use as `Annotated[Viewer, signed_in()]`."""
    return Depends(_Guard(Policy(kind=PolicyKind.SIGNED_IN)))


def signing_in() -> Any:
    """The viewer of any session, also of one that waits for its second step; for the pages of that step."""
    return Depends(_Guard(Policy(kind=PolicyKind.SIGNING_IN)))


def public() -> Any:
    """The viewer if somebody is signed in; use as `Annotated[Viewer | None, public()]` or in `dependencies=`."""
    return Depends(_Guard(Policy(kind=PolicyKind.PUBLIC)))


def monitoring() -> Any:
    """Only this machine, or the bearer of the monitoring token; use in `dependencies=`."""
    return Depends(_Guard(Policy(kind=PolicyKind.MONITORING)))


def caller(request: Request) -> Caller:
    """The caller found by the guard of this route, for the routes that end or list sessions."""
    found: Caller | None = getattr(request.state, "caller", None)
    if found is None:
        raise NotSignedIn
    return found


def require_in_sight(viewer: Viewer, action: Action, officer_id: str) -> None:
    """Who may do this to himself only is told of everybody else what is told of nobody: not found."""
    if not viewer.roots(action) and officer_id != viewer.officer_id:
        raise NotFound


def policy_of(route: APIRoute) -> Policy | None:
    """The policy that a route declares, wherever it stands among its dependencies."""
    waiting: list[Dependant] = [route.dependant]
    while waiting:
        dependant = waiting.pop()
        if isinstance(dependant.call, _Guard):
            return dependant.call.policy
        waiting.extend(dependant.dependencies)
    return None


def check_policies(app: FastAPI) -> None:
    """Raises ContractError naming the routes that declare no policy; static files are the only mount."""
    bare = [
        str(getattr(route, "path", route))
        for route in app.routes
        if not (isinstance(route, APIRoute) and policy_of(route) is not None)
        and not (isinstance(route, Mount) and route.path == "/static")
    ]
    if bare:
        raise ContractError(f"routes without a policy: {', '.join(sorted(bare))}")


def _require_monitoring(request: Request, settings: ServerSettings) -> None:
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if settings.metrics_token and hmac.compare_digest(given.encode(), settings.metrics_token.encode()):
        return
    is_local = request.client is not None and request.client.host in LOOPBACK
    if settings.metrics_token or not is_local or "x-forwarded-for" in request.headers:
        raise NotFound


__all__ = [
    "caller", "CatalogueOf", "check_policies", "monitoring", "Now", "permitted", "Policy", "policy_of", "PolicyKind",
    "public", "require_in_sight", "SettingsOf", "signed_in", "signing_in", "StoreOf", "Viewer",
]  # fmt: skip
