"""The page of results before any review was published: why there is nothing, and the next step of the reader."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request
from starlette.responses import HTMLResponse

from api.rendering import render, words_of
from recommender.permissions import Action, Viewer


@dataclass(frozen=True, kw_only=True)
class NothingPublishedContext:
    """What the page would show, and where to go meanwhile."""

    title: str
    next: str
    url: str
    verb: str


def nothing_published(request: Request, viewer: Viewer, *, title: str) -> HTMLResponse:
    """Said to those who come before the results do."""
    _ = words_of(request)
    if viewer.may(Action.SCREEN):
        says, url, verb = _("Chạy rà soát, xem kết luận rồi công bố."), "/runs", _("Đến trang rà soát")
    elif viewer.may(Action.EDIT_COURSES):
        says = _("Trong lúc chờ, hãy khai báo chương trình của cơ sở để kế hoạch bồi dưỡng tính đến.")
        url, verb = "/courses", _("Chương trình của cơ sở")
    else:
        says = _("Nội dung hiện ở đây sau khi một đợt rà soát được công bố.")
        url, verb = "/method", _("Phương pháp và sai số")
    context = NothingPublishedContext(title=title, next=says, url=url, verb=verb)
    return render(request, "nothing_published.html", context)
