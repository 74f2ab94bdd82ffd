"""The sheet of posts: each position of each unit against norm, quota and plan, with sums by group and unit."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.documents.labels import GROUPS, number_text
from recommender.documents.names import text_key
from recommender.documents.results_workbook.styles import Kind, Tone
from recommender.documents.results_workbook.table import MOST_ROWS, Column, Table, column
from recommender.documents.results_workbook.view import RunView
from recommender.documents.tallies import staffing_tally
from recommender.types import Baseline

AMOUNTS = ["heads", "present", "suitable", *Baseline, *(f"over_{name}" for name in Baseline), "over", "short"]
HALF = 0.5
"""From half a post on a difference is coloured and counts as over or short of a post."""
GROUP_ORDER = {str(group): number for number, group in enumerate(GROUPS)}


def balance_table(view: RunView) -> Table:
    """Posts by unit, leaders and military apart, with sums."""
    say, language = view.say, view.labels.language
    tally = staffing_tally(view.result.balance)
    if tally.known:
        numbers = [
            number_text(n, language, digits=1) for n in (tally.quota, tally.present, tally.over, tally.short)
        ]  # fmt: skip
        answer = say(
            "Theo biên chế giao {0}, có mặt {1}: thừa {2} ở vị trí này, thiếu {3} ở vị trí khác.",
            "Against a quota of {0}, {1} are present: {2} over in some positions, {3} short in others.",
        ).format(*numbers)
    else:
        answer = say(
            "Chưa có tệp biên chế nên mới đếm được người có mặt.", "No quotas given: only those present are counted."
        )
    return Table(
        tab=say("Cân đối", "Balance"),
        title=say("Vị trí nào thừa, vị trí nào thiếu người?", "Which positions are over, which are short?"),
        answer=answer,
        notes=(
            say(
                "Ba thước đo có thể trái dấu nhau nên để cạnh nhau. Dấu + là thừa, − là thiếu. “Có mặt” cộng theo tỷ "
                "trọng công việc, “Số người” đếm đầu người kể cả kiêm nhiệm. Thừa và thiếu không bù cho nhau.",
                "The three baselines may disagree in sign, so all are shown. + is over, − is short. “Present” adds "
                "shares of work, “People” counts heads, also in part. Over and short are not set off against each "
                "other.",
            ),
        ),
        columns=_columns(), rows=_rows(view), frozen=2,
        empty=say("Không có vị trí nào để cân đối.", "There is no position to balance."),
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    heads = {
        Baseline.NORM: ("Định mức, khung", "Norm"),
        Baseline.QUOTA: ("Biên chế giao", "Quota"),
        Baseline.PLAN: ("Đề án vị trí việc làm", "Position plan"),
    }
    posts, difference = ("Số", "Posts"), ("Chênh", "±")
    by_quota = ("Theo biên chế giao", "By quota")
    return (
        column("unit", ("Đơn vị", "Unit"), 28, Kind.WRAP),
        column("position", ("Vị trí việc làm", "Position"), 46, Kind.WRAP),
        column("group_word", ("Nhóm", "Group"), 23, Kind.WRAP),
        column("field_word", ("Lĩnh vực", "Field"), 22, Kind.WRAP),
        column("heads", ("Số người", "People"), 8, Kind.WHOLE),
        column("present", ("Có mặt", "Present"), 8, Kind.DECIMAL),
        column("suitable", ("Trong đó đáp ứng", "Of whom meet"), 9, Kind.DECIMAL),
        *(
            one
            for name, head in heads.items()
            for one in (
                column(str(name), posts, 8, Kind.DECIMAL, group=head),
                column(f"over_{name}", difference, 8, Kind.SIGNED, group=head, tone=f"tone_{name}"),
            )
        ),
        column("over", ("Thừa", "Over"), 8, Kind.DECIMAL, group=by_quota),
        column("short", ("Thiếu", "Short"), 8, Kind.DECIMAL, group=by_quota),
    )


def counted(balance: pd.DataFrame) -> pd.DataFrame:
    """BALANCE rows that somebody fills or some baseline names, with posts over and short by the quota."""
    amounts = balance[["heads", *Baseline]].fillna(0)
    frame = balance[(amounts != 0).any(axis=1)]
    over = frame["over_quota"]
    return frame.assign(over=over.clip(lower=0).round(6), short=(-over).clip(lower=0).round(6))


def _rows(view: RunView) -> pd.DataFrame:
    labels = view.labels
    frame = counted(view.result.balance)
    frame = frame.assign(
        unit=view.unit(frame["unit_id"]),
        province=labels.named(frame["unit_id"], labels.provinces),
        position=view.position(frame["position_id"]),
        group_word=labels.words(frame["group"], GROUPS),
        field_word=labels.named(frame["field"], labels.fields),
        unit_order=_unit_order(frame["unit_id"], view),
        group_order=frame["group"].map(GROUP_ORDER).fillna(len(GROUP_ORDER)),
        level=0,
        row="",
    )
    parts = [frame, _group_sums(frame, view), _unit_sums(frame, view)]
    if len(frame):
        parts.append(_whole_sum(frame, view))
    order = ["unit_order", "group_order", "level", "position_id"]
    rows = pd.concat(parts, ignore_index=True).sort_values(order, kind="stable").head(MOST_ROWS)
    for name in Baseline:
        rows[f"tone_{name}"] = difference_tones(rows[f"over_{name}"])
    return rows.reset_index(drop=True)


def difference_tones(difference: pd.Series) -> pd.Series:
    """Blue from half a post over on, amber from half a post short on."""
    tone = np.select([difference >= HALF, difference <= -HALF], [str(Tone.BLUE), str(Tone.AMBER)], "")
    return pd.Series(tone, index=difference.index, dtype="str")


def _unit_order(unit_ids: pd.Series, view: RunView) -> pd.Series:
    """Units by province, then name."""
    labels = view.labels
    names = {key: (labels.provinces.get(key, ""), labels.units.get(key, key)) for key in unit_ids.unique()}
    ordered = sorted(names, key=lambda key: (text_key(names[key][0]), text_key(names[key][1]), key))
    return unit_ids.map({key: number for number, key in enumerate(ordered)}).astype("int64")


def _group_sums(frame: pd.DataFrame, view: RunView) -> pd.DataFrame:
    key = ["unit_order", "unit", "group_order", "group_word"]
    total = _summed(frame, key)
    head = view.say("Cộng: ", "Sum: ")
    return total.assign(position=head + total["group_word"], level=1, row="subtotal", field_word="", position_id="")


def _unit_sums(frame: pd.DataFrame, view: RunView) -> pd.DataFrame:
    total = _summed(frame, ["unit_order", "unit"])
    return total.assign(
        position=view.say("Cộng đơn vị", "Sum of the unit"), group_order=len(GROUP_ORDER) + 1, level=2, row="total",
        group_word="", field_word="", position_id="",
    )  # fmt: skip


def _whole_sum(frame: pd.DataFrame, view: RunView) -> pd.DataFrame:
    return _summed(frame.assign(whole=0), ["whole"]).assign(
        unit=view.say("Tất cả đơn vị", "All units"), position=view.say("Tổng cộng", "Total"),
        unit_order=np.iinfo(np.int64).max, group_order=0, level=3, row="total",
        group_word="", field_word="", position_id="",
    )  # fmt: skip


def _summed(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Sums by key; a baseline that no row knows stays unknown."""
    return frame.groupby(key, as_index=False, sort=True)[[str(name) for name in AMOUNTS]].sum(min_count=1)
