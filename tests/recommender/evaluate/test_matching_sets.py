"""Our benchmark: enough of it, worded apart from the catalogue, split by family, with grades that name real rows."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from models.text import fold, has_vietnamese_marks
from recommender.errors import InputError
from recommender.evaluate.matching_sets import (
    OWN_SETS,
    PARTS,
    Query,
    external_sets,
    graded,
    own_queries,
    own_sets,
    right_rows,
    target_texts,
)
from tests.shipped_catalogue import shipped_catalogue
from training_catalog.types import Catalogue

NEAR_COPY = 0.6
GRAM = 5


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped_catalogue()


@pytest.fixture(scope="module")
def queries() -> dict[str, list[Query]]:
    return {name: own_queries(name) for name in OWN_SETS}


def grams(text: str) -> frozenset[str]:
    """Character runs of the unmarked text."""
    bare = fold(text)
    return frozenset(bare[start : start + GRAM] for start in range(max(1, len(bare) - GRAM + 1)))


def wordings(catalogue: Catalogue) -> list[str]:
    """Every text of the catalogue a query could have been copied from."""
    found: set[str] = set()
    for entry in catalogue.competencies.values():
        found |= {entry.name_vi, entry.name_en, *entry.aliases}
    for position in catalogue.positions.values():
        found |= {position.title_vi, position.title_en, *position.aliases}
    for task in catalogue.tasks.values():
        found |= {task.text_vi, task.text_en, *task.wordings}
    for course in catalogue.courses.values():
        found |= {course.name_vi, course.name_en, course.outline}
    return sorted(text for text in found if text)


def test_there_are_at_least_600_queries_in_five_sets(queries: dict[str, list[Query]]) -> None:
    assert sum(map(len, queries.values())) >= 600
    assert all(len(rows) >= 100 for rows in queries.values())


def test_no_text_is_asked_twice_and_no_id_given_twice(queries: dict[str, list[Query]]) -> None:
    for rows in queries.values():
        assert max(Counter(fold(query.text) for query in rows).values()) == 1
        assert max(Counter(query.query_id for query in rows).values()) == 1


def test_at_least_one_in_six_is_cross_lingual(queries: dict[str, list[Query]]) -> None:
    for rows in queries.values():
        assert sum(query.language == "en" for query in rows) * 6 >= len(rows)


def test_no_family_stands_in_both_parts(queries: dict[str, list[Query]]) -> None:
    for rows in queries.values():
        families = {part: {query.family for query in rows if query.part == part} for part in PARTS}
        assert families["dev"]
        assert families["test"]
        assert not families["dev"] & families["test"]


def test_no_query_is_or_nearly_is_a_wording_of_the_catalogue(
    catalogue: Catalogue, queries: dict[str, list[Query]]
) -> None:
    known = [(text, grams(text)) for text in wordings(catalogue)]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, (_, runs) in enumerate(known):
        for run in sorted(runs):
            holders[run].append(number)
    for query in (query for rows in queries.values() for query in rows):
        own = grams(query.text)
        shared = Counter(number for run in sorted(own) for number in holders.get(run, ()))
        # What is shared, of what either has; a wording that shares nothing is not near.
        near = [known[at][0] for at, n in shared.items() if n > NEAR_COPY * (len(own) + len(known[at][1]) - n)]
        assert not near, (query.query_id, near)


def test_every_answer_names_a_target_and_every_query_has_a_hit(
    catalogue: Catalogue, queries: dict[str, list[Query]]
) -> None:
    for name, rows in queries.items():
        targets = target_texts(name, catalogue)
        for query in rows:
            answers = graded(name, query, catalogue)
            assert {key for key, _ in answers} <= set(targets), query
            assert {grade for _, grade in answers} <= {1, 2, 3}, query
            assert max(grade for _, grade in answers) >= 2, query


def test_gaps_name_tasks_and_competencies_of_the_catalogue(
    catalogue: Catalogue, queries: dict[str, list[Query]]
) -> None:
    known = {*catalogue.tasks, *catalogue.competencies}
    asked = {name.partition("@")[0] for query in queries["gaps"] for name, _ in query.answers}
    assert asked <= known


def test_traits_are_what_they_say(queries: dict[str, list[Query]]) -> None:
    for query in (query for rows in queries.values() for query in rows):
        assert ("cross" in query.traits) == (query.language == "en"), query
        if "no_marks" in query.traits or query.language == "en":
            assert not has_vietnamese_marks(query.text), query
        if "nfd" in query.traits:
            assert not unicodedata.is_normalized("NFC", query.text), query


def test_evidence_of_the_same_words_in_another_field_is_never_an_answer(queries: dict[str, list[Query]]) -> None:
    assert not [query for query in queries["evidence"] if any(name.endswith("-n") for name, _ in query.answers)]


def test_targets_of_our_sets_are_vietnamese(catalogue: Catalogue) -> None:
    for name in OWN_SETS:
        bare = [key for key, text in target_texts(name, catalogue).items() if not has_vietnamese_marks(text)]
        assert not bare, (name, bare)


@pytest.mark.parametrize("part", PARTS)
def test_our_sets_come_with_a_grade_for_every_pair(catalogue: Catalogue, part: str) -> None:
    for one in own_sets(catalogue, part=part):
        assert one.grades.shape == (len(one.queries), len(one.targets))
        assert len(right_rows(one).queries) == len(one.queries) > 0


def folder_with(tmp_path: Path, qrels: str) -> Path:
    place = tmp_path / "sets" / "xling_small"
    place.mkdir(parents=True)
    (place / "queries.jsonl").write_text(json.dumps({"id": "q", "text": "văn thư"}) + "\n", encoding="utf-8")
    targets = [{"id": "b", "text": "archives"}, {"id": "a", "text": "driving"}]
    (place / "targets.jsonl").write_text("".join(json.dumps(one) + "\n" for one in targets), encoding="utf-8")
    (place / "qrels.tsv").write_text(qrels, encoding="utf-8")
    return tmp_path / "sets"


def test_a_folder_of_sets_is_read_with_targets_in_order_of_their_ids(tmp_path: Path) -> None:
    [found] = external_sets(folder_with(tmp_path, "query\ttarget\tgrade\nq\tb\t2\n"))
    assert found.targets == ("driving", "archives")
    assert found.grades.tolist() == [[0, 2]]
    assert found.is_cross


def test_an_answer_that_names_no_target_is_refused_with_the_set_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="xling_small"):
        external_sets(folder_with(tmp_path, "query\ttarget\tgrade\nq\tz\t2\n"))


def test_a_folder_without_sets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        external_sets(tmp_path)
