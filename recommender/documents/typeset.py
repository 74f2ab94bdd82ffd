"""A tagged PDF (PDF/UA-1) from a template of this package and the texts that it shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import as_file, files


def typeset(template: str, content: Mapping[str, object], *, now: datetime) -> bytes:
    """The PDF of `template`, which reads `content` as sys.inputs.content; the same content gives the same bytes."""
    import typst

    text = json.dumps(content, ensure_ascii=False)
    with as_file(files("recommender.documents") / "data" / template) as path:
        made = typst.compile(
            path, root=path.parent, sys_inputs={"content": text}, pdf_standards=["ua-1"], format="pdf",
            ignore_system_fonts=True, timestamp=int(now.timestamp()),
        )  # fmt: skip
    if not isinstance(made, bytes):
        raise TypeError("typst gave no bytes")
    return made
