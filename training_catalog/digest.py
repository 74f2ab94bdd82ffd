"""The digest of a catalogue's content: the same for the same rows, however they are spread over files and folders."""

from __future__ import annotations

import hashlib
import json
from datetime import date

from training_catalog.folder_rows import READ_APART
from training_catalog.types import Catalogue

_MAPPINGS = (
    *("competencies", "positions", "tasks", "courses", "units", "vocabularies", "laws", "systems"),
    "blueprints",
)


def catalogue_digest(catalogue: Catalogue) -> str:
    """SHA-256 (hexadecimal) over all rows in the order of their ids; name, version and file order do not count.

    Former units of folders over the pack count by the bytes of their files, those of the pack not at all.
    """
    content: dict[str, object] = {name: getattr(catalogue, name) for name in _MAPPINGS}
    if catalogue.former_folders:
        files = [folder / READ_APART for folder in catalogue.former_folders]
        content["former_units"] = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    text = json.dumps(content, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()


def _plain(thing: object) -> object:
    if isinstance(thing, date):
        return thing.isoformat()
    return vars(thing)
