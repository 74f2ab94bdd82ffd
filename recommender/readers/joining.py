"""Officer ids of the data rows of a table that is not a list of people, with rows of nobody said in the log."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.readers.person_columns import person_columns
from recommender.readers.person_index import JoinedBy, PersonIndex
from recommender.readers.picked import Objects
from recommender.readers.reading import Reading
from recommender.readers.sheets import address
from recommender.readers.table import Table

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
    return ids
