"""Right matches of assessment topics: how often the best match is the requirement the topic was written for."""

from __future__ import annotations

import pandas as pd

from recommender.evaluate.reliability import brier, calibration_error


def topic_matches(matches: pd.DataFrame, topics: pd.DataFrame) -> pd.DataFrame:
    """One row for all requirements and one a kind: share found first, in the first three, and anywhere.

    `topics`: topic, requirement_id, kind: each distinct topic of the files with the requirement it was planted for.
    """
    found = matches.merge(topics.rename(columns={"topic": "text", "requirement_id": "planted"}), on="text")
    right = found[found["requirement_id"] == found["planted"]][["text", "rank"]].rename(columns={"text": "topic"})
    cases = topics.merge(right, on="topic", how="left")
    rows = [_row("all", cases)] + [_row(str(kind), part) for kind, part in cases.groupby("kind")]
    return pd.DataFrame(rows)


def _row(name: str, cases: pd.DataFrame) -> dict[str, object]:
    rank = cases["rank"]
    return {
        "kind": name,
        "topics": len(cases),
        "first": float((rank == 1).mean()),
        "first_three": float((rank <= 3).mean()),
        "found": float(rank.notna().mean()),
    }


def used_matches(seen: pd.DataFrame, topics: pd.DataFrame) -> pd.DataFrame:
    """How results reached requirements of their officers: one row, over results (an officer's mark on a topic).

    `seen`: observations of measure (evidence_id, text, requirement_id, confidence, is_direct).
    """
    direct = seen[seen["is_direct"]].merge(
        topics[["topic", "requirement_id"]].rename(columns={"topic": "text", "requirement_id": "planted"}), on="text"
    )
    is_right = direct["requirement_id"] == direct["planted"]
    best = direct.sort_values(["evidence_id", "confidence"], ascending=[True, False], kind="stable")
    best = best.drop_duplicates("evidence_id")
    return pd.DataFrame(
        [
            {
                "results": direct["evidence_id"].nunique(),
                "best_right": float((best["requirement_id"] == best["planted"]).mean()),
                "any_right": float(is_right.groupby(direct["evidence_id"]).any().mean()),
                "uses": len(direct) / max(1, direct["evidence_id"].nunique()),
                "brier": brier(direct["confidence"], is_right),
                "calibration_error": calibration_error(direct["confidence"], is_right),
            }
        ]
    )
