"""The post of before and the post of today apart, from a cell that tells a change: "trước đây: X, nay: Y", "X → Y"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ARROW = re.compile(r"\s*(?:→|⇒|➔|➡|-+>|=+>|»)\s*")
_EDGE = r"(?:^|[;,.\n(–—]|\s-\s)\s*"
_HOLDS = r"(?:\s+(?:đang|là|giữ|làm|công tác|được|phân công|bổ nhiệm|chuyển sang|dang|la|giu|lam|chuyen sang))"
_HOLDING = rf"{_HOLDS}*"
_NOW = re.compile(
    rf"{_EDGE}(?P<words>(?:(?:hiện nay|hiện tại|hiện giờ|bây giờ|nay|hien nay|hien tai){_HOLDING}|hiện{_HOLDS}+)"
    r"\s*[:\-–]?\s+|hiện\s*:\s*)"
    r"|\s(?P<moved>(?:sau đó |rồi |được |đã )*(?:chuyển|điều động|bổ nhiệm) (?:sang|qua|làm|giữ)(?: (?:làm|chức))?)\s+",
    re.IGNORECASE,
)
_DATED_CHANGE = re.compile(
    r"[;,(\n]?\s*(?P<words>(?:từ|kể từ|từ ngày|từ tháng|từ năm)\s+(?:ngày |tháng |năm )?[\d/.-]*\d{4}(?!\d),?\s*"
    r"(?:được |đã )*(?:chuyển|điều động|bổ nhiệm) (?:sang|qua|làm|thành|giữ)(?: (?:làm|chức))?)\s*[:\-–]?\s+",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"{_EDGE}(?P<words>(?:trước đây|trước kia|trước đó|trước khi (?:sắp xếp|sáp nhập)|truoc day|truoc kia){_HOLDING}"
    r"\s*[:\-–]?|(?:trước|cũ|truoc)\s*[:\-–]|(?:nguyên|nguyen)(?:\s+(?:là|giữ|làm|la))?\s*[:\-–]?|cựu)\s+",
    re.IGNORECASE,
)
_SIGNS = " .;,:-–\n"
_HANGING = re.compile(r"\s*(?:và|va|rồi|nhưng|kiêm)\s*$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class ChangedPost:
    """The posts of before as written, the text of the post of today, and the words that say so."""

    past: tuple[str, ...]
    now: str
    words: str


def changed_post(text: str) -> ChangedPost | None:
    """The change that a cell tells; None when it tells none or does not say both posts."""
    if arrows := [sign for sign in _ARROW.finditer(text) if not _is_of_years(text, sign)]:
        starts, ends = [0, *(sign.end() for sign in arrows)], [sign.start() for sign in arrows]
        past = [text[start:end] for start, end in zip(starts, ends, strict=False)]
        return _changed(past, text[arrows[-1].end() :], arrows[0][0])
    now = _DATED_CHANGE.search(text) or _NOW.search(text)
    before = _BEFORE.search(text)
    if before is None:
        return _by_change_alone(text, now)
    if now is None:
        is_behind = bool(text[: before.start()].strip(f"{_SIGNS}()"))
        return _changed([text[before.end() :]], text[: before.start()], before["words"]) if is_behind else None
    words = f"{_bare(before['words'])}, {_words(now)}"
    if before.start() < now.start():
        return _changed([text[before.end() : now.start()]], text[now.end() :], words)
    return _changed([text[before.end() :]], text[now.end() : before.start()], words)


def _is_of_years(text: str, sign: re.Match[str]) -> bool:
    return text[: sign.start()][-1:].isdigit() and text[sign.end() :][:1].isdigit()


def _words(now: re.Match[str]) -> str:
    found = now.groupdict()
    return _bare(found.get("moved") or found["words"])


def _by_change_alone(text: str, now: re.Match[str] | None) -> ChangedPost | None:
    """ "X, nay là Y" and "X, từ 2024 chuyển sang Y": what stands before the words of change was held before."""
    if now is None or not text[: now.start()].strip(f"{_SIGNS}()"):
        return None
    return _changed([text[: now.start()]], text[now.end() :], _words(now))


def _changed(past: list[str], now: str, words: str) -> ChangedPost | None:
    posts = tuple(bare for one in past for part in re.split(r"[;\n]", one) if (bare := _bare(part)))
    today = now.strip().strip(".;,:-–").strip()
    today = today[:-1].strip() if today.endswith(")") and today.count(")") > today.count("(") else today
    if not posts or not today:
        return None
    return ChangedPost(past=posts, now=today, words=" ".join(words.strip(" :").split()))


def _bare(text: str) -> str:
    """The text without signs at its edges; a bracket goes when its other half stands elsewhere."""
    is_whole = text.count("(") == text.count(")")
    return _HANGING.sub("", text.strip(_SIGNS)).strip(_SIGNS if is_whole else f"{_SIGNS}()")
