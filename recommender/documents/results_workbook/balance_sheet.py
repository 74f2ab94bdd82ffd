"""The sheet of posts: each position of each unit against norm, quota and plan, with sums by group and unit."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.documents.labels import GROUPS
from recommender.documents.names import text_key
from recommender.documents.presence import unread_beside, unread_people
from recommender.documents.results_workbook.styles import Kind, Tone
from recommender.documents.results_workbook.table import MOST_ROWS, Column, Table, column
from recommender.documents.results_workbook.view import RunView
from recommender.documents.staffing_words import post_text, staffing_sentence, uncertain_sentence
from recommender.documents.tallies import StaffingTally, staffing_tally
from recommender.types import Baseline

AMOUNTS = ["heads", "present", "suitable", *Baseline, *(f"over_{name}" for name in Baseline), "over", "short"]
PRESENT_BESIDE = [f"present_{name}" for name in Baseline]
HALF = 0.5
"""From half a post on a difference is coloured and counts as over or short of a post."""
GROUP_ORDER = {str(group): number for number, group in enumerate(GROUPS)}


def balance_table(view: RunView) -> Table:
    """Posts by unit, leaders and military apart, with sums."""
    say, tally = view.say, staffing_tally(view.result.balance, view.inputs)
    if tally.known:
        differences = say(
            " Thừa {0} ở vị trí này, thiếu {1} ở vị trí khác.", " {0} over in some positions, {1} short in others."
        ).format(post_text(tally.over, view.labels), post_text(tally.short, view.labels))
        answer = staffing_sentence(tally, view.labels) + differences
    else:
        answer = say(
            "Chưa có tệp biên chế nên mới đếm được người có mặt.", "No quotas given: only those present are counted."
        )
    rows = _rows(view)
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
            *_uncertain_notes(tally, view),
        ),
        columns=_columns(rows), rows=rows, frozen=2,
        empty=say("Không có vị trí nào để cân đối.", "There is no position to balance."),
    )  # fmt: skip


def _uncertain_notes(tally: StaffingTally, view: RunView) -> tuple[str, ...]:
    """What people who were not placed make doubtful; nothing where everybody was."""
    if not tally.not_placed:
        return ()
    said = view.say(
        "{0} người chưa xếp được không lấp chỗ thiếu nào ở đây. Sửa ô của họ rồi rà soát lại.",
        "The {0} people not placed fill no post here. Mend their cells and run the review again.",
    ).format(post_text(tally.not_placed, view.labels))
    return tuple(note for note in (said, uncertain_sentence(tally, view.labels)) if note)


def _columns(rows: pd.DataFrame) -> tuple[Column, ...]:
    heads = {
        Baseline.NORM: ("Định mức, khung", "Norm"),
        Baseline.QUOTA: ("Biên chế giao", "Quota"),
        Baseline.PLAN: ("Đề án vị trí việc làm", "Position plan"),
    }
    posts, present, difference = ("Số", "Posts"), ("Có mặt ở vị trí có số", "Present where given"), ("Chênh", "±")
    by_quota = ("Theo biên chế giao", "By quota")
    in_part = [name for name in Baseline if f"present_{name}" in rows]
    notes = [column("note", ("Lưu ý", "Note"), 34, Kind.WRAP)] if "note" in rows else []
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
                *([column(f"present_{name}", present, 9, Kind.DECIMAL, group=head)] if name in in_part else []),
                column(f"over_{name}", difference, 8, Kind.SIGNED, group=head, tone=f"tone_{name}"),
            )
        ),
        column("over", ("Thừa", "Over"), 8, Kind.DECIMAL, group=by_quota),
        column("short", ("Thiếu", "Short"), 8, Kind.DECIMAL, group=by_quota),
        *notes,
    )


def counted(balance: pd.DataFrame) -> pd.DataFrame:
    """BALANCE rows that somebody fills or some baseline names, with posts over and short by the quota."""
    amounts = balance[["heads", *Baseline]].fillna(0)
    frame = balance[(amounts != 0).any(axis=1)]
    over = frame["over_quota"]
    return frame.assign(over=over.clip(lower=0).round(6), short=(-over).clip(lower=0).round(6))


def _rows(view: RunView) -> pd.DataFrame:
    labels = view.labels
    frame = _with_present_beside(_with_notes(counted(view.result.balance), view))
    frame = pd.concat([frame, _unread(view)], ignore_index=True)
    frame = frame.assign(
        unit=view.unit(frame["unit_id"]),
        province=labels.named(frame["unit_id"], labels.provinces),
        position=view.position(frame["position_id"]).where(frame["position_id"] != "", frame.pop("said")),
        group_word=labels.words(frame["group"], GROUPS),
        field_word=labels.named(frame["field"], labels.fields),
        unit_order=_unit_order(frame["unit_id"], view),
        group_order=frame["group"].map(GROUP_ORDER).fillna(len(GROUP_ORDER)),
        level=0,
        row="",
    )
    parts = [frame, _group_sums(frame[frame["position_id"] != ""], view), _unit_sums(frame, view)]
    if len(frame):
        parts.append(_whole_sum(frame, view))
    order = ["unit_order", "group_order", "level", "position_id"]
    rows = pd.concat(parts, ignore_index=True).sort_values(order, kind="stable").head(MOST_ROWS)
    for name in Baseline:
        rows[f"tone_{name}"] = difference_tones(rows[f"over_{name}"])
    return rows.reset_index(drop=True)


def _unread(view: RunView) -> pd.DataFrame:
    """One row for each unit with people whose position could not be read, so that everybody of the list is counted."""
    lost = unread_people(view.inputs).groupby("unit_id", as_index=False, sort=True).agg(heads=("officer_id", "count"))
    said = view.say("Chưa đọc được vị trí việc làm", "Position could not be read")
    return lost.assign(present=lost["heads"], position_id="", group="", field="", said=said)


def _with_notes(frame: pd.DataFrame, view: RunView) -> pd.DataFrame:
    """The rows; beside those short in a unit where people could not be placed a note that somebody may be there."""
    lost = unread_beside(frame, view.inputs)
    is_short = (frame[[f"over_{name}" for name in Baseline]] < 0).any(axis=1) & (lost > 0)
    if not is_short.any():
        return frame
    said = view.say(
        "Có thể đã có người: đơn vị còn {0} người chưa đọc được vị trí.",
        "May be filled: the position of {0} of the unit could not be read.",
    )
    notes = [said.format(number) if short else "" for number, short in zip(lost, is_short, strict=True)]
    return frame.assign(note=pd.Series(notes, index=frame.index, dtype="str"))


def _with_present_beside(frame: pd.DataFrame) -> pd.DataFrame:
    """For each baseline given for a part of the positions that people hold: who is present in that part."""
    for name in Baseline:
        is_given = frame[f"over_{name}"].notna()
        if is_given.any() and (frame.loc[~is_given, "present"] > 0).any():
            frame = frame.assign(**{f"present_{name}": frame["present"].where(is_given)})
    return frame


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
    amounts = [str(name) for name in AMOUNTS] + [name for name in PRESENT_BESIDE if name in frame]
    return frame.groupby(key, as_index=False, sort=True)[amounts].sum(min_count=1)
