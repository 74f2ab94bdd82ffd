"""Templates of sentences filled in for all rows at once, with shares and levels as the language writes them."""

from __future__ import annotations

import pandas as pd


def filled(template: str, columns: dict[str, pd.Series], index: pd.Index) -> pd.Series:
    """The template with each {name} replaced by its column, for all rows at once."""
    text = pd.Series("", index=index, dtype="str")
    rest = template
    while "{" in rest:
        before, after = rest.split("{", 1)
        name, rest = after.split("}", 1)
        text = text + before + columns[name].fillna("").astype("str")
    return text + rest


def percent(share: float, language: str) -> str:
    """76 % or 76%."""
    return f"{round(share * 100)} %" if language == "vi" else f"{round(share * 100)}%"


def percents(shares: pd.Series, language: str) -> pd.Series:
    """The same of a column; nothing known is 0."""
    whole = (shares * 100).round().fillna(0).astype("int64")
    return whole.astype("str") + (" %" if language == "vi" else "%")


def levels(numbers: pd.Series) -> dict[str, pd.Series]:
    """Levels to a tenth, by language."""
    tenths = numbers.round(1).astype("str")
    return {"vi": tenths.str.replace(".", ",", regex=False), "en": tenths}
