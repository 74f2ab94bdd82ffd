"""Home, data notice, method page, and the choice of language and light or dark."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request
from starlette.responses import HTMLResponse, Response

from api.look.addresses import is_local
from api.look.navigation import menu
from api.look.translations import LANGUAGES
from api.rendering import THEMES, render, words_of
from api.site.contexts import HomeContext, MethodContext, NoticeContext
from api.site.home import home_of, waiting_for
from api.site.measured import measured
from api.site.review_state import review_state
from api.web.access import Now, SettingsOf, StoreOf, Viewer, public, signed_in
from api.web.first_visit import notice_first
from api.web.routers import page_router, see_other
from recommender.store.results.judges import judge_of, judges_in_force
from recommender.workflows.keep_own_account import change_language, read_notice

router = page_router("site")

YEAR_SECONDS = 365 * 24 * 3600
ANSWER_DAYS = 7
"""Working days in which an objection is answered."""
MOST_JUDGES = 4
"""Ways of judging told on the method page; more come only from many units that each set their own thresholds."""

Text = Annotated[str, Form()]


@router.get("/")
def home_page(request: Request, viewer: Annotated[Viewer, signed_in()], store: StoreOf, now: Now) -> Response:
    """What waits; the notice comes first on the first visit, and some roles begin elsewhere."""
    notice = notice_first(request, store, viewer)
    if notice is not None:
        return notice
    start = home_of(viewer)
    if start != "/" and start in _addresses(request):
        return see_other(start)
    found = waiting_for(store, viewer, words_of(request), now=now)
    context = HomeContext(
        name=viewer.name, waiting=found, n_waiting=sum(1 for one in found if one.count),
        review=review_state(store, viewer),
        sections=tuple(entry for entry in menu(viewer, "/") if entry.path != "/"),
    )  # fmt: skip
    return render(request, "site/home.html", context)


def _addresses(request: Request) -> frozenset[str]:
    return frozenset(str(getattr(route, "path", "")) for route in request.app.routes)


@router.get("/notice", dependencies=[public()])
def notice_page(request: Request, settings: SettingsOf, first: str = "", next: str = "/") -> HTMLResponse:
    """What is processed about people, why, and their rights."""
    context = NoticeContext(
        is_first=first == "1", next=next if is_local(next) else "/", contact=settings.contact, answer_days=ANSWER_DAYS,
        kept_people_years=settings.kept_people_years, kept_exports_days=settings.kept_exports_days,
        kept_workbooks_days=settings.kept_workbooks_days, kept_backups_days=settings.kept_backups_days,
    )  # fmt: skip
    return render(request, "site/notice.html", context)


@router.post("/notice")
def notice_post(
    viewer: Annotated[Viewer, signed_in()], store: StoreOf, now: Now, next: Text = "/"
) -> Response:  # fmt: skip
    """Written down that the account has read the notice."""
    read_notice(store, viewer, now=now)
    return see_other(next if is_local(next) else "/")


@router.get("/method", dependencies=[public()])
def method_page(request: Request, store: StoreOf) -> HTMLResponse:
    """How verdicts come about, what judged the published runs in force, and how often verdicts are wrong."""
    with store.reading() as conn:
        judges = judges_in_force(conn)
    default = judge_of("", {})
    context = MethodContext(
        measured=measured(), default=default, judges=judges[:MOST_JUDGES], n_more=len(judges[MOST_JUDGES:]),
        is_measured=all(one.judge == default for one in judges),
    )  # fmt: skip
    return render(request, "site/method.html", context)


@router.post("/preferences")
def preferences_post(
    viewer: Annotated[Viewer | None, public()], store: StoreOf, settings: SettingsOf, language: Text = "",
    theme: Text = "", next: Text = "/",
) -> Response:  # fmt: skip
    """Back to the page in another language, or light, or dark; an account keeps its language."""
    answer = see_other(next if is_local(next) else "/")
    if language in LANGUAGES:
        answer.set_cookie("lang", language, max_age=YEAR_SECONDS, secure=settings.is_secure, samesite="lax")
        if viewer is not None:
            change_language(store, viewer, language)
    if theme in THEMES:
        answer.set_cookie("theme", theme, max_age=YEAR_SECONDS, secure=settings.is_secure, samesite="lax")
    elif theme:
        answer.delete_cookie("theme")
    return answer
