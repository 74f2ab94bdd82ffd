"""Units × fields against the posts given: sums of all, rows of those with most, own posts apart from those below."""

from __future__ import annotations

from api.dashboard.posts import MOST_FIELDS, posts_of
from api.look.addresses import Address
from recommender.store.catalogue_now import shipped_catalogue
from recommender.store.totals.balance import FieldSum

HERE = Address.of("/balance", [("run", "R"), ("unit", "P")])
FIELDS = sorted(shipped_catalogue().vocabularies["fields"])


def one(unit: str, field: str, short: float = 0.0, over: float = 0.0) -> FieldSum:
    return FieldSum(unit_id=unit, unit_name=f"Xã {unit}", field=field, over=over, short=short)


def test_sums_count_what_is_not_shown_too() -> None:
    sums = [one("A", field, short=number + 1) for number, field in enumerate(FIELDS[: MOST_FIELDS + 2])]
    found = posts_of(sums, HERE, shipped_catalogue(), "vi")
    assert found is not None
    assert (len(found.fields), found.n_fields, found.is_choice) == (MOST_FIELDS, MOST_FIELDS + 2, True)
    assert found.short == found.short_rows[0].total == sum(range(1, MOST_FIELDS + 3))
    assert sum(value or 0 for value in found.short_rows[0].values) == found.short - 1 - 2, (
        "the two smallest are left out"
    )


def test_everything_that_differs_is_no_choice_and_says_nothing_of_the_other_side() -> None:
    found = posts_of([one("A", FIELDS[0], short=1.5), one("B", FIELDS[1])], HERE, shipped_catalogue(), "vi")
    assert found is not None
    assert (found.n_fields, found.n_units, found.is_choice) == (1, 1, False)
    assert found.over_rows == ()


def test_nothing_over_or_short_makes_no_table() -> None:
    assert posts_of([one("A", FIELDS[0])], HERE, shipped_catalogue(), "vi") is None


def test_cells_lead_to_the_posts_of_the_same_run_in_that_unit_and_field() -> None:
    found = posts_of([one("A", FIELDS[0], short=1)], HERE, shipped_catalogue(), "vi")
    assert found is not None
    row = found.short_rows[0]
    assert (row.url, row.urls) == ("/balance?run=R&unit=A", (f"/balance?run=R&unit=A&field={FIELDS[0]}",))


def test_posts_of_the_unit_itself_lead_nowhere_beside_those_below_it() -> None:
    sums = [one("P", FIELDS[0], short=2), one("A", FIELDS[0], short=1)]
    found = posts_of(sums, HERE, shipped_catalogue(), "vi")
    assert found is not None
    assert [(row.is_own, bool(row.url)) for row in found.short_rows] == [(True, False), (False, True)]
    alone = posts_of(sums[:1], HERE, shipped_catalogue(), "vi")
    assert alone is not None
    assert [(row.is_own, bool(row.url)) for row in alone.short_rows] == [(False, True)]
