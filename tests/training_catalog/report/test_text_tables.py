from __future__ import annotations

from dataclasses import replace

from tests.shipped_catalogue import shipped_catalogue
from training_catalog.report.text_tables import rare_pairs_table, spelling_table


def test_a_typing_error_in_a_usual_pair_is_shown_for_a_reader() -> None:
    pack = shipped_catalogue()
    task = pack.tasks["II.04.T01"]
    changed = replace(task, text_vi=task.text_vi + " Soạn quyềt định.")
    rows = rare_pairs_table(replace(pack, tasks={**pack.tasks, task.task_id: changed})).rows
    assert ("quyềt định", "quyết định") in [row[:2] for row in rows]


def test_the_pack_places_tones_one_way_only() -> None:
    table = spelling_table(shipped_catalogue())
    place = [column.key for column in table.columns].index("tone_second")
    assert [row[place] for row in table.rows if row[place]] == []
