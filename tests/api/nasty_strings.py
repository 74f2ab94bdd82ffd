"""Texts that break programs, and what each must be after it was kept: composed, single line feeds, no control signs.

Grown from Moodle's test strings and the big list of naughty strings, in our own words, with what Vietnamese adds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

SCRIPT: Final = "<script>alert(1)</script>"
NASTY: Final[dict[str, str]] = {
    "quotes": "O'Brien \"hai\" 'ba' `tư` \\ & < > ’ “ ” «»; -- /* */",
    "script": f"{SCRIPT}<img src=x onerror=alert(1)><svg/onload=alert(1)>\"'><b>đậm</b>",
    "entity": "&lt;b&gt; &amp;amp; &#39; &nbsp; &quot;đúng&quot; <!-- --> ]]>",
    "braces": "{{7*7}} {% raw %} ${7*7} #{7*7} <%= 7*7 %> %(n)s %s {0} {n}",
    "path": "../../../etc/passwd ..\\..\\boot.ini %2e%2e%2f file:///etc/hosts",
    "sql": "a'; DROP TABLE officer; -- %' OR '1'='1 _%_ \\",
    "nul": "trước\0sau dấu rỗng",
    "controls": "một\x01hai\x08ba\x1b[31mbốn\x7fnăm\x9fsáu bảy",
    "breaks": "dòng một\r\ndòng hai\rdòng ba\n\ndòng năm\x0bdòng sáu",
    "header": "chào\r\nSet-Cookie: a=b\r\n\r\n<html>",
    "decomposed": unicodedata.normalize("NFD", "Nguyễn Thị Ánh Tuyết ở Đường Lê Lợi, phường Phú Nhuận"),
    "right-to-left": "\u202eđảo ngược\u202c שלום עולם \u2067عربي\u2069 hết câu",
    "emoji": "👩\u200d👩\u200d👧\u200d👦 🏳️\u200d🌈 🇻🇳 👍🏽 𝔘𝔫𝔦 𡨸喃 hết câu",
    "zero-width": "\u200b\ufeffgiữa\u200bchữ\u2060 và cuối\u200b",
    "unseen": "\u200b\u2060\ufeff\u00a0\u3000 \t",
    "blank": "   \t  \n ",
    "noncharacters": "đầu\ufffe giữa\uffff cuối\U0010ffff hết",
    "equals": "=1+1+cmd|' /C calc'!A0",
    "plus": "+84 24 3825 0000 gọi",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "separators": 'a;b,"c"\t| d\\te;; f,',
    "null": "null",
    "none": "None undefined NaN true 0 -0 1e999 0x10",
    "address": "javascript:alert(1) //example.org/ http://127.0.0.1/?a=b&c=d#e",
    "word": "ă" * 180 + "…",
    "long": "mười nghìn chữ " * 700,
    "half": "nửa \ud800 cặp \udfff thay thế",
    "marks": "a" + "\u0301\u0323\u0306" * 40 + " chồng dấu",
}
"""Name → text."""
FEW: Final = ("script", "nul", "half", "long", "breaks")
"""For fields whose answers are given, and for passwords, which take a tenth of a second each."""
UNSEEN: Final = "\u200b\u2060\ufeff"


def marked(code: str, mark: str) -> str:
    """The text with a mark inside, found only where this very field is shown; the short ones go as they are."""
    head, blank, tail = NASTY[code].partition(" ")
    return f"{head} {mark}{blank}{tail}" if head.strip() and tail.strip() else NASTY[code]


def as_sent(text: str) -> str:
    """What arrives by a form: halves of surrogate pairs are three bytes of no letter."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def as_kept(text: str) -> str:
    """What a form's text must be when it is read again."""
    broken = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", as_sent(text))
    plain = "".join(" " if unicodedata.category(sign) == "Cc" and sign not in "\n\t" else sign for sign in broken)
    seen = unicodedata.normalize("NFC", plain).strip(UNSEEN)
    return seen.strip() if seen.strip().strip(UNSEEN) else ""


def as_kept_of_program(text: str) -> str:
    """What a text of a JSON body must be when it is read again: control signs were refused, the rest is as it was."""
    return unicodedata.normalize("NFC", re.sub("\r\n?", "\n", text)).strip()


class _Pieces(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces += [value for _, value in attrs if value]

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def pieces_of(html: str) -> list[str]:
    """Every text and every attribute of a page, as a reader gets them."""
    parser = _Pieces()
    parser.feed(html)
    parser.close()
    return parser.pieces


def stands_in(html: str, text: str) -> bool:
    """Whether the whole text is in one place of the page."""
    return any(text in piece for piece in pieces_of(html))


def texts_in(value: object) -> Iterator[str]:
    """Every text of a JSON answer."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)
