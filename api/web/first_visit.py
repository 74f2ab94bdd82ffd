"""The first visit: who has not read the notice about personal data is led to it, and back to the page asked for."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import Request
from starlette.responses import RedirectResponse

from api.web.routers import see_other
from recommender.permissions import Viewer
from recommender.store.access import notices
from recommender.store.engine import Store
from recommender.workflows.keep_own_account import NOTICE_EDITION


def notice_first(request: Request, store: Store, viewer: Viewer) -> RedirectResponse | None:
    """The way to the notice; None once the account has read this edition of it."""
    with store.reading() as conn:
        if notices.read_at(conn, viewer.user_id, NOTICE_EDITION) is not None:
            return None
    page = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return see_other("/notice?" + urlencode({"first": "1"} | ({"next": page} if page != "/" else {})))
