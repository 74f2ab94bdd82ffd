"""Writers of a process go in the order in which they came, and nobody waits for ever."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from recommender.store import open_store
from recommender.store.turns import Turns, turns_at

LONG = 60.0


def waiting(turns: Turns) -> int:
    return len(turns._waiting)


def queue_up(turns: Turns, work: Callable[[int], None], count: int) -> list[threading.Thread]:
    """Threads that wait one after the other, in the order of their numbers."""
    threads = []
    for number in range(count):

        def wait(mine: int = number) -> None:
            with turns.turn(LONG):
                work(mine)

        threads.append(threading.Thread(target=wait))
        threads[-1].start()
        while waiting(turns) < number + 1:
            threads[-1].join(0.001)
    return threads


def test_who_came_first_goes_first() -> None:
    turns = Turns()
    went: list[int] = []
    with turns.turn(LONG):
        threads = queue_up(turns, went.append, 40)
    for thread in threads:
        thread.join(LONG)
    assert went == list(range(40))


def test_only_one_has_its_turn_at_a_time() -> None:
    turns, inside, most = Turns(), [0], [0]

    def work(_: int) -> None:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        inside[0] -= 1

    with turns.turn(LONG):
        threads = queue_up(turns, work, 10)
    for thread in threads:
        thread.join(LONG)
    assert most == [1]


def test_who_waited_too_long_goes_on_without_a_turn_and_leaves_the_queue() -> None:
    turns, went = Turns(), []

    def wait() -> None:
        with turns.turn(0.01):
            went.append(turns._holder)

    with turns.turn(LONG):
        thread = threading.Thread(target=wait)
        thread.start()
        thread.join(LONG)
        assert (went, waiting(turns)) == ([threading.get_ident()], 0)
        assert turns._holder == threading.get_ident()
    with turns.turn(0.01):
        assert turns._holder == threading.get_ident()


def test_a_turn_ends_with_an_exception_too() -> None:
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.turn(LONG):
        raise ZeroDivisionError
    with turns.turn(0.01):
        pass


def test_a_writing_transaction_inside_another_is_refused_at_once(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/s.db", create=True)
    with ExitStack() as stack:
        stack.enter_context(store.writing())
        with pytest.raises(RuntimeError, match="inside another"):
            stack.enter_context(store.writing())
    with store.writing():
        pass
    store.close()


def test_two_stores_of_one_file_share_a_queue_and_two_files_do_not(tmp_path: Path) -> None:
    first, again, other = (open_store(f"sqlite:///{tmp_path}/{name}.db", create=True) for name in ("a", "a", "b"))
    with first.writing(), other.writing():
        assert turns_at(str(first.engine.url)) is turns_at(str(again.engine.url))
        with pytest.raises(RuntimeError), again.writing():
            pass
    for store in (first, again, other):
        store.close()


def test_a_forked_process_does_not_wait_for_a_writer_of_its_parent() -> None:
    with turns_at("sqlite:///of-tests").turn(LONG):
        child = os.fork()
        if not child:
            with turns_at("sqlite:///of-tests").turn(0.5):
                os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
