"""Every marked string of templates and pages by the catalogue it belongs to; run it to bring the catalogues up to date.

    python -m tests.api.look.extract [subject …]

adds missing strings with an empty translation, drops those that are gone, keeps the rest. Strings of the shared
catalogue (messages.po) are not repeated in a subject's own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from api.look.translations import LOCALE

API = LOCALE.parent
SHARED = "messages"
SHARED_FOLDERS = ("look", "web", "includes", "commands")
KEYWORDS = {"_": None, "N_": None, "marked": None, "gettext": None, "ngettext": (1, 2)}
MessageId = str | tuple[str, str]


def sources() -> list[Path]:
    """Templates and modules that speak to readers of pages."""
    found = [*API.rglob("*.html"), *API.rglob("*.py")]
    return sorted(path for path in found if "commands" not in path.parts)


def subject_of(path: Path) -> str:
    """The catalogue of a source: its folder's name, or the shared one."""
    parts = path.relative_to(API).parts
    folder = parts[1] if parts[0] == "templates" else parts[0]
    return SHARED if folder.endswith((".html", ".py")) or folder in SHARED_FOLDERS else folder


def extracted() -> dict[str, dict[MessageId, str]]:
    """Subject → string → first place it stands; a string of the shared catalogue stays there only."""
    found: dict[str, dict[MessageId, str]] = {SHARED: {}}
    for path in sources():
        for line, message in _strings(path):
            place = f"{path.relative_to(API.parent).as_posix()}:{line}"
            found.setdefault(subject_of(path), {}).setdefault(message, place)
    shared = found[SHARED]
    return {
        subject: {key: place for key, place in strings.items() if subject == SHARED or key not in shared}
        for subject, strings in found.items()
    }


def _strings(path: Path) -> Iterator[tuple[int, MessageId]]:
    with path.open("rb") as file:
        if path.suffix == ".html":
            options = {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
            rows = [(line, text) for line, _, text, _ in babel_extract(file, ("_", "gettext", "ngettext"), (), options)]
        else:
            rows = [(line, text) for line, text, _, _ in extract("python", file, keywords=KEYWORDS)]
    for line, text in rows:
        if isinstance(text, tuple):
            kept = tuple(part for part in text if part is not None)
            yield line, (kept[0], kept[1]) if len(kept) > 1 else kept[0]
        elif text:
            yield line, text


def path_of(subject: str, language: str = "en") -> Path:
    """The catalogue file of a subject."""
    return LOCALE / language / "LC_MESSAGES" / f"{subject}.po"


def kept(subject: str, language: str = "en") -> Catalog:
    """The catalogue as it is; empty when there is none yet."""
    path = path_of(subject, language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(subject: str, strings: dict[MessageId, str]) -> int:
    """Writes the catalogue of a subject; says how many strings still lack their English."""
    before, after = kept(subject), Catalog(locale="en", fuzzy=False)
    missing = 0
    for key, place in sorted(strings.items(), key=lambda item: str(item[0])):
        old = before.get(key if isinstance(key, str) else key[0])
        string = old.string if isinstance(old, Message) else ""
        if not string or (isinstance(string, tuple) and not all(string)):
            missing += 1
        after.add(key, string or None, locations=[(place.rpartition(":")[0], None)])  # type: ignore[list-item]
    path = path_of(subject)
    if strings:
        with path.open("wb") as file:
            write_po(file, after, sort_output=True, omit_header=True, include_lineno=False, width=120)
    return missing


def main(wanted: Sequence[str]) -> None:
    """Brings the wanted catalogues, or all, up to date."""
    for subject, strings in sorted(extracted().items()):
        if not wanted or subject in wanted:
            print(f"{subject}: {len(strings)} strings, {update(subject, strings)} without English")


if __name__ == "__main__":
    main(sys.argv[1:])
