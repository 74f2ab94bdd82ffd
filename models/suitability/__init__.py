"""The learned answer to "does this officer meet the position": classifier, conformal sets and versions on disk."""

from models.suitability.classifier import PolicyPriorClassifier
from models.suitability.conformal import (
    ConformalSets,
    GroupCoverage,
    Kept,
    conformal_sets,
    covered,
    group_coverage,
)
from models.suitability.label_sets import LabelSets, label_sets
from models.suitability.versions import (
    SuitabilityModel,
    Version,
    all_versions,
    load_version,
    roll_back,
    write_version,
)

__all__ = [
    "all_versions",
    "conformal_sets",
    "ConformalSets",
    "covered",
    "group_coverage",
    "GroupCoverage",
    "Kept",
    "label_sets",
    "LabelSets",
    "load_version",
    "PolicyPriorClassifier",
    "roll_back",
    "SuitabilityModel",
    "Version",
    "write_version",
]
