"""Words of pages: picked by language, complete in English, and marked so that none slips through."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.look.translations import (
    PSEUDO,
    by_preference,
    catalogue_files,
    compiled,
    either,
    merged,
    pair_of,
    pick_language,
    translations,
)
from tests.api.look.extract import API, extracted, kept, path_of

PLACES = re.compile(r"%\((\w+)\)s")


def test_own_setting_wins_over_cookie_and_browser() -> None:
    assert pick_language(chosen="vi", cookie="en", accepted="en") == "vi"
    assert pick_language(cookie="en", accepted="vi") == "en"
    assert pick_language(accepted="fr, en-GB;q=0.8, vi;q=0.3") == "en"


def test_vietnamese_when_nothing_is_wished_or_known() -> None:
    assert pick_language() == "vi"
    assert pick_language(chosen="fr", cookie=PSEUDO, accepted="fr;q=x, *") == "vi"


def test_heavier_languages_come_first_and_refused_ones_are_left_out() -> None:
    assert by_preference("en;q=0.2, vi;q=0.9, fr;q=0, de") == ["de", "vi", "en"]


@given(st.text())
def test_any_header_gives_a_language(header: str) -> None:
    assert pick_language(accepted=header) in ("vi", "en")


def test_source_strings_are_vietnamese() -> None:
    assert translations("vi").gettext("Trang chính") == "Trang chính"
    assert translations("en").gettext("Trang chính") == "Home"


def test_english_has_a_plural_where_vietnamese_has_none() -> None:
    told = translations("en").ngettext("%(shown)s dòng", "%(shown)s dòng", 1)
    assert told == "%(shown)s row"
    assert translations("en").ngettext("%(shown)s dòng", "%(shown)s dòng", 5) == "%(shown)s rows"


def test_data_text_falls_back_to_the_other_language() -> None:
    assert pair_of("tên", "", "en") == "tên"
    assert pair_of("tên", "name", "en") == "name"
    assert either({"name_vi": "tên", "name_en": ""}, "name", "en") == "tên"


@pytest.mark.parametrize("subject", sorted(extracted()))
def test_catalogue_holds_exactly_the_strings_of_its_sources(subject: str) -> None:
    known = {message.id for message in kept(subject) if message.id}
    assert known == set(extracted()[subject]), f"run python -m tests.api.look.extract {subject}"


def test_no_string_lacks_its_english() -> None:
    lacking = [
        (path.name, message.id)
        for path in catalogue_files("en")
        for message in kept(path.stem)
        if message.id and not (all(message.string) if isinstance(message.string, tuple) else message.string)
    ]
    assert lacking == []


def test_translations_keep_the_places_of_values() -> None:
    for path in catalogue_files("en"):
        for message in kept(path.stem):
            if not message.id:
                continue
            source = message.id[0] if isinstance(message.id, tuple) else message.id
            for string in message.string if isinstance(message.string, tuple) else (message.string,):
                assert set(PLACES.findall(str(string))) == set(PLACES.findall(source)), source


def test_one_string_has_one_english() -> None:
    found: dict[str, str] = {}
    for path in catalogue_files("en"):
        for message in kept(path.stem):
            if message.id:
                assert found.setdefault(str(message.id), str(message.string)) == str(message.string), message.id


def test_catalogue_compiles_to_what_gettext_reads() -> None:
    assert compiled(merged([path_of("messages")], "en")).read(4) in (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")


@pytest.mark.parametrize("path", sorted((API / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_no_vietnamese_stands_bare_in_a_template(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    text = re.sub(r"{#.*?#}|{%-?\s*trans.*?endtrans\s*-?%}|_\(\".*?\"\)", "", text, flags=re.S)
    text = text.replace("Tiếng Việt", "")
    assert not re.findall(r"[à-ỹÀ-Ỹđ]+\w*", text)
