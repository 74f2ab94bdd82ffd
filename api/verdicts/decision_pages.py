"""Pages that decide: one verdict on the person's page, and many proposals confirmed after a look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

from fastapi import Form, Request
from starlette.responses import HTMLResponse, Response

from api.look.addresses import Address
from api.look.tables import Column, Table
from api.rendering import message_of, render, words_of
from api.verdicts.contexts import ConfirmContext, Refused
from api.verdicts.decision_form import decision_sent
from api.verdicts.pages import person_context
from api.web.access import Now, StoreOf, permitted
from api.web.looks import record_look
from api.web.routers import page_router, see_other
from api.web.sent_forms import SentForm
from recommender.errors import NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.store import Connection
from recommender.store.engine import Store
from recommender.store.results import runs, verdicts
from recommender.store.results.verdicts import PageAsked, VerdictFilter, VerdictOrder, VerdictRow
from recommender.types import VerdictLabel
from recommender.workflows.decide import MOST_AT_ONCE, ConfirmRequest, confirm, decide

router = page_router("verdicts")
Decides = Annotated[Viewer, permitted(Action.DECIDE)]
BETWEEN = "|"


@router.post("/runs/{run_id}/people/{officer_id}/positions/{position_id}/decision")
def decide_one(
    request: Request, viewer: Decides, store: StoreOf, now: Now, run_id: str, officer_id: str, position_id: str,
    sent: SentForm,
) -> Response:  # fmt: skip
    """Confirm or override one proposal."""
    here = f"/runs/{run_id}/people/{officer_id}"
    try:
        wanted = decision_sent(run_id, officer_id, position_id=position_id, sent=sent)
        decide(store, viewer, wanted, now=now)
    except UsageError as error:
        refused = Refused(position_id=position_id, error=error, sent=sent)
        context = person_context(request, viewer, store, run_id, officer_id, refused=refused)
        return render(request, "verdicts/person.html", context, status=422)
    return see_other(f"{here}?done=decided")


@router.get("/runs/{run_id}/confirm")
def look_before_confirming(
    request: Request, viewer: Decides, store: StoreOf, now: Now, run_id: str, unit: str = "", verdict: str = "",
    done: int = -1, left: int = 0,
) -> HTMLResponse:  # fmt: skip
    """Undecided proposals, the most uncertain first, to be ticked and confirmed; unasked, those there are."""
    label = _label(verdict) if verdict else None
    asked = ToConfirm(run_id=run_id, unit=unit, label=label, n_done=done, n_left=left)
    return render(request, "verdicts/confirm.html", _to_confirm(request, viewer, store, asked, now=now))


@router.post("/runs/{run_id}/confirm")
def confirm_many(
    request: Request, viewer: Decides, store: StoreOf, now: Now, run_id: str,
    pair: Annotated[list[str], Form(default_factory=list)], unit: Annotated[str, Form()] = "",
    verdict: Annotated[str, Form()] = "meets",
) -> Response:  # fmt: skip
    """Confirm the ticked proposals as they are."""
    pairs = tuple((left, right) for left, _, right in (one.partition(BETWEEN) for one in pair))
    try:
        result = confirm(store, viewer, ConfirmRequest(run_id=run_id, pairs=pairs), now=now)
    except UsageError as error:
        asked = ToConfirm(run_id=run_id, unit=unit, label=_label(verdict), problems=(message_of(error, request),))
        context = _to_confirm(request, viewer, store, asked, now=now)
        return render(request, "verdicts/confirm.html", context, status=422)
    back = Address.of(f"/runs/{run_id}/confirm", [
        ("unit", unit), ("verdict", verdict), ("done", str(len(result.decision_ids))), ("left", str(len(result.left))),
    ])  # fmt: skip
    return see_other(str(back))


CONFIRMED: Final = (VerdictLabel.MEETS, VerdictLabel.DOES_NOT_MEET)
"""Proposals that can be confirmed several at once."""


@dataclass(frozen=True, kw_only=True)
class ToConfirm:
    """Which proposals are shown to be confirmed, and what came of those sent before."""

    run_id: str
    unit: str
    label: VerdictLabel | None
    """None: the first kind of which there are some."""
    n_done: int = -1
    n_left: int = 0
    problems: tuple[str, ...] = ()


def _label(verdict: str) -> VerdictLabel:
    try:
        return VerdictLabel(verdict)
    except ValueError as error:
        raise NotFound from error


def _to_confirm(
    request: Request, viewer: Viewer, store: Store, asked: ToConfirm, *, now: datetime
) -> ConfirmContext:  # fmt: skip
    _ = words_of(request)
    with store.reading() as conn:
        run = runs.get_run(conn, viewer, asked.run_id)
        counts = {one: _n_waiting(conn, viewer, asked, one) for one in CONFIRMED}
        label = asked.label or next((one for one in CONFIRMED if counts[one]), CONFIRMED[0])
        page = verdicts.find_verdicts(
            conn, viewer, asked.run_id, wanted=_waiting(asked.unit, label), order=VerdictOrder.DOUBT,
            is_descending=True, page=PageAsked(limit=MOST_AT_ONCE, with_total=True),
        )  # fmt: skip
    record_look(store, viewer, at="confirm", officers=[row.officer_id for row in page.rows], now=now)
    columns = (
        Column(label=_("Họ và tên")), Column(label=_("Chọn")), Column(label=_("Vị trí việc làm"), is_wide=True),
        Column(label=_("Đề xuất")), Column(label=_("Khả năng đáp ứng"), is_number=True),
        Column(label=_("Vì sao"), is_wide=True),
    )  # fmt: skip
    address = Address.of(f"/runs/{asked.run_id}/confirm", [("unit", asked.unit), ("verdict", str(label))])
    table: Table[VerdictRow] = Table(
        caption=_("Đề xuất chờ xác nhận"), columns=columns, rows=page.rows, address=Address(path=address.path),
        total=page.total, empty=_("Không còn đề xuất nào chờ xác nhận ở đây."),
        empty_next=_("Các trường hợp cần xem xét được quyết định từng người."),
    )  # fmt: skip
    return ConfirmContext(
        run=run, table=table, verdict=str(label), unit=asked.unit, address=address, n_done=asked.n_done,
        n_left=asked.n_left, most=MOST_AT_ONCE, problems=asked.problems,
        counts={str(one): count for one, count in counts.items()},
    )  # fmt: skip


def _waiting(unit_id: str, label: VerdictLabel) -> VerdictFilter:
    return VerdictFilter(unit_id=unit_id, verdict=label, is_decided=False, has_objection=False)


def _n_waiting(conn: Connection, viewer: Viewer, asked: ToConfirm, label: VerdictLabel) -> int:
    page = PageAsked(limit=1, with_total=True)
    found = verdicts.find_verdicts(conn, viewer, asked.run_id, wanted=_waiting(asked.unit, label), page=page)
    return found.total or 0
