from __future__ import annotations

import training_catalog


def test_public_names_exist_and_are_sorted_without_case() -> None:
    names = training_catalog.__all__
    assert names == sorted(names, key=str.casefold)
    assert all(hasattr(training_catalog, name) for name in names)
