"""Which province holds a course for its own people, from the names of its provider and of the course itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from training_catalog.types import Course, Unit

_KIND = re.compile(r"^(?:Tỉnh|Thành phố)\s+")
_NATIONAL = "quốc gia Hồ Chí Minh"
"""The national academy bears the name of a city that does not own it."""
_SHORT = {"TP.HCM": "Hồ Chí Minh", "TP. HCM": "Hồ Chí Minh"}


class CourseProvinces:
    """Look-up of the province of a course among the provinces of a catalogue; names count as written, with marks."""

    def __init__(self, units: Mapping[str, Unit]) -> None:
        names = {_KIND.sub("", unit.name): key for key, unit in units.items() if unit.parent_id is None}
        given = {**names, **{short: names[name] for short, name in _SHORT.items() if name in names}}
        words = "|".join(re.escape(name) for name in sorted(given, key=lambda name: (-len(name), name)))
        self._pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)") if words else None
        self._given = given

    def of(self, course: Course) -> str:
        """Id of the one province that provider or name tell; "" when none or several: open to everybody."""
        if self._pattern is None:
            return ""
        text = f"{course.provider} | {course.name_vi}".replace(_NATIONAL, "")
        found = {self._given[match] for match in self._pattern.findall(text)}
        return found.pop() if len(found) == 1 else ""
