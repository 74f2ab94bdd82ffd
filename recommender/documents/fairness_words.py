"""Words for the groups that the fairness check compares, in both languages, from its codes and the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from recommender.documents.labels import Labels, Pair

DIMENSIONS: Mapping[str, Pair] = {
    "sex": ("Giới tính", "Sex"),
    "ethnicity": ("Dân tộc", "Ethnicity"),
    "age": ("Tuổi", "Age"),
    "rank": ("Ngạch", "Rank"),
    "unit_kind": ("Loại đơn vị", "Kind of unit"),
    "region": ("Vùng", "Region"),
    "province": ("Tỉnh, thành phố", "Province"),
    "sex_ethnicity": ("Giới tính × dân tộc", "Sex × ethnicity"),
}
GROUPS: Mapping[str, Pair] = {
    "male": ("nam", "male"),
    "female": ("nữ", "female"),
    "khác": ("dân tộc khác", "other ethnicities"),
    "commune": ("xã", "commune"),
    "ward": ("phường", "ward"),
    "special_zone": ("đặc khu", "special zone"),
    "northern_mountains": ("Trung du và miền núi phía Bắc", "Northern midlands and mountains"),
    "red_river_delta": ("Đồng bằng sông Hồng", "Red River Delta"),
    "north_central": ("Bắc Trung Bộ", "North Central"),
    "south_central_highlands": (
        "Duyên hải Nam Trung Bộ và Tây Nguyên",
        "South Central Coast and Central Highlands",
    ),
    "southeast": ("Đông Nam Bộ", "Southeast"),
    "mekong_delta": ("Đồng bằng sông Cửu Long", "Mekong Delta"),
    "pooled": ("các nhóm nhỏ gộp lại", "small groups together"),
    "": ("chưa ghi", "not recorded"),
}


def group_word(name: str, labels: Labels) -> str:
    """The group in words: parts joined by ×, provinces by name, ethnicities with a capital."""
    if name in labels.units:
        return labels.units[name]
    parts = [labels.pick(GROUPS[part]) if part in GROUPS else part.title() for part in name.split(" × ")]
    return " × ".join(parts)


def dimension_word(name: str, labels: Labels) -> str:
    """What the groups are compared by."""
    return labels.pick(DIMENSIONS[name]) if name in DIMENSIONS else name
