"""The majors that a sentence on education asks for, from its text: named terms, unread names, open clause."""

from __future__ import annotations

import re
from dataclasses import dataclass

from training_catalog.folding import fold
from training_catalog.lookup import VocabularyIndex

SUBSTITUTE = re.compile(r"\btrường hợp\b", re.IGNORECASE)
MAJOR_WORD = re.compile(
    r"\b(?:chuyên\s+ngành|ngành|chuyên\s+môn)\b(?:\s*(?:,|hoặc|và)?\s*chuyên\s+ngành\b)?(?:\s+(?:như|đào\s+tạo|là)\b)*\s*:?",
    re.IGNORECASE,
)
DEGREE_WORD = re.compile(r"\b(?:đại\s+học|cao\s+đẳng|trung\s+cấp)\b(?:\s+trở\s+lên)?", re.IGNORECASE)
OPEN_CLAUSE = re.compile(
    r"(?:(?:và|hoặc|hay)\s+)?(?:"
    r"(?:có\s+bằng\s+)?(?:tốt\s+nghiệp\s+)?(?:các\s+)?(?:bằng\s+)?(?:đại\s+học|cao\s+đẳng)\s+khác"
    r"|(?:các\s+)?(?:chuyên\s+)?ngành(?:\s+đào\s+tạo)?(?:\s+tương\s+đương|\s+gần)?\s+(?:khác|phù\s+hợp|liên\s+quan)"
    r"|ngành\s+hoặc\s+chuyên\s+ngành(?:\s+đào\s+tạo)?\s+phù\s+hợp"
    r"|(?:có\s+)?liên\s+quan\s+đến|phù\s+hợp)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
BETWEEN = re.compile(r"[,;…\n]|\.{2,}|\b(?:hoặc|hay)\b", re.IGNORECASE)
LEAD = re.compile(r"^(?:(?:và|các|với|thuộc|nhóm|chuyên\s+ngành|ngành|lĩnh\s+vực|như|về|có)(?:\s+|$))+", re.IGNORECASE)
GROUP_LEAD = re.compile(r"\bnhóm\s+ngành\b(?:\s*,\s*lĩnh\s+vực)?(?:\s+về)?\s+", re.IGNORECASE)
RELATED = re.compile(r"liên\s+quan\s+đến\s+(?:ngành|lĩnh\s+vực)\b", re.IGNORECASE)
GROUP_NAME = "nhóm ngành {}"


@dataclass(frozen=True, kw_only=True)
class MajorsAsked:
    """What a sentence asks: terms of `majors`, names not in the vocabulary, and whether other majors are open."""

    accepted: tuple[str, ...]
    unread: tuple[str, ...]
    is_open: bool
    substitute: str
    """The sentence `Trường hợp có bằng … khác …` on what makes another major acceptable; "" when there is none."""


def majors_asked(text: str, majors: VocabularyIndex) -> MajorsAsked:
    """The majors of one education text."""
    split = SUBSTITUTE.search(text)
    main, substitute = (text[: split.start()], text[split.start() :]) if split else (text, "")
    start = beginning(main)
    if start is None:
        return MajorsAsked(accepted=(), unread=(), is_open=False, substitute=substitute.strip())
    clause = OPEN_CLAUSE.search(main, start)
    named = main[start : clause.start()] if clause else main[start:]
    tail = main[clause.start() :] if clause else ""
    accepted: dict[str, None] = {}
    unread: list[str] = []
    for name in names_in(named):
        terms = terms_of(name, majors)
        accepted.update(dict.fromkeys(terms))
        if not terms:
            unread.append(name)
    if RELATED.search(tail):
        accepted.update(dict.fromkeys(term.term_id for term in majors.find_all(tail)))
    is_open = clause is not None or "…" in named or "..." in named
    return MajorsAsked(accepted=tuple(accepted), unread=tuple(unread), is_open=is_open, substitute=substitute.strip())


def beginning(text: str) -> int | None:
    """Where the list of majors begins: after the word for major, else after the degree; None without both."""
    degree = DEGREE_WORD.search(text)
    if degree is None and MAJOR_WORD.search(text) is None:
        return None
    after_degree = degree.end() if degree else 0
    major = MAJOR_WORD.search(text, after_degree)
    clause = OPEN_CLAUSE.search(text, after_degree)
    if major is None or (clause is not None and clause.start() <= major.start()):
        return after_degree
    return major.end()


def names_in(text: str) -> list[str]:
    """The names of a list of majors, a group of majors written as `nhóm ngành …`."""
    names = []
    for part in BETWEEN.split(GROUP_LEAD.sub(", nhóm ngành ", text)):
        is_group = part.strip().lower().startswith("nhóm ngành")
        name = LEAD.sub("", part.strip()).strip(" .:-–")
        if fold(name):
            names.append(GROUP_NAME.format(name) if is_group else name)
    return names


def terms_of(name: str, majors: VocabularyIndex) -> tuple[str, ...]:
    """The ids of the majors one name stands for: the whole name, the bare name of a group, or the names inside."""
    bare = name.removeprefix(GROUP_NAME.format(""))
    for each in dict.fromkeys((name, bare)):
        term = majors.find(each)
        if term is not None and fold(each) in {fold(known) for known in (term.name_vi, *term.aliases)}:
            return (term.term_id,)
    return tuple(term.term_id for term in majors.find_all(bare))
