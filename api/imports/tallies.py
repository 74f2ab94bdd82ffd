"""What the files of an import held and what becomes of it: people, results, posts, decisions, each counted once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from api.imports.contexts import Tally
from api.look.addresses import Address
from api.look.counts import Figure
from api.look.formats import number
from api.look.tables import Column, Table
from recommender.store.importing.imports import ImportView
from recommender.store.tables.imports import ChangeKind

TAKEN = (ChangeKind.ADDED, ChangeKind.CHANGED, ChangeKind.UNCHANGED)


def tallies(entry: ImportView, _: Callable[[str], str]) -> tuple[Tally, ...]:
    """One row for each thing that the files held; `n_read` = taken + refused."""
    counts: Mapping[str, Any] = entry.counts
    words = {
        ChangeKind.ADDED: _("thêm mới"), ChangeKind.CHANGED: _("thay đổi"), ChangeKind.UNCHANGED: _("giữ nguyên"),
    }  # fmt: skip
    made = []
    for label, of in ((_("Người được nêu trong tệp"), ""), (_("Chỉ tiêu biên chế"), "quotas_")):
        parts = tuple((words[kind], n_of(counts, f"{of}{kind}")) for kind in TAKEN)
        taken, refused = sum(count for _name, count in parts), n_of(counts, f"{of}{ChangeKind.REFUSED}")
        made.append(Tally(label=label, n_read=taken + refused, n_taken=taken, n_refused=refused, parts=parts))
    for label, of in ((_("Kết quả đánh giá"), "assessments"), (_("Quyết định trước đây"), "decisions")):
        read, refused = n_of(counts, of), n_of(counts, f"{of}_refused")
        made.append(Tally(label=label, n_read=read, n_taken=read - refused, n_refused=refused, parts=()))
    people, quotas, results, decisions = made
    return tuple(one for one in (people, results, quotas, decisions) if one.n_read)


def tally_table(entry: ImportView, _: Callable[[str], str]) -> Table[Tally]:
    """The same as a table."""
    columns = (
        Column(label=_("Nội dung")), Column(label=_("Đọc được"), is_number=True),
        Column(label=_("Được nhận"), is_number=True), Column(label=_("Không nhận"), is_number=True),
        Column(label=_("Trong số được nhận"), is_wide=True),
    )  # fmt: skip
    return Table(
        caption=_("Đọc được gì, nhận bao nhiêu"), columns=columns, rows=tallies(entry, _),
        address=Address(path=f"/imports/{entry.import_id}"), empty=_("Không đọc được gì."),
    )  # fmt: skip


def figures(
    entry: ImportView, problems: Mapping[str, int], _: Callable[[str], str], language: str
) -> tuple[Figure, ...]:  # fmt: skip
    """People by what happens to them, and what is wrong in the files."""
    labels = (
        (ChangeKind.ADDED, _("người thêm mới")), (ChangeKind.CHANGED, _("người thay đổi")),
        (ChangeKind.UNCHANGED, _("người giữ nguyên")), (ChangeKind.REFUSED, _("người không nhận")),
    )  # fmt: skip
    here = f"/imports/{entry.import_id}"
    told = [
        Figure(
            label=label, value=number(n_of(entry.counts, kind), language),
            url=f"{here}/changes?change={kind}" if n_of(entry.counts, kind) else "",
        )
        for kind, label in labels if kind in entry.counts
    ]  # fmt: skip
    wrong = (("error", _("lỗi trong tệp")), ("warning", _("cảnh báo")))
    return (*told, *(
        Figure(label=label, value=number(problems.get(severity, 0), language), url=f"{here}?severity={severity}")
        for severity, label in wrong
    ))  # fmt: skip


def n_of(counts: Mapping[str, Any], name: str) -> int:
    """A count; nothing was counted before the files were read."""
    return int(counts.get(name, 0))
