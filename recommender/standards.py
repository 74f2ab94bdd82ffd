"""Standard checks: each formal standard of each position held, three-valued with its reason, from documents.

The open clause ("or other suitable majors") makes a major three-valued: named → fits, near one (see `near_majors`) → a
person must look, far from all → unfit. No document on record is never taken for "does not have": a person must look.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from recommender.columns import EVIDENCE, HOLDINGS, STANDARDS, number_of, text_of
from recommender.near_majors import are_near, name_listed
from recommender.settings import Settings
from recommender.types import EvidenceKind, StandardStatus
from training_catalog import VocabularyIndex
from training_catalog.types import Catalogue, Position, StandardKind, StandardRule, Term

KEY = ["officer_id", "position_id", "rule_id"]
NONE_GRADE = "none"
"""Grade of a statement that says in so many words that the officer does not have the document."""
DENIED = ": chưa có"
"""Behind the name of a document that the record says is not held."""
FITS, CONSIDER, UNFIT = (str(status) for status in (StandardStatus.FITS, StandardStatus.CONSIDER, StandardStatus.UNFIT))
DEGREE_WITH_MAJOR = 4
"""Order of the lowest degree whose major counts (intermediate, trung cấp)."""
MAJOR_NAMED, MAJOR_NAMED_LOWER, MAJOR_RELATED, MAJOR_UNKNOWN, MAJOR_OTHER = 0, 1, 2, 3, 4
CERTIFYING = (EvidenceKind.CERTIFICATE, EvidenceKind.TRAINING)


@dataclass(frozen=True, kw_only=True)
class Documents:
    """Documents of all officers as terms of the vocabularies."""

    degrees: pd.DataFrame
    """officer_id, evidence_id, order, major, group, found."""
    certificates: pd.DataFrame
    """officer_id, evidence_id, term, family, order, absent."""
    political: pd.DataFrame
    """officer_id, evidence_id, order, found."""


def standards(
    holdings: pd.DataFrame,
    evidence: pd.DataFrame,
    catalogue: Catalogue,
    *,
    settings: Settings,
    documents: Documents | None = None,
) -> pd.DataFrame:
    """STANDARDS rows: one per officer, position held and rule of that position.

    `documents` are those of this evidence when they were read before (`documents_of`).
    """
    rules = rule_table(catalogue, settings=settings)
    cases = HOLDINGS.check(holdings)[["officer_id", "position_id"]].merge(rules, on="position_id", how="inner")
    documents, accepted = documents or documents_of(evidence, catalogue), _accepted(catalogue)
    degree_rules = rules[(rules["kind"] == StandardKind.DEGREE) & rules["decides"]]
    degree_floor = degree_rules.groupby("position_id")["minimum_order"].max()
    majors = catalogue.vocabularies["majors"]
    parts = [
        _degree(cases[cases["kind"] == StandardKind.DEGREE], documents.degrees),
        _major(cases[cases["kind"] == StandardKind.MAJOR], documents, accepted, degree_floor, majors),
        _certificate(cases[cases["kind"] == StandardKind.CERTIFICATE], documents.certificates, accepted),
        _political(cases[cases["kind"] == StandardKind.POLITICAL_THEORY], documents.political),
    ]
    return STANDARDS.conform(pd.concat([part for part in parts if len(part)] or [STANDARDS.empty()], ignore_index=True))


def rule_table(catalogue: Catalogue, *, settings: Settings) -> pd.DataFrame:
    """The rules of all positions; `decides` is False for those not asked on the day or due after appointment."""
    rows = [
        _rule_row(position, rule, catalogue, settings=settings)
        for position in catalogue.positions.values()
        for rule in position.standards
    ]
    names = ["position_id", "rule_id", "kind", "minimum_order", "open_clause", "after_appointment", "decides"]
    return pd.DataFrame(rows, columns=[*names, "legal_basis", "wanted", "wanted_en"])


def _rule_row(
    position: Position, rule: StandardRule, catalogue: Catalogue, *, settings: Settings
) -> tuple[object, ...]:
    ordered = {StandardKind.DEGREE: "degrees", StandardKind.POLITICAL_THEORY: "political_theory"}.get(rule.kind)
    order = catalogue.vocabularies[ordered][rule.minimum].order if ordered and rule.minimum else 0
    decides = rule.is_asked_on(settings.today) and not rule.after_appointment
    wanted, wanted_en = rule.text_vi or rule.text_en, rule.text_en or rule.text_vi
    return (
        position.position_id, rule.rule_id, str(rule.kind), order, rule.open_clause, rule.after_appointment, decides,
        rule.legal_basis, wanted, wanted_en,
    )  # fmt: skip


def _accepted(catalogue: Catalogue) -> pd.DataFrame:
    """Terms each rule names, and the terms of `alternatives` that make up for a major not named."""
    rows = [
        (position.position_id, rule.rule_id, term, role)
        for position in catalogue.positions.values()
        for rule in position.standards
        for role, terms in (("accepted", rule.accepted), ("alternative", rule.alternatives))
        for term in terms
    ]
    frame = pd.DataFrame(rows, columns=["position_id", "rule_id", "term", "role"], dtype="str")
    terms = {**catalogue.vocabularies.get("certificates", {}), **catalogue.vocabularies.get("majors", {})}
    frame["family"] = text_of(frame["term"], {key: _family(term) for key, term in terms.items()})
    frame["order"] = number_of(frame["term"], {key: term.order for key, term in terms.items()})
    return frame


def _family(term: Term) -> str:
    return term.parent or term.term_id


def documents_of(evidence: pd.DataFrame, catalogue: Catalogue) -> Documents:
    """The documents that EVIDENCE rows speak of, each distinct wording looked up once."""
    degrees = EVIDENCE.check(evidence)[evidence["kind"] == EvidenceKind.DEGREE]
    return Documents(
        degrees=_degree_documents(degrees, catalogue),
        certificates=certificates_held(evidence, catalogue),
        political=political_theory_held(evidence, catalogue),
    )


def _looked_up(texts: pd.Series, vocabulary: dict[str, Term]) -> pd.Series:
    """Term id of each text by vocabulary, "" when none; each distinct text once."""
    index = VocabularyIndex(vocabulary)
    terms = {text: index.find(text) for text in texts.unique() if text}
    return text_of(texts, {text: term.term_id for text, term in terms.items() if term is not None})


def _degree_documents(frame: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    degrees, majors = catalogue.vocabularies["degrees"], catalogue.vocabularies["majors"]
    level = _looked_up(frame["grade"].where(frame["grade"] != "", frame["text"]), degrees)
    major = _looked_up(frame["subject"].where(frame["subject"] != "", frame["text"]), majors)
    return frame[["officer_id", "evidence_id"]].assign(
        order=number_of(level, {key: term.order for key, term in degrees.items()}),
        major=major,
        group=text_of(major, {key: _family(term) for key, term in majors.items()}),
        subject=frame["subject"],
        found=frame["text"].where(
            frame["text"] != frame["subject"], (frame["grade"] + " " + frame["subject"]).str.strip()
        ),
    )


def certificates_held(evidence: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Certificates named in certificate and training statements; one statement may name several.

    Columns: officer_id, evidence_id, term, family, order, absent (the statement says it is not held), found.
    """
    frame = evidence[evidence["kind"].isin(CERTIFYING)]
    vocabulary = catalogue.vocabularies["certificates"]
    index = VocabularyIndex(vocabulary)
    distinct = frame["text"].unique()
    named = pd.DataFrame(
        [(text, term.term_id) for text in distinct for term in index.find_all(text)],
        columns=["text", "term"],
        dtype="str",
    )
    joined = frame[["officer_id", "evidence_id", "text", "grade"]].merge(named, on="text", how="inner")
    return joined.assign(
        family=text_of(joined["term"], {key: _family(term) for key, term in vocabulary.items()}),
        order=number_of(joined["term"], {key: term.order for key, term in vocabulary.items()}),
        absent=joined["grade"] == NONE_GRADE,
        found=joined["text"],
    )


def political_theory_held(evidence: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """officer_id, evidence_id, order (NaN when unreadable), found: levels of political theory on record."""
    frame = evidence[evidence["kind"] == EvidenceKind.POLITICAL_THEORY]
    vocabulary = catalogue.vocabularies.get("political_theory", {})
    term = _looked_up(frame["grade"].where(frame["grade"] != "", frame["text"]), vocabulary)
    orders = {key: entry.order for key, entry in vocabulary.items()}
    return frame[["officer_id", "evidence_id"]].assign(order=number_of(term, orders), found=frame["text"])


def _best(documents: pd.DataFrame) -> pd.DataFrame:
    """The highest document of each officer; documents of unknown level come last."""
    ordered = documents.sort_values(
        ["officer_id", "order", "evidence_id"], ascending=[True, False, True], na_position="last"
    )
    return ordered.drop_duplicates("officer_id")


def _degree(cases: pd.DataFrame, degrees: pd.DataFrame) -> pd.DataFrame:
    best = _best(degrees)[["officer_id", "evidence_id", "order", "found"]]
    frame = cases.merge(best, on="officer_id", how="left")
    return _by_order(frame, "degree")


def _political(cases: pd.DataFrame, political: pd.DataFrame) -> pd.DataFrame:
    frame = cases.merge(_best(political), on="officer_id", how="left")
    return _by_order(frame, "political_theory")


def _by_order(frame: pd.DataFrame, what: str) -> pd.DataFrame:
    known = frame["order"].notna()
    enough = known & (frame["order"] >= frame["minimum_order"])
    frame["status"] = np.select([enough, known], [FITS, UNFIT], CONSIDER)
    frame["reason"] = np.select(
        [enough, known, frame["evidence_id"].notna()],
        [f"{what}_enough", f"{what}_low", f"{what}_unreadable"],
        f"{what}_no_evidence",
    )
    return frame


def _major(
    cases: pd.DataFrame, documents: Documents, accepted: pd.DataFrame, degree_floor: pd.Series, majors: dict[str, Term]
) -> pd.DataFrame:
    """The best major of each officer against the named ones, or a certificate that makes up for it."""
    named = accepted[accepted["role"] == "accepted"]
    pairs = cases[KEY].merge(documents.degrees, on="officer_id", how="inner")
    pairs = pairs[pairs["order"].isna() | (pairs["order"] >= DEGREE_WITH_MAJOR)]
    low = pairs["order"] < number_of(pairs["position_id"], degree_floor.to_dict())
    ranked = _ranked_majors(pairs.assign(is_low=low), named, majors)
    ranked["blank"] = ranked["subject"] == ""
    best = ranked.sort_values([*KEY, "rank", "blank", "evidence_id"]).drop_duplicates(KEY)
    frame = cases.merge(best[[*KEY, "evidence_id", "found", "rank", "subject"]], on=KEY, how="left")
    makes_up = _held(cases, documents.certificates, accepted[accepted["role"] == "alternative"])
    frame = frame.merge(makes_up[[*KEY, "held"]], on=KEY, how="left")
    rank, open_clause = frame["rank"], frame["open_clause"].astype("bool")
    frame["elsewhere"] = frame.merge(_stated_majors(ranked), on=KEY, how="left")["elsewhere"].to_numpy()
    outcomes = [
        (rank == MAJOR_NAMED, FITS, "major_named"),
        (frame["held"].eq(True), FITS, "major_made_up"),
        (rank == MAJOR_NAMED_LOWER, CONSIDER, "major_named_lower_degree"),
        ((rank == MAJOR_RELATED) & open_clause, CONSIDER, "major_related"),
        ((rank == MAJOR_UNKNOWN) & (frame["subject"] != ""), CONSIDER, "major_unknown"),
        ((rank == MAJOR_UNKNOWN) & frame["elsewhere"].notna(), CONSIDER, "major_elsewhere"),
        (rank == MAJOR_UNKNOWN, CONSIDER, "major_missing"),
        (rank.notna(), UNFIT, "major_other"),
    ]
    conditions = [condition for condition, _, _ in outcomes]
    frame["status"] = np.select(conditions, [status for _, status, _ in outcomes], CONSIDER)
    frame["reason"] = np.select(conditions, [reason for _, _, reason in outcomes], "major_no_evidence")
    both = frame["found"].str.strip() + "; " + frame["elsewhere"].fillna("").str.strip()
    frame["found"] = frame["found"].where(frame["reason"] != "major_elsewhere", both)
    return frame


def _stated_majors(ranked: pd.DataFrame) -> pd.DataFrame:
    """KEY, elsewhere: what the record writes of a major, though of another field, for officers with such a document."""
    other = ranked[(ranked["rank"] == MAJOR_OTHER) & (ranked["major"] != "")]
    other = other.sort_values([*KEY, "evidence_id"]).drop_duplicates(KEY)
    return other[[*KEY, "found"]].rename(columns={"found": "elsewhere"})


def _ranked_majors(pairs: pd.DataFrame, named: pd.DataFrame, majors: dict[str, Term]) -> pd.DataFrame:
    """How near each degree is to what each rule names: the same term, near it, unreadable, or far."""
    rule = ["position_id", "rule_id"]
    exact = pairs.merge(named[[*rule, "term"]], on=rule, how="left")
    same = (exact["major"] == exact["term"]) | ((exact["group"] == exact["term"]) & (exact["group"] != ""))
    exact["rank"] = np.select([same & ~exact["is_low"], same], [MAJOR_NAMED, MAJOR_NAMED_LOWER], MAJOR_OTHER)
    near = pairs.merge(named[[*rule, "term", "family"]].drop_duplicates(), on=rule, how="left")
    related = are_near(near["group"], near["family"].fillna("")) | name_listed(near["subject"], near["term"], majors)
    near["rank"] = np.select([related, near["major"] == ""], [MAJOR_RELATED, MAJOR_UNKNOWN], MAJOR_OTHER)
    return pd.concat([exact, near], ignore_index=True)


def _held(cases: pd.DataFrame, certificates: pd.DataFrame, wanted: pd.DataFrame) -> pd.DataFrame:
    """Whether an officer holds a wanted certificate or a higher one of its family; `denied` = the file says "no"."""
    pairs = cases[KEY].merge(wanted, on=["position_id", "rule_id"], how="inner")
    joined = pairs.merge(certificates, on=["officer_id", "family"], how="inner", suffixes=("_wanted", ""))
    reaches = (joined["term"] == joined["term_wanted"]) | (
        (joined["order_wanted"] > 0) & (joined["order"] >= joined["order_wanted"])
    )
    joined = joined[reaches].sort_values([*KEY, "absent", "evidence_id"]).drop_duplicates(KEY)
    found = joined["found"].where(~joined["absent"], joined["found"] + DENIED)
    return joined[[*KEY, "evidence_id"]].assign(found=found, held=~joined["absent"], denied=joined["absent"])


def _certificate(cases: pd.DataFrame, certificates: pd.DataFrame, accepted: pd.DataFrame) -> pd.DataFrame:
    frame = cases.merge(_held(cases, certificates, accepted[accepted["role"] == "accepted"]), on=KEY, how="left")
    held, denied = frame["held"].eq(True), frame["denied"].eq(True)
    frame["status"] = np.select([held, denied], [FITS, UNFIT], CONSIDER)
    frame["reason"] = np.select([held, denied], ["certificate_held", "certificate_absent"], "certificate_no_evidence")
    return frame
