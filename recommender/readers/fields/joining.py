"""Officer ids of the data rows of a table that is not a list of people, with rows of nobody said in the log."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from recommender.readers.fields.person_columns import PersonColumns, person_columns
from recommender.readers.files.sheets import address
from recommender.readers.person_index import JoinedBy, PersonIndex
from recommender.readers.problem_log import SheetLog
from recommender.readers.reading import Reading
from recommender.readers.tables.picked import Objects
from recommender.readers.tables.table import Table
from training_catalog import accented, fold

_BRACKETS = re.compile(r"\([^()]*\)")
KEPT_OUT = (JoinedBy.UNKNOWN, JoinedBy.AMBIGUOUS)


def joined_ids(table: Table, index: PersonIndex, *, reading: Reading, unit_ids: Objects | None = None) -> Objects:
    """Officer id of each data row; "" for rows of nobody known, each distinct person said once a sheet."""
    spot = reading.log.sheet(table.sheet)
    person = person_columns(table, spot, today=reading.today)
    rows = pd.DataFrame(
        {
            "code": person.codes,
            "citizen_id": person.citizen_ids,
            "name": person.names,
            "birth_date": person.births,
            "unit_id": np.full(len(person), "", dtype=object) if unit_ids is None else unit_ids,
        }
    )
    ids, how = index.find_all(rows)
    labels = rows["code"].where(rows["code"] != "", rows["citizen_id"]).where(lambda text: text != "", rows["name"])
    for joined in JoinedBy:
        hits = np.nonzero(how == joined)[0]
        if joined is JoinedBy.ID or not len(hits):
            continue
        if joined in KEPT_OUT:
            counts = labels.iloc[hits].value_counts()
            firsts = hits[~labels.iloc[hits].duplicated().to_numpy()]
            for at in firsts:
                cell = address(int(table.rows[at]), person.shown_column)
                label = str(labels.iloc[at])
                spot.add(joined, cell, value=label, count=str(counts[label]))
        else:
            cell = address(int(table.rows[hits[0]]), person.shown_column)
            spot.add(joined, cell, value=str(labels.iloc[hits[0]]), count=str(len(hits)))
    _say_other_names(table, person, ids, index, spot)
    return ids


def _say_other_names(table: Table, person: PersonColumns, ids: Objects, index: PersonIndex, spot: SheetLog) -> None:
    """Say where a row of an id names another person than the list of people does; the id stands."""
    named = table.column("full_name") or table.column("given_name")
    if named is None:
        return
    cells: dict[tuple[str, str], list[str]] = {}
    for row, officer_id, name in zip(table.rows, ids, person.names, strict=True):
        if officer_id and name:
            cells.setdefault((officer_id, name), []).append(address(int(row), named.column))
    for (officer_id, name), found in cells.items():
        listed = index.name_of(officer_id)
        if listed and is_other_name(name, listed):
            spot.add_all("name_of_another", found, value=name, officer=officer_id, listed=listed)


def is_other_name(one: str, other: str) -> bool:
    """Whether two names are of two people: the given name of neither is in the other.

    Accents count where both names are written with them ("Ân" is not "An").
    """
    with_accents = not (one.isascii() or other.isascii())
    words, others = ((accented if with_accents else fold)(_BRACKETS.sub(" ", name)).split() for name in (one, other))
    return bool(words and others) and words[-1] not in others and others[-1] not in words
