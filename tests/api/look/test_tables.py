"""Sorting, paging and filters of tables through the address."""

from __future__ import annotations

from api.look.addresses import Address
from api.look.tables import Column, Table

NAME = Column(label="Họ và tên", sort="name")


def table(query: list[tuple[str, str]], **more: str) -> Table[str]:
    """A table of one row at this address."""
    return Table(
        caption="Người", columns=(NAME,), rows=["x"], address=Address.of("/people", query), default_sort="name", **more
    )  # type: ignore[arg-type]


def test_default_order_is_told_without_a_parameter() -> None:
    assert table([]).direction(NAME) == "ascending"


def test_second_click_turns_the_order_round_and_third_turns_it_back() -> None:
    turned = table([]).sorted_by(NAME)
    assert str(turned) == "/people?sort=-name"
    assert str(table(list(turned.params)).sorted_by(NAME)) == "/people"


def test_column_without_a_key_is_never_ordered_by() -> None:
    assert table([]).direction(Column(label="Vì sao")) == ""


def test_next_page_keeps_filters_and_order() -> None:
    page = table([("unit", "1"), ("sort", "-name")], next_cursor="abc")
    assert str(page.following) == "/people?unit=1&sort=-name&cursor=abc"
    assert page.is_first_page
    assert not table(list(page.following.params)).is_first_page


def test_taking_all_filters_off_keeps_the_order() -> None:
    assert str(table([("unit", "1"), ("sort", "-name"), ("q", "an")]).unfiltered) == "/people?sort=-name"
