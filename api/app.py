"""The server: one FastAPI application from settings and an open store. Nothing is built at import."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from typing import Final

from fastapi import FastAPI

from api.look.static_files import static_app
from api.openid.provider import Provider
from api.settings import ServerSettings
from api.web.access import check_policies
from api.web.answers import add_refusals
from api.web.body_limit import BodyLimit
from api.web.csrf import CrossSiteCheck
from api.web.description import describe
from api.web.faults import Faults
from api.web.hosts import KnownHosts
from api.web.limits import RequestLimits
from api.web.metrics import RequestMetrics
from api.web.request_log import RequestLog
from api.web.security_headers import SecurityHeaders
from api.web.threads import as_many_as_connections
from recommender.store.catalogue_now import shipped_catalogue
from recommender.store.engine import Store
from training_catalog.types import Catalogue

API_ROUTERS: Final = (
    "api.administration.endpoints",
    "api.catalogue.endpoints",
    "api.courses.change_endpoints",
    "api.courses.endpoints",
    "api.decisions.endpoints",
    "api.demand.endpoints",
    "api.imports.change_endpoints",
    "api.imports.endpoints",
    "api.jobs.endpoints",
    "api.me.endpoints",
    "api.objections.endpoints",
    "api.operations.endpoints",
    "api.people.endpoints",
    "api.people.evidence_endpoints",
    "api.people.rights_endpoints",
    "api.plans.endpoints",
    "api.runs.endpoints",
    "api.runs.export_endpoints",
    "api.staffing.endpoints",
)  # fmt: skip
"""Modules whose `router` answers JSON under /api/v1."""

PAGE_ROUTERS: Final[tuple[str, ...]] = (
    "api.accounts.own_pages",
    "api.accounts.pages",
    "api.accounts.provider_pages",
    "api.accounts.second_step_pages",
    "api.accounts.token_pages",
    "api.administration.account_pages",
    "api.administration.audit_pages",
    "api.administration.backup_pages",
    "api.administration.identity_pages",
    "api.administration.merge_pages",
    "api.administration.pages",
    "api.administration.place_pages",
    "api.administration.rule_pages",
    "api.administration.user_pages",
    "api.administration.version_pages",
    "api.dashboard.pages",
    "api.courses.pages",
    "api.courses.result_pages",
    "api.courses.sending_pages",
    "api.demand.pages",
    "api.imports.sheet_pages",
    "api.imports.template_pages",
    "api.imports.marked_files",
    "api.imports.change_pages",
    "api.imports.pages",
    "api.jobs.pages",
    "api.me.data_pages",
    "api.me.evidence_pages",
    "api.me.pages",
    "api.me.plan_pages",
    "api.objections.pages",
    "api.people.evidence_pages",
    "api.people.export",
    "api.people.pages",
    "api.people.retention_pages",
    "api.people.service_pages",
    "api.positions.draft_pages",
    "api.positions.upload_pages",
    "api.positions.pages",
    "api.runs.comparing",
    "api.runs.making",
    "api.runs.not_screened_pages",
    "api.runs.pages",
    "api.site.pages",
    "api.staffing.balance_export",
    "api.staffing.balance_pages",
    "api.staffing.fairness_pages",
    "api.staffing.pages",
    "api.verdicts.decision_pages",
    "api.verdicts.printing",  # before the files of a list: verdicts.pdf is none of them
    "api.verdicts.export",
    "api.verdicts.pages",
)  # fmt: skip
"""Modules whose `router` answers pages; one line each, sorted."""


def create_app(
    settings: ServerSettings,
    store: Store,
    *,
    catalogue: Catalogue | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> FastAPI:
    """The application; raises ContractError when a route declares no policy."""
    app = FastAPI(
        title="Năng Lực", version="1", openapi_url=None, docs_url=None, redoc_url=None, lifespan=as_many_as_connections
    )  # fmt: skip
    app.state.settings = settings
    app.state.store = store
    app.state.catalogue = catalogue or shipped_catalogue()
    app.state.clock = clock
    app.state.provider = Provider(settings) if settings.oidc_issuer else None
    app.state.token_use = {}
    app.state.metrics = RequestMetrics()
    for name in (*API_ROUTERS, *PAGE_ROUTERS):
        # Flat, so that app.routes lists every route with its policy.
        app.router.routes.extend(import_module(name).router.routes)
    app.mount("/static", static_app)
    add_refusals(app)
    describe(app, settings)
    check_policies(app)
    _add_layers(app, settings)
    return app


def _add_layers(app: FastAPI, settings: ServerSettings) -> None:
    """From the inside out: the layer added last sees a request first."""
    app.add_middleware(CrossSiteCheck, public_url=settings.public_url)
    app.add_middleware(
        BodyLimit, max_body_bytes=settings.max_body_bytes, max_upload_bytes=settings.max_upload_bytes
    )  # fmt: skip
    app.add_middleware(
        RequestLimits,
        per_minute=settings.requests_per_minute,
        per_minute_address=settings.requests_per_minute_address,
        seconds=time.time,
    )
    app.add_middleware(KnownHosts, allowed_hosts=settings.allowed_hosts)
    app.add_middleware(Faults)
    app.add_middleware(SecurityHeaders, is_secure=settings.is_secure)
    app.add_middleware(RequestLog, metrics=app.state.metrics)
