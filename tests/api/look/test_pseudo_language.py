"""Under the pseudo language every visible string of a page stands in brackets, so none was forgotten."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser

import pytest
from sqlalchemy import select

from api import rendering
from api.look.translations import PSEUDO
from api.look.words import tables
from api.settings import SETTINGS
from api.web.problems import KINDS
from recommender.errors import NotAllowed
from recommender.learner_codes import learner_code
from recommender.store.catalogue_now import catalogue_now
from recommender.store.metadata import METADATA
from recommender.store.tables.plans import ENROLMENT
from tests.api.look.gallery import gallery
from tests.api.world import World
from tests.journeys.pages import PAGES, PageCase

SPOKEN = ("aria-label", "title", "placeholder", "alt")
VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})
LETTERS = re.compile(r"[^\W\d_]{2,}")
PIECES = re.compile(r"[,;:·–()→/\n«»“”|]| {2,}")
KNOWN = ("English", "Tiếng Việt", "Excel", "CSV", "NDJSON", "PDF", "Word", "SHA-256")


class Visible(HTMLParser):
    """Texts and spoken attributes of a page, without what is code or an address for programs."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [value for name, value in attrs if name in SPOKEN and value]
        if tag not in VOID:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not {"script", "style", "code"} & set(self.inside):
            self.texts.append(data)


def bare_pieces(html: str) -> list[str]:
    """Pieces of visible text with letters that stand outside brackets."""
    reader = Visible()
    reader.feed(re.sub(r"⟦[^⟦⟧]*⟧", " ", re.sub(r"⟦[^⟦⟧]*⟧", " ", html)))
    pieces = [piece.strip(" .%+−0123456789") for text in reader.texts for piece in PIECES.split(text)]
    return [piece for piece in pieces if LETTERS.search(piece)]


@cache
def _words() -> str:
    """Words that come in both languages from tables, and names that are the same in every language."""
    pairs = [text for table in tables().values() for pair in table.values() for text in pair]
    problems = [text for kind in KINDS.values() for text in (kind.title_vi, kind.meaning_vi)]
    refused = NotAllowed()
    return "\n".join([*KNOWN, *pairs, *problems, f"{refused.message_vi} {refused.hint_vi}"])


def data_of(world: World) -> str:
    """Every text that the store and the catalogue hold."""
    with world.store.reading() as conn:
        rows = [tuple(row) for table in METADATA.sorted_tables for row in conn.execute(select(table))]
        codes = "".join(learner_code(ticket) for ticket in conn.execute(select(ENROLMENT.c.enrolment_id)).scalars())
        digest = catalogue_now(conn).digest
    catalogue = world.app.state.catalogue
    named = repr((catalogue.vocabularies, catalogue.laws, catalogue.systems))
    settings = "".join(f"{one.variable}\n{one.default}\n{one.help_vi}\n" for one in SETTINGS) + repr(world.settings)
    kept = json.dumps(rows, ensure_ascii=False, default=str)
    return kept + repr(catalogue) + named + digest + codes + settings + _words()


def test_a_forgotten_string_is_seen() -> None:
    assert bare_pieces("<p>⟦Trang chính⟧ <b>Quên</b></p>") == ["Quên"]
    assert bare_pieces('<p aria-label="Quên nữa">⟦x ⟦y⟧⟧ 12,5 %</p>') == ["Quên nữa"]


def test_gallery_takes_all_its_own_words_from_the_catalogue() -> None:
    data = (gallery("vi") + _words()).casefold()
    marked = set(re.findall(r"⟦([^⟦⟧]*)⟧", gallery(PSEUDO)))
    assert len(marked) > 40
    assert [piece for piece in bare_pieces(gallery(PSEUDO)) if piece.casefold() not in data] == []


@pytest.mark.parametrize("page", [one for one in PAGES if not one.is_under_way], ids=lambda page: page.name)
def test_page_has_no_bare_string(shared_world: World, page: PageCase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "language_of", lambda request: PSEUDO)
    client = shared_world.client(page.account)
    answer = client.get(page.path, follow_redirects=True)
    assert answer.status_code == page.status
    data = data_of(shared_world).casefold()
    assert [piece for piece in bare_pieces(answer.text) if piece.casefold() not in data] == []
