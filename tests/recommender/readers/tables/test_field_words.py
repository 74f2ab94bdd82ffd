"""Every field that a column can mean has words in both languages."""

from __future__ import annotations

from recommender.readers.tables.field_words import field_words, fields_of
from recommender.readers.tables.headings import NEEDED, TableKind


def test_every_field_has_words_in_both_languages_and_no_two_share_them() -> None:
    fields = {field for fields in fields_of().values() for field in fields}
    assert fields == set(field_words())
    for place in (0, 1):
        words = [pair[place] for pair in field_words().values()]
        assert all(words)
        assert len(set(words)) == len(words)


def test_every_kind_offers_its_needed_fields_and_leaving_a_column_out() -> None:
    for kind in TableKind:
        offered = fields_of()[kind]
        assert offered[-1] == "unused"
        assert all(needed & set(offered) for needed in NEEDED[kind])
