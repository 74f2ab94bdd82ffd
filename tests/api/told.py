"""What a page that was answered to a form says beside a field."""

from __future__ import annotations

import html
import re


def error_beside(page: str, field: str) -> str:
    """The words of the error of a field, "" where it has none."""
    found = re.search(rf'id="{re.escape(field)}-error">(.*?)</p>', page)
    return html.unescape(re.sub(r"<span.*?</span>", "", found[1])).strip() if found else ""
