"""Pages of the comparison of groups: reviews with what still asks for a reason, and the groups of one review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Form, Request
from starlette.responses import HTMLResponse, Response

from api.look.forms import Field, filled, refused_fields
from api.look.tables import Column, Table
from api.rendering import address_of, language_of, render, words_of
from api.staffing.contexts import Dimension, FairnessContext, FairnessListContext, Group, ReviewRow
from api.web.access import Now, StoreOf, permitted
from api.web.page_cursors import PageCursor
from api.web.routers import page_router, see_other
from recommender.documents.fairness_words import DIMENSIONS, group_word
from recommender.documents.labels import Labels
from recommender.errors import UsageError
from recommender.permissions import Action, Viewer
from recommender.store.engine import Store
from recommender.store.results import runs
from recommender.store.totals import staffing
from recommender.store.totals.staffing import FairnessRow
from recommender.workflows.publish_run import MOST_REASON, ReasonRequest, give_fairness_reason

router = page_router("staffing")
SeesFairness = Annotated[Viewer, permitted(Action.SEE_FAIRNESS)]


@router.get("/fairness")
def fairness_list(request: Request, viewer: SeesFairness, store: StoreOf, cursor: PageCursor = "") -> HTMLResponse:
    """Which reviews still ask for a reason."""
    _ = words_of(request)
    with store.reading() as conn:
        page = runs.find_runs(conn, viewer, whole=Action.SEE_FAIRNESS, cursor=cursor or None)
        missing = staffing.count_missing(conn, [run.run_id for run in page.rows])
    rows = tuple(ReviewRow(run=run, n_missing=missing.get(run.run_id, 0)) for run in page.rows)
    table = Table(
        caption=_("Các đợt rà soát"), rows=rows, address=address_of(request), next_cursor=page.next_cursor or "",
        empty=_("Chưa có đợt rà soát nào."), empty_next=_("So sánh có ngay khi một đợt rà soát chạy xong."),
        columns=(
            Column(label=_("Đợt rà soát"), is_wide=True), Column(label=_("Chờ giải trình"), is_number=True),
            Column(label=_("Trạng thái")), Column(label=_("Phạm vi")), Column(label=_("Ngày")),
        ),
    )  # fmt: skip
    context = FairnessListContext(table=table, n_open=sum(1 for row in rows if row.n_missing))
    return render(request, "staffing/fairness_list.html", context)


@router.get("/fairness/{run_id}")
def fairness_page(
    request: Request, viewer: SeesFairness, store: StoreOf, run_id: str,
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
    asked = ReasonRequest(run_id=run_id, dimension=dimension, group=group, reason=reason)
    try:
        give_fairness_reason(store, viewer, asked, now=now)
    except UsageError as error:
        context = _fairness(request, viewer, store, run_id, refused=RefusedReason(asked=asked, error=error))
        return render(request, "staffing/fairness.html", context, status=422)
    return see_other(f"/fairness/{run_id}?done=reason")


@dataclass(frozen=True, kw_only=True)
class RefusedReason:
    """A reason that was not recorded, and why."""

    asked: ReasonRequest
    error: UsageError


def _fairness(
    request: Request, viewer: Viewer, store: Store, run_id: str, *, refused: RefusedReason | None = None, done: str = ""
) -> FairnessContext:
    _, language, catalogue = words_of(request), language_of(request), request.app.state.catalogue
    with store.reading() as conn:
        run = runs.get_run(conn, viewer, run_id)
        found = staffing.fairness_rows(conn, viewer, run_id)
        missing = staffing.reasons_missing(conn, run_id)
    by_dimension: dict[str, list[Group]] = defaultdict(list)
    labels = Labels.of(catalogue, language)
    for number, row in enumerate(found, start=1):
        field = _reason_field(row, _, language, of=str(number), refused=refused)
        by_dimension[row.dimension].append(Group(words=group_word(row.group, labels), row=row, field=field))
    dimensions = tuple(
        Dimension(name=name, label=DIMENSIONS.get(name, (name, name))[language == "en"], groups=tuple(groups))
        for name, groups in by_dimension.items()
    )
    return FairnessContext(
        run=run, dimensions=dimensions, n_missing=len(missing), can_give=viewer.may(Action.GIVE_FAIRNESS_REASON),
        fields=tuple(group.field for one in dimensions for group in one.groups),
        problems=refused_fields(refused.error, language, ["reason"])[1] if refused else (), done=done,
    )  # fmt: skip


def _reason_field(
    row: FairnessRow, _: Callable[[str], str], language: str, *, of: str, refused: RefusedReason | None
) -> Field:
    """The reason of one group, with what was typed and what is wrong with it where it was refused."""
    field = Field(
        name="reason", of=of, label=_("Giải trình"), rows=4, is_required=True, max_length=MOST_REASON,
        hint=_("Vì sao tỷ lệ của nhóm này thấp hơn, đã kiểm tra gì. Giải trình được lưu cùng đợt rà soát."),
    )  # fmt: skip
    if refused is None or (row.dimension, row.group) != (refused.asked.dimension, refused.asked.group):
        return field
    beside, _others = refused_fields(refused.error, language, ["reason"])
    (mended,) = filled([field], {"reason": refused.asked.reason}, beside)
    return mended
