"""Which tests are asked to notice a change of which module: verdict, standards and measurement."""

from __future__ import annotations

from collections.abc import Mapping

TESTED: Mapping[str, tuple[str, ...]] = {
    "recommender.enough": ("tests/recommender/test_enough.py",),
    "recommender.verdict": ("tests/recommender/test_verdict.py",),
    "recommender.standards": ("tests/recommender/test_standards.py",),
    "recommender.measure": ("tests/recommender/test_measure.py", "tests/recommender/measuring/test_taught.py"),
    "recommender.measuring.leniency": ("tests/recommender/measuring/test_leniency.py",),
    "recommender.measuring.spread": ("tests/recommender/measuring/test_spread.py",),
    "recommender.measuring.conflicts": ("tests/recommender/measuring/test_conflicts.py",),
    "recommender.measuring.witnessed": ("tests/recommender/measuring/test_witnessed.py",),
    "recommender.measuring.observations": (
        "tests/recommender/measuring/test_observations.py",
        "tests/recommender/measuring/test_taught.py",
        "tests/recommender/test_measure.py",
    ),
    "recommender.measuring.taught": ("tests/recommender/measuring/test_taught.py",),
    "recommender.measuring.pair_numbers": ("tests/recommender/measuring/test_pair_numbers.py",),
    "recommender.requirements": ("tests/recommender/test_requirements.py",),
    "recommender.suitability": tuple(
        f"tests/recommender/test_suitability.py::{rule}"
        for rule in (
            "test_before_decisions_every_probability_is_the_policys",
            "test_requirements_are_kept_by_their_own_cases",
            "test_a_version_learned_on_other_columns_is_refused",
            "test_the_columns_are_log_odds_bounded_and_scaled_then_standards_and_shares",
            "test_log_odds_are_taken_no_nearer_to_0_and_1_than_a_billionth",
            "test_a_learned_probability_is_the_classifiers_own_row_by_row",
            "test_labels_are_kept_at_the_error_level_of_the_settings",
        )
    ),
    "recommender.near_majors": ("tests/recommender/test_near_majors.py", "tests/recommender/test_standards.py"),
    "models.suitability.classifier": ("tests/models/suitability/test_classifier.py",),
    "models.suitability.label_sets": ("tests/models/suitability/test_label_sets.py",),
    "models.suitability.conformal": ("tests/models/suitability/test_conformal.py",),
    "models.suitability.versions": ("tests/models/suitability/test_versions.py",),
    "models.testing.ability": ("tests/models/testing/test_ability.py",),
    "models.testing.classical": ("tests/models/testing/test_classical.py",),
    "models.testing.levels": ("tests/models/testing/test_levels.py",),
    "models.testing.cut_scores": ("tests/models/testing/test_cut_scores.py",),
    "models.testing.responses": ("tests/models/testing/test_responses.py",),
    "models.testing.conditional": ("tests/models/testing/test_conditional.py",),
    "models.testing.marginal": ("tests/models/testing/test_marginal.py",),
    "models.testing.population": ("tests/models/testing/test_population.py",),
    "models.testing.item_fit": ("tests/models/testing/test_item_fit.py",),
    "models.testing.item_flags": ("tests/models/testing/test_item_flags.py",),
    "models.testing.distractors": ("tests/models/testing/test_distractors.py",),
}
