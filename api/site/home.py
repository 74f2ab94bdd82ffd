"""What waits for a viewer, from every subject that has work to hand out."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from api.look.waiting import Waiting, Words
from recommender.permissions import Role, Viewer
from recommender.store.engine import Store

SOURCES: Final[tuple[str, ...]] = (
    "api.imports.waiting",
    "api.positions.waiting",
    "api.verdicts.waiting",
    "api.people.waiting",
    "api.objections.waiting",
    "api.staffing.waiting",
)
"""Modules with `waiting(store, viewer, _, *, now) -> tuple[Waiting, ...]`; one line each, in the order of the page."""


def waiting_for(store: Store, viewer: Viewer, _: Words, *, now: object) -> tuple[Waiting, ...]:
    """The work of all subjects in their order."""
    found: list[Waiting] = []
    for name in SOURCES:
        found.extend(import_module(name).waiting(store, viewer, _, now=now))
    return tuple(found)


def home_of(viewer: Viewer) -> str:
    """The first page: one's own result for a civil servant, demand for an institute, the desk for others."""
    roles = {grant.role for grant in viewer.grants}
    if roles and roles <= {Role.OFFICER}:
        return "/me"
    if roles and roles <= {Role.INSTITUTE}:
        return "/demand"
    return "/"
