"""Sorting, paging and filters of tables through the address."""

from __future__ import annotations

from api.look.addresses import Address
from api.look.tables import Column, Table, chosen_columns, with_one_choice

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


CHOICE = (NAME, Column(label="Đơn vị", key="unit"), Column(label="Ngạch", key="rank"), Column(
    label="Phòng", key="department", is_extra=True
))  # fmt: skip


def chosen(*values: str) -> tuple[str, ...]:
    """Keys of the columns shown at an address with these values of `columns`."""
    return chosen_columns(Address.of("/people", [("columns", value) for value in values]), CHOICE)


def test_without_a_choice_all_columns_but_the_extra_ones_are_shown() -> None:
    assert chosen() == chosen("", "no-such") == ("unit", "rank")


def test_the_address_chooses_columns_and_the_table_orders_them() -> None:
    assert chosen("department,unit") == chosen("department", "unit") == ("unit", "department")


def test_no_column_at_all_can_be_chosen_but_the_first_stays() -> None:
    shown = Table(caption="Người", columns=CHOICE, rows=["x"], address=Address.of("/people", [("columns", "-")]))
    assert chosen("-") == ()
    assert shown.shown_columns == (NAME,)


def test_ticked_columns_are_written_into_the_address_once() -> None:
    ticked = Address.of("/people", [("q", "an"), ("columns", "-"), ("columns", "unit"), ("columns", "rank")])
    once = with_one_choice(ticked)
    assert str(once) == "/people?q=an&columns=unit%2Crank"
    assert once is not None
    assert with_one_choice(once) is None


def test_taking_all_filters_off_keeps_the_columns() -> None:
    assert str(table([("q", "an"), ("columns", "unit")]).unfiltered) == "/people?columns=unit"
