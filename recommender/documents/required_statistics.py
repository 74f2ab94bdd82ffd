"""Required statistics of learners and degrees, from inputs; nothing else looks at sex and ethnicity."""

from __future__ import annotations

import pandas as pd

from recommender.demand import province_of
from recommender.inputs import Inputs
from recommender.types import EvidenceKind
from training_catalog import VocabularyIndex, fold
from training_catalog.types import Catalogue

FEMALE = ("nu", "f", "female", "woman")
MAJORITY = ("kinh", "viet", "kinh viet")
UNIVERSITY = "university"


def special_learners(plans: pd.DataFrame, inputs: Inputs, catalogue: Catalogue) -> pd.DataFrame:
    """course_id, province_id, women, minority: learners among the plans; NaN where the file does not say."""
    personal = inputs.personal.drop_duplicates("officer_id")
    sex, ethnicity = personal["sex"].map(fold), personal["ethnicity"].map(fold)
    flags = personal[["officer_id"]].assign(
        women=sex.isin(FEMALE).astype("float64").where(sex != ""),
        minority=(~ethnicity.isin(MAJORITY)).astype("float64").where(ethnicity != ""),
    )
    taken = plans[["officer_id", "course_id", "unit_id"]].merge(flags, on="officer_id", how="left")
    taken["province_id"] = province_of(taken["unit_id"], catalogue.units)
    return taken.groupby(["course_id", "province_id"], as_index=False, sort=True)[["women", "minority"]].sum(
        min_count=1
    )


def university_graduates(inputs: Inputs, catalogue: Catalogue) -> pd.Series:
    """Officer id → whether a degree of university level or higher is on record."""
    degrees = catalogue.vocabularies.get("degrees", {})
    stated = inputs.statements[inputs.statements["kind"] == EvidenceKind.DEGREE]
    written = stated["grade"].where(stated["grade"] != "", stated["text"])
    index = VocabularyIndex(degrees)
    found = {text: index.find(text) for text in written.unique() if text}
    orders = written.map({text: term.order for text, term in found.items() if term is not None}).astype("float64")
    least = degrees[UNIVERSITY].order if UNIVERSITY in degrees else 0
    return (orders >= least).groupby(stated["officer_id"]).any()
