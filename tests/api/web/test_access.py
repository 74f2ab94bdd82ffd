from __future__ import annotations

from typing import Annotated

import pytest
from fastapi import APIRouter, FastAPI

from api.web.access import Policy, PolicyKind, Viewer, check_policies, permitted, policy_of, public
from recommender.errors import ContractError
from recommender.permissions import Action


def application(router: APIRouter) -> FastAPI:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.router.routes.extend(router.routes)
    return app


def test_an_application_with_a_route_without_a_policy_is_refused() -> None:
    router = APIRouter()

    @router.get("/forgotten")
    def forgotten() -> str:
        return ""

    with pytest.raises(ContractError, match="/forgotten"):
        check_policies(application(router))


def test_a_mount_other_than_static_files_is_refused() -> None:
    app = application(APIRouter())
    app.mount("/other", application(APIRouter()))
    with pytest.raises(ContractError, match="/other"):
        check_policies(app)


def test_the_policy_of_a_route_is_found_in_its_parameters_and_its_decorator() -> None:
    router = APIRouter()

    @router.get("/people")
    def people(viewer: Annotated[Viewer, permitted(Action.SEE_PEOPLE)]) -> str:
        return viewer.name

    @router.get("/open", dependencies=[public()])
    def anybody() -> str:
        return ""

    app = application(router)
    check_policies(app)
    assert [policy_of(route) for route in router.routes] == [  # type: ignore[arg-type]
        Policy(kind=PolicyKind.PERMITTED, actions=(Action.SEE_PEOPLE,)),
        Policy(kind=PolicyKind.PUBLIC),
    ]
