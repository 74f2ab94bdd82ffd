"""Every reading function of the store gives the same answer, in the same order, on SQLite and on PostgreSQL.

Both databases hold the same rows, copied table by table. A reading function that is written tomorrow is asked tomorrow.
"""

from __future__ import annotations

import dataclasses
import itertools
import random
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pytest
from sqlalchemy.exc import NoResultFound

from recommender.errors import NangLucError
from recommender.store import Connection, Store, open_store
from recommender.store.migrate import migrate
from recommender.store.pages import Page
from tests.recommender.store.everything_stored import copy_rows, pool_of, put_everything
from tests.recommender.store.postgres import new_database
from tests.recommender.store.readers_of_store import NOT_ASKED, Reader, arguments, readers
from tests.shipped_catalogue import shipped_catalogue
from training_catalog.types import Catalogue

TIMES, MOST_TIMES, MOST_PAGES, LEAST_READERS = 16, 400, 60, 110
KEY: Final = b"a key of tests, 32 bytes long...."
SILENT: Final[Mapping[str, str]] = {
    "results.compared_runs.differences": "the runs of the small world rest on the same estimates; "
    "`results/test_compared_runs.py` asks it on both databases",
    "importing.returned_values.replaced_values": "`workflows/test_import_keeps.py` asks it on both databases",
    "service_ends.service_end_of": "`workflows/test_end_service.py` asks it on both databases",
}
"""Reader → why nothing is there for it to find."""
Pool = dict[str, tuple[Any, ...]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Both:
    """The same rows in both databases, and what can be asked about them."""

    sqlite: Store
    postgres: Store
    pool: Pool


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, postgres_address: str, postgres_template: str) -> Iterator[Both]:
    folder: Path = tmp_path_factory.mktemp("everything")
    one = open_store(f"sqlite:///{folder}/store.db", audit_key=KEY, create=True)
    migrate(one)
    made = put_everything(one, shipped_catalogue())
    two = open_store(new_database(postgres_address, like=postgres_template), audit_key=KEY)
    copy_rows(one, two)
    yield Both(sqlite=one, postgres=two, pool=pool_of(made))
    one.close()
    two.close()


def plain(answer: Any) -> Any:
    """An answer that can be compared: frames as text, generators as lists, sets in order."""
    if isinstance(answer, Catalogue):
        return [answer.digest, [(key, repr(one)) for key, one in sorted(answer.positions.items())]]
    if isinstance(answer, pd.DataFrame):
        return [list(map(str, answer.dtypes)), answer.to_csv()]
    if isinstance(answer, np.ndarray):
        return answer.tolist()
    if isinstance(answer, Iterator):
        return [plain(one) for one in answer]
    if dataclasses.is_dataclass(answer) and not isinstance(answer, type):
        return [(one.name, plain(getattr(answer, one.name))) for one in dataclasses.fields(answer)]
    if isinstance(answer, Mapping):
        return [(key, plain(value)) for key, value in answer.items()]
    if isinstance(answer, (tuple, list)):
        return [plain(one) for one in answer]
    return sorted(answer, key=repr) if isinstance(answer, (set, frozenset)) else answer


def asked(reader: Reader, conn: Connection, pool: Pool, seed: int) -> Any:
    """The answer to the questions of a seed, with all pages of a list; a refusal is an answer."""
    chosen = random.Random(zlib.crc32(f"{reader.name} {seed}".encode()))
    try:
        given = arguments(reader, conn, pool, chosen)
        found = reader.function(conn, **given)
        pages = [plain(found)]
        while isinstance(found, Page) and found.next_cursor and len(pages) < MOST_PAGES:
            page = {"page": dataclasses.replace(given["page"], cursor=found.next_cursor)} if "page" in given else {}
            found = reader.function(conn, **given | (page or {"cursor": found.next_cursor}))
            pages.append(plain(found))
    except NangLucError as refusal:
        return refusal.code
    except NoResultFound:
        return "no row"
    return pages


def is_something(answer: Any) -> bool:
    """Whether anything was found: more than a refusal, an empty list, or the names of empty fields."""
    if isinstance(answer, tuple) and len(answer) == 2 and isinstance(answer[0], str):
        return is_something(answer[1])
    if isinstance(answer, list):
        return any(map(is_something, answer))
    return answer not in (None, "", 0, False)


@pytest.mark.parametrize("reader", readers(), ids=lambda reader: reader.name)
def test_both_databases_answer_alike(both: Both, reader: Reader) -> None:
    with both.sqlite.reading() as one, both.postgres.reading() as two:
        pairs = [[asked(reader, conn, both.pool, seed) for conn in (one, two)] for seed in range(TIMES)]
        assert [seed for seed, (first, second) in enumerate(pairs) if first != second] == []
        more = (asked(reader, one, both.pool, seed) for seed in range(TIMES, MOST_TIMES))
        found = itertools.chain((first for first, _ in pairs), more)
        is_heard = any(is_something(first) for first in found if not isinstance(first, str))
    assert is_heard is (reader.name not in SILENT), "asked about nothing that is there"


def test_all_that_read_are_found() -> None:
    names = {reader.name for reader in readers()}
    known = {"people.find_people", "access.tokens.list_tokens", "access.notices.read_at", "own_positions.content_of",
             "audit.looks_at_me", "totals.plan_totals.plan_totals"}  # fmt: skip
    assert known <= names
    assert len(names) >= LEAST_READERS
    assert not names & {"people.put_file", "access.sessions.create", "jobs.claim", "audit.append_audit"}
    assert not set(NOT_ASKED) & names
