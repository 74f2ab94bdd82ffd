"""The staffing of a run in sentences that terminal and workbook share: quota, where people are, what is doubtful."""

from __future__ import annotations

from recommender.documents.labels import Labels, number_text
from recommender.documents.tallies import StaffingTally


def staffing_sentence(tally: StaffingTally, labels: Labels) -> str:
    """The quota, and the people of the list in three numbers that add up to them."""
    said = labels.pick(
        (
            "Biên chế giao {quota}. Danh sách có {people} người: {present} ở vị trí có biên chế giao, {without} ở vị "
            "trí không có số biên chế giao, {lost} chưa xếp được (chưa đọc được vị trí hoặc đơn vị).",
            "Quota {quota}. The list has {people} people: {present} in positions with a quota, {without} in positions "
            "without one, {lost} not placed (position or unit could not be read).",
        )
    )
    return said.format(
        quota=post_text(tally.quota, labels),
        people=post_text(tally.people, labels),
        present=post_text(tally.present, labels),
        without=post_text(tally.without_quota, labels),
        lost=post_text(tally.not_placed, labels),
    )


def short_staffing_sentence(tally: StaffingTally, labels: Labels) -> str:
    """The same numbers with what is over and short, in one line."""
    said = labels.pick(
        (
            "Biên chế {quota}. Danh sách {people} người: {present} ở vị trí có biên chế, {without} ở vị trí không có "
            "số, {lost} chưa xếp được. Thừa {over} và thiếu {short} cùng lúc",
            "Quota {quota}. {people} people: {present} in positions with a quota, {without} in others, {lost} not "
            "placed. {over} over and {short} short at once",
        )
    )
    doubt = labels.pick((" ({0} chưa chắc).", " ({0} not certain)."))
    numbers = {
        "quota": tally.quota, "people": tally.people, "present": tally.present, "without": tally.without_quota,
        "lost": tally.not_placed, "over": tally.over, "short": tally.short,
    }  # fmt: skip
    texts = {name: post_text(number, labels) for name, number in numbers.items()}
    uncertain = doubt.format(post_text(tally.short_uncertain, labels)) if tally.short_uncertain else "."
    return said.format(**texts) + uncertain


def uncertain_sentence(tally: StaffingTally, labels: Labels) -> str:
    """That people who were not placed may fill posts called short; "" where nobody can."""
    if not tally.short_uncertain:
        return ""
    said = labels.pick(
        (
            "! Trong số thiếu, {0} chưa chắc: đơn vị còn người chưa đọc được vị trí, có thể đang giữ chính vị trí ấy.",
            "! Of those short, {0} are not certain: people of the same unit whose position could not be read may hold "
            "them.",
        )
    )
    return said.format(post_text(tally.short_uncertain, labels))


def post_text(number: float, labels: Labels) -> str:
    """Posts or shares of people: whole where they are, else with one digit."""
    return number_text(number, labels.language, digits=0 if float(number).is_integer() else 1)
