"""Words in the reader's language: source strings are Vietnamese, the English ones come from the catalogues."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES: Final = ("vi", "en")
PSEUDO: Final = "qps"
"""The language of tests: every string that is marked comes out in brackets, so one that is not stands out."""
LOCALE: Final = Path(__file__).resolve().parents[1] / "locale"


class PseudoTranslations(NullTranslations):
    """Brackets around every string, with the named places of `%` formatting left as they are."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧" if message else message

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return f"⟦{singular if n == 1 else plural}⟧"

    def pgettext(self, context: str, message: str) -> str:
        return f"⟦{message}⟧"

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        return self.ngettext(singular, plural, n)


@cache
def translations(language: str) -> NullTranslations:
    """The words of a language, read once a process from every catalogue (.po) of its folder."""
    if language == PSEUDO:
        return PseudoTranslations()
    if language not in LANGUAGES or language == LANGUAGES[0]:
        return NullTranslations()
    found = GNUTranslations(compiled(merged(catalogue_files(language), language)))
    found.add_fallback(NullTranslations())
    return found


def catalogue_files(language: str) -> list[Path]:
    """The catalogues of a language: messages.po is shared, the others belong to one subject each."""
    return sorted((LOCALE / language / "LC_MESSAGES").glob("*.po"), key=lambda path: (path.stem != "messages", path))


def merged(paths: Iterable[Path], language: str) -> Catalog:
    """One catalogue of all files; the first file that translates a string wins."""
    whole = Catalog(locale=language)
    for path in paths:
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if (
                    message.id
                    and message.string
                    and not message.fuzzy
                    and whole.get(message.id, message.context) is None
                ):
                    whole[message.id] = message
    return whole


def compiled(catalogue: Catalog) -> io.BytesIO:
    """The catalogue in the form that gettext reads: kept in memory, so it can never be older than its source."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    buffer.seek(0)
    return buffer


def pick_language(*, chosen: str = "", cookie: str = "", accepted: str = "", is_asked_first: bool = False) -> str:
    """The reader's own setting, else the cookie, else what the header asks for (before both, if told so), else `vi`."""
    asked = by_preference(accepted)
    wishes = [*asked, chosen, cookie] if is_asked_first else [chosen, cookie, *asked]
    return next((wish for wish in wishes if wish in LANGUAGES), LANGUAGES[0])


def by_preference(accepted: str) -> list[str]:
    """The primary languages of an Accept-Language header, most wanted first; what cannot be read is left out."""
    wishes: list[tuple[float, int, str]] = []
    for at, part in enumerate(accepted[:500].split(",")):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wanted = float(weight) if weight else 1.0
        except ValueError:
            continue
        if tag and wanted > 0:
            wishes.append((-wanted, at, tag.split("-")[0].casefold()))
    return [name for _, _, name in sorted(wishes)]


def pair_of(vi: str, en: str, language: str) -> str:
    """The text of data that comes in both languages; the other one where it lacks."""
    return (en or vi) if language == "en" else (vi or en)


def either(value: object, name: str, language: str) -> str:
    """`name_vi` or `name_en` of a thing (an object or a mapping), by language."""
    if isinstance(value, Mapping):
        vi, en = value.get(f"{name}_vi", ""), value.get(f"{name}_en", "")
    else:
        vi, en = getattr(value, f"{name}_vi"), getattr(value, f"{name}_en")
    return pair_of(str(vi or ""), str(en or ""), language)
