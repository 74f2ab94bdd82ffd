"""Pages of staffing: proposed moves, and the comparison of groups."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated

from fastapi import Form, Request
from starlette.responses import HTMLResponse, Response

from api.look.forms import Field
from api.look.tables import Column, Table
from api.rendering import address_of, language_of, message_of, render, words_of
from api.staffing.contexts import Dimension, FairnessContext, Group, MovesContext
from api.web.access import Now, StoreOf, permitted
from api.web.chosen_run import chosen_run
from api.web.looks import record_look
from api.web.routers import page_router, see_other
from recommender.documents.fairness_words import DIMENSIONS, group_word
from recommender.documents.labels import Labels
from recommender.errors import UsageError
from recommender.permissions import Action, Viewer
from recommender.store import runs, staffing
from recommender.store.engine import Store
from recommender.store.staffing import FairnessRow
from recommender.workflows.publish_run import MOST_REASON, ReasonRequest, give_fairness_reason

router = page_router("staffing")


@router.get("/moves")
def moves_page(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SEE_MOVES)], store: StoreOf, now: Now, run: str = "",
    unit: str = "", cursor: str = "",
) -> HTMLResponse:  # fmt: skip
    """Proposed redeployments, each with its reason."""
    _ = words_of(request)
    chosen = chosen_run(store, viewer, run or None)
    with store.reading() as conn:
        page = staffing.find_moves(conn, viewer, chosen.run_id, unit_id=unit, cursor=cursor or None)
    record_look(store, viewer, at="moves", officers=[row.officer_id for row in page.rows], now=now)
    columns = (
        Column(label=_("Họ và tên")), Column(label=_("Đang ở"), is_wide=True),
        Column(label=_("Đề xuất đến"), is_wide=True),
        Column(label=_("Khả năng đáp ứng"), is_number=True), Column(label=_("Tiêu chuẩn")),
        Column(label=_("Vì sao"), is_wide=True),
    )  # fmt: skip
    table = Table(
        caption=_("Phương án điều chuyển"), columns=columns, rows=page.rows, address=address_of(request),
        next_cursor=page.next_cursor or "", empty=_("Không có phương án điều chuyển nào."),
        empty_next=_("Phương án chỉ có khi một đơn vị thừa và một đơn vị cùng tỉnh thiếu vị trí phù hợp."),
    )  # fmt: skip
    return render(request, "staffing/moves.html", MovesContext(run=chosen, table=table))


@router.get("/fairness/{run_id}")
def fairness_page(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SEE_FAIRNESS)], store: StoreOf, run_id: str,
    done: str = "",
) -> HTMLResponse:  # fmt: skip
    """How often each group meets its position."""
    return render(request, "staffing/fairness.html", _fairness(request, viewer, store, run_id, done=done))


@router.post("/fairness/{run_id}")
def give_reason(
    request: Request, viewer: Annotated[Viewer, permitted(Action.GIVE_FAIRNESS_REASON)], store: StoreOf, now: Now,
    run_id: str, dimension: Annotated[str, Form()], group: Annotated[str, Form()],
    reason: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Write down why the rate of a group differs."""
    try:
        asked = ReasonRequest(run_id=run_id, dimension=dimension, group=group, reason=reason)
        give_fairness_reason(store, viewer, asked, now=now)
    except UsageError as error:
        context = _fairness(request, viewer, store, run_id, text=reason, problems=(message_of(error, request),))
        return render(request, "staffing/fairness.html", context, status=422)
    return see_other(f"/fairness/{run_id}?done=reason")


def _fairness(
    request: Request, viewer: Viewer, store: Store, run_id: str, *, text: str = "", problems: tuple[str, ...] = (),
    done: str = "",
) -> FairnessContext:  # fmt: skip
    _, language, catalogue = words_of(request), language_of(request), request.app.state.catalogue
    with store.reading() as conn:
        run = runs.get_run(conn, viewer, run_id)
        found = staffing.fairness_rows(conn, viewer, run_id)
        missing = staffing.reasons_missing(conn, run_id)
    by_dimension: dict[str, list[FairnessRow]] = defaultdict(list)
    for row in found:
        by_dimension[row.dimension].append(row)
    labels = Labels.of(catalogue, language)
    dimensions = tuple(
        Dimension(
            name=name,
            label=DIMENSIONS.get(name, (name, name))[language == "en"],
            groups=tuple(Group(words=group_word(row.group, labels), row=row) for row in rows),
        )
        for name, rows in by_dimension.items()
    )
    field = Field(
        name="reason", label=_("Giải trình"), value=text, rows=4, is_required=True, max_length=MOST_REASON,
        hint=_("Vì sao tỷ lệ của nhóm này thấp hơn, đã kiểm tra gì. Giải trình được lưu cùng đợt rà soát."),
    )  # fmt: skip
    return FairnessContext(
        run=run, dimensions=dimensions, n_missing=len(missing), can_give=viewer.may(Action.GIVE_FAIRNESS_REASON),
        reason=field, problems=problems, done=done,
    )  # fmt: skip
