"""The parts of a position cell with the share of work beside each, from the cuts, shares and numbers written in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from recommender.readers.cells.values import read_percent

SHARES_SLACK = 0.011
CODE = r"(?:[^\W\d_]+\s*[-–]\s*){0,3}I{1,3}\s*\.\s*\d{1,2}(?:\.[A-ZĐ]{1,4}\b)?"
"""A position code as offices write it, with or without province and commune before it."""
_PERCENT = r"(?<![\d.,])\d+(?:[.,]\d+)?\s*(?:%|phần trăm)"
_AFTER = r"(?:\s*(?:thời gian|công việc|khối lượng|quỹ thời gian))*"
_CUT = re.compile(
    r"\n|[;+&]|,(?!\d)|(?<!\d),|\b(?:kiêm nhiệm|kiêm|kiem nhiem|kiem|và|va)\b|(?<=\S) [-–/] (?=[^\s\d(])|"
    rf"\s*/\s*(?={CODE})",
    re.IGNORECASE,
)
_AFTER_SHARE = re.compile(rf"(?:{_PERCENT}|(?<![\d.,])0[.,]\d+){_AFTER}\s*\)?(\s+)(?=[^\W\d_])", re.IGNORECASE)
_CODE = re.compile(rf"(?<!\S){CODE}(?!\S)|(?<!\S){CODE}(?=\s*[:.(–-])", re.IGNORECASE)
_SHARE = re.compile(
    rf"(?P<open>\(?)\s*(?P<sign>[:\-–]?)\s*(?P<share>{_PERCENT}|(?<![\d.,])0[.,]\d+){_AFTER}\s*\)?$", re.IGNORECASE
)
_SHARES_FIRST = re.compile(rf"^[\s(•*–-]*({_PERCENT})", re.IGNORECASE)
_MARK = re.compile(r"^\s*(?:[-–•+*]\s*|\d{1,2}[.)]\s+|[a-zđ]\)\s*)")
_LINK = re.compile(r"^(?:kiêm nhiệm|kiêm|và)\b|\b(?:kiêm nhiệm|kiêm|và)$", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?(?:\s*%)?")
_EDGES = " .;,:-–()\n"


@dataclass(frozen=True, kw_only=True)
class NamedShare:
    """One part of a cell: its name, the share beside it, and a share that cannot be one as it is written."""

    name: str
    share: float | None = None
    refused: str = ""


def share_apart(text: str) -> NamedShare:
    """The name without bullet and share, and the share written at its end; "(-50%)" and "170%" are refused."""
    bare = _MARK.sub("", text).strip(" .;,:")
    found = _SHARE.search(bare)
    if found is None:
        return NamedShare(name=bare)
    name = bare[: found.start()].strip(" .;,:-–")
    share = read_percent(found["share"].lower().replace("phần trăm", "%").replace(" ", ""))
    is_negative = bool(found["open"]) and found["sign"] in ("-", "–")
    if share is None or is_negative:
        return NamedShare(name=name, refused=("-" if is_negative else "") + found["share"])
    return NamedShare(name=name, share=share)


def name_first(text: str) -> str:
    """`60% II.06, 40% II.07` as `II.06 60%; II.07 40%`; any other text as it is."""
    if _SHARES_FIRST.match(text) is None:
        return text
    start, *rest = re.split(f"({_PERCENT})", text, flags=re.IGNORECASE)
    shares = [share.strip() for share in rest[::2]]
    names = [_bare_name(name) for name in rest[1::2]]
    if start.strip(" (•*–-\n") or not all(names):
        return text
    return "; ".join(f"{name} {share}" for name, share in zip(names, shares, strict=True))


def _bare_name(text: str) -> str:
    return _LINK.sub("", text.strip(_EDGES)).strip(_EDGES)


def cuts(text: str) -> list[tuple[int, int]]:
    """Start and end of every place between two parts; a share or a second code ends a part without any sign."""
    found = [(cut.start(), cut.end()) for cut in _CUT.finditer(text)]
    found += [(cut.start(1), cut.end(1)) for cut in _AFTER_SHARE.finditer(text)]
    codes = [code.start() for code in _CODE.finditer(text)]
    for before, place in pairwise(codes):
        if not any(before < start < place for start, _ in found):
            found.append((place - 1, place))
    outside = sorted(cut for cut in set(found) if not _inside_brackets(text, cut[0]))
    return _apart(outside)


def _apart(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The cuts without those that begin inside another."""
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _inside_brackets(text: str, place: int) -> bool:
    return text.count("(", 0, place) > text.count(")", 0, place)


def numbers_beside(name: str, known: Iterable[str]) -> list[str]:
    """The numbers of a name that none of the known names has in it: they stand beside a position and say nothing."""
    in_names = {number for one in known for number in _NUMBER.findall(one)}
    return [number.strip() for number in dict.fromkeys(_NUMBER.findall(name)) if number not in in_names]


def shared(
    held: dict[str, float | None], *, is_whole: bool
) -> tuple[dict[str, float], list[tuple[str, dict[str, str]]]]:
    """Shares that sum to 1: as given when they do; brought to 1 with a problem otherwise; missing ones are equal."""
    problems: list[tuple[str, dict[str, str]]] = []
    given = [share for share in held.values() if share is not None]
    shares = {key: share if share is not None else 0.0 for key, share in held.items()}
    if len(given) < len(held):
        rest = max(0.0, 1.0 - sum(given)) / (len(held) - len(given))
        if given and rest <= 0:
            problems.append(("shares_missing", {}))
        shares = {key: share if share is not None else rest or 1.0 for key, share in held.items()}
    total = sum(shares.values())
    if given and abs(total - 1) > SHARES_SLACK and is_whole:
        problems.append(("shares_sum", {"total": f"{total:.0%}"}))
    return {key: share / total for key, share in shares.items()}, problems
