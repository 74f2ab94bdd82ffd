"""The sheet of the review report: fields of work of each unit, people present, fit of degrees, over and short."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.documents.labels import number_text, percent_text
from recommender.documents.names import text_key
from recommender.documents.presence import unread_people
from recommender.documents.required_statistics import university_graduates
from recommender.documents.results_workbook.balance_sheet import counted
from recommender.documents.results_workbook.styles import Kind
from recommender.documents.results_workbook.table import Column, Table, column
from recommender.documents.results_workbook.view import RunView
from recommender.documents.staffing_words import uncertain_sentence
from recommender.documents.tallies import staffing_tally
from recommender.types import StandardStatus
from training_catalog.types import StandardKind

AMOUNTS = ["quota", "in_quota", "heads", "university", "fits", "consider", "unfit", "short", "over"]


def review_table(view: RunView) -> Table:
    """Units × fields with sums, in the columns that such reports ask for; remarks are for the office."""
    say, language = view.say, view.labels.language
    rows = _rows(view)
    total = rows[rows["row"] == "grand"].iloc[0] if len(rows) else None
    answer = ""
    if total is not None:
        numbers = (number_text(total["fits"], language), number_text(total["heads"], language))
        answer = say(
            "{0} trong {1} người có chuyên môn đào tạo phù hợp với vị trí chính ({2}).",
            "{0} of {1} officers have a major that fits their main position ({2}).",
        ).format(*numbers, percent_text(total["share"], language))
    return Table(
        tab=say("Báo cáo rà soát", "Review report"),
        title=say(
            "Số lượng, chất lượng, bố trí theo lĩnh vực", "Number, quality and placement by field of work"
        ),
        answer=answer,
        notes=(
            say(
                "Mỗi người đếm một lần theo vị trí có tỷ trọng lớn nhất. “Chuyên môn” là ngành đào tạo, khác với kết "
                "luận về năng lực. Thừa, thiếu theo biên chế giao, cộng theo tỷ trọng. Hai cột cuối do đơn vị điền.",
                "Each person counts once, in the position with the largest share. “Major” is the field of study, not "
                "the verdict on competency. Over and short by quota, in shares. The last two columns are for the "
                "office.",
            ),
            *_not_counted(view),
        ),
        columns=_columns(), rows=rows.assign(row=rows["row"].replace("grand", "total")), frozen=3,
        empty=say("Không có người nào để báo cáo.", "There is nobody to report on."),
    )  # fmt: skip


def _not_counted(view: RunView) -> tuple[str, ...]:
    """People without a position here, who may fill what is called short; nothing where everybody has one."""
    tally, labels = staffing_tally(view.result.balance, view.inputs), view.labels
    said = view.say(
        "{0} người chưa đọc được vị trí nên chưa đếm ở trang này. ",
        "{0} people whose position could not be read are not counted here. ",
    ).format(number_text(len(unread_people(view.inputs)), labels.language))
    return (said + uncertain_sentence(tally, labels),) if len(unread_people(view.inputs)) else ()


def _columns() -> tuple[Column, ...]:
    major: tuple[str, str] = ("Chuyên môn đào tạo", "Major")
    return (
        column("number", ("TT", "No."), 5, Kind.WHOLE),
        column("unit", ("Đơn vị", "Unit"), 26, Kind.WRAP),
        column("field_word", ("Lĩnh vực", "Field"), 34, Kind.WRAP),
        column("quota", ("Biên chế giao", "Quota"), 9, Kind.DECIMAL),
        column("in_quota", ("Có mặt ở vị trí có biên chế", "Present in positions with a quota"), 11, Kind.DECIMAL),
        column("heads", ("Số người", "People"), 8, Kind.WHOLE),
        column("university", ("Trong đó đại học trở lên", "Of whom university or higher"), 11, Kind.WHOLE),
        column("fits", ("Phù hợp", "Fits"), 9, Kind.WHOLE, group=major),
        column("consider", ("Cần xem xét", "To be considered"), 10, Kind.WHOLE, group=major),
        column("unfit", ("Chưa phù hợp", "Does not fit"), 9, Kind.WHOLE, group=major),
        column("share", ("Tỷ lệ phù hợp", "Share that fits"), 9, Kind.PERCENT, group=major),
        column("short", ("Thiếu", "Short"), 8, Kind.DECIMAL),
        column("over", ("Thừa", "Over"), 8, Kind.DECIMAL),
        column("difficulty", ("Khó khăn", "Difficulties"), 24, Kind.INPUT),
        column("proposal", ("Đề xuất", "Proposals"), 24, Kind.INPUT),
    )


def _rows(view: RunView) -> pd.DataFrame:
    people, posts = _people(view), _posts(view)
    key = ["unit_id", "field"]
    frame = people.merge(posts, on=key, how="outer")
    given = ["heads", "university", "fits", "consider", "unfit"]
    frame[given] = frame[given].fillna(0)
    if frame.empty:
        return frame.assign(row="", number=np.nan, share=np.nan, unit="", field_word="")
    labels = view.labels
    names = frame["unit_id"].map(lambda key: (labels.provinces.get(key, ""), labels.units.get(key, key)))
    ordered = sorted(set(names), key=lambda pair: (text_key(pair[0]), text_key(pair[1])))
    frame = frame.assign(
        place=names.map({pair: number for number, pair in enumerate(ordered)}),
        unit=view.unit(frame["unit_id"]),
        field_word=labels.named(frame["field"], labels.fields),
        field_order=frame["field"]
        .map({key: number for number, key in enumerate(labels.fields)})
        .fillna(len(labels.fields)),
        level=1,
        row="",
    )
    units = frame.groupby(["place", "unit"], as_index=False)[AMOUNTS].sum(min_count=1)
    units = units.assign(
        field_word=view.say("Cộng đơn vị", "Sum of the unit"), field_order=-1, level=0, row="subtotal",
        number=np.arange(1, len(units) + 1),
    )  # fmt: skip
    whole = frame.assign(place=-1).groupby("place", as_index=False)[AMOUNTS].sum(min_count=1)
    whole = whole.assign(
        unit=view.say("Tổng cộng", "Total"), field_word=view.say("Tất cả lĩnh vực", "All fields"), field_order=0,
        level=0, row="grand",
    )  # fmt: skip
    rows = pd.concat([frame, units, whole, _field_sums(frame, view)], ignore_index=True)
    rows = rows.sort_values(["place", "level", "field_order"], kind="stable")
    return rows.assign(share=rows["fits"] / rows["heads"].where(rows["heads"] > 0)).reset_index(drop=True)


def _field_sums(frame: pd.DataFrame, view: RunView) -> pd.DataFrame:
    """Each field over all units, right below the total."""
    total = frame.groupby(["field_order", "field_word"], as_index=False)[AMOUNTS].sum(min_count=1)
    return total.assign(place=-1, level=1, row="", unit=view.say("Tất cả đơn vị", "All units"))


def _people(view: RunView) -> pd.DataFrame:
    """Per unit and field: people by main position, graduates, and fit of the major asked there."""
    held = view.inputs.holdings.sort_values(["officer_id", "share", "position_id"], ascending=[True, False, True])
    main = held.drop_duplicates("officer_id").merge(view.people[["officer_id", "unit_id"]], on="officer_id")
    standards = view.result.standards
    majors = standards[standards["kind"] == StandardKind.MAJOR].drop_duplicates(["officer_id", "position_id"])
    main = main.merge(majors[["officer_id", "position_id", "status"]], on=["officer_id", "position_id"], how="left")
    graduates = university_graduates(view.inputs, view.catalogue)
    status = main["status"].fillna(str(StandardStatus.FITS))
    flags = main.assign(
        field=main["position_id"].map(dict(view.labels.position_fields)).fillna(""),
        heads=1,
        university=main["officer_id"].map(graduates).fillna(False).astype("int64"),
        fits=(status == StandardStatus.FITS).astype("int64"),
        consider=(status == StandardStatus.CONSIDER).astype("int64"),
        unfit=(status == StandardStatus.UNFIT).astype("int64"),
    )
    counts = ["heads", "university", "fits", "consider", "unfit"]
    return flags.groupby(["unit_id", "field"], as_index=False, sort=True)[counts].sum()


def _posts(view: RunView) -> pd.DataFrame:
    frame = counted(view.result.balance)
    frame = frame.assign(in_quota=frame["present"].where(frame["over_quota"].notna()))
    amounts = ["quota", "in_quota", "short", "over"]
    return frame.groupby(["unit_id", "field"], as_index=False, sort=True)[amounts].sum(min_count=1)
