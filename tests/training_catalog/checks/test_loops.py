from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from hypothesis import given
from hypothesis import strategies as st

from training_catalog.checks.loops import found_loops

nodes = st.sampled_from("abcde")


def test_a_row_that_needs_itself_is_a_loop() -> None:
    assert found_loops({"a": ["a"]}) == [("a",)]


def test_a_long_chain_is_no_loop_and_no_recursion() -> None:
    chain = {str(number): [str(number + 1)] for number in range(50_000)}
    assert found_loops(chain) == []


@given(st.dictionaries(nodes, st.lists(nodes, max_size=3)))
def test_a_loop_is_found_exactly_when_no_order_exists(leads_to: dict[str, list[str]]) -> None:
    try:
        TopologicalSorter(leads_to).prepare()
        has_loop = False
    except CycleError:
        has_loop = True
    assert bool(found_loops(leads_to)) == has_loop


@given(st.dictionaries(nodes, st.lists(nodes, max_size=3)))
def test_every_step_of_a_found_loop_exists(leads_to: dict[str, list[str]]) -> None:
    for loop in found_loops(leads_to):
        for here, there in zip(loop, (*loop[1:], loop[0]), strict=True):
            assert there in leads_to[here]
