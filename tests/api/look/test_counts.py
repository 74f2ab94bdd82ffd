"""The sentence above a chart of verdicts names a group that the chart bears out."""

from __future__ import annotations

from api.look.counts import by_name, most_open
from recommender.store.results.runs import VerdictCount

WHOLE, AMONG = "most: %(name)s (%(share)s)", "of %(least)s and more: %(name)s (%(share)s)"


def group(key: str, *, total: int, review: int) -> VerdictCount:
    """A field of which so many are to be reviewed."""
    return VerdictCount(
        key=key, name_vi=key, name_en=key.upper(), total=total, meets=total - review, needs_review=review,
        does_not_meet=0, decided=0,
    )  # fmt: skip


def test_small_groups_are_left_out_and_the_sentence_says_so() -> None:
    counts = [group("a", total=1, review=1), group("b", total=10, review=2), group("c", total=8, review=1)]
    assert most_open(counts, "en", whole=WHOLE, among=AMONG) == "of 5 and more: B (20%)"


def test_where_all_are_compared_nothing_is_said_of_their_size() -> None:
    large = [group("a", total=10, review=2), group("b", total=10, review=5)]
    assert most_open(large, "en", whole=WHOLE, among=AMONG) == "most: B (50%)"
    small = [group("a", total=2, review=1), group("b", total=1, review=1)]
    assert most_open(small, "en", whole=WHOLE, among=AMONG) == "most: B (100%)"
    assert most_open([], "vi", whole=WHOLE, among=AMONG) == ""


def test_groups_stand_in_the_order_of_a_dictionary() -> None:
    groups = [group(key, total=1, review=0) for key in ("y tế", "đất đai", "dân tộc", "kế toán")]
    assert [one.key for one in by_name(groups, "vi")] == ["dân tộc", "đất đai", "kế toán", "y tế"]
