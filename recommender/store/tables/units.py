"""Units as a tree (country, province, commune, department) with its closure, and the positions people are placed in."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index

from recommender.store.metadata import Flag, Id, Instant, Key, Text, Whole, needed, one_of, table

COUNTRY = "VN"
"""The root of the tree; a grant in the unit "" is a grant here."""


class UnitKind(StrEnum):
    """What a unit is."""

    COUNTRY = "country"
    PROVINCE = "province"
    COMMUNE = "commune"
    """Xã."""
    WARD = "ward"
    """Phường."""
    SPECIAL_ZONE = "special_zone"
    """Đặc khu."""
    DEPARTMENT = "department"
    """Phòng, ban của một đơn vị."""


UNIT = table(
    "unit",
    Column("unit_id", Id, primary_key=True),
    Column("parent_id", Id, ForeignKey("unit.unit_id")),
    needed("province_id", Id),
    needed("name", Text),
    needed("name_sort", Key),
    needed("name_search", Text),
    needed("kind", Text),
    needed("is_active", Flag),
    Column("replaced_by", Id, ForeignKey("unit.unit_id")),
    needed("changed_at", Instant),
    one_of("kind", UnitKind),
    Index("ix_unit_parent", "parent_id"),
    Index("ix_unit_changed", "changed_at"),
)
UNIT_CLOSURE = table(
    "unit_closure",
    Column("ancestor_id", Id, ForeignKey("unit.unit_id"), primary_key=True),
    Column("unit_id", Id, ForeignKey("unit.unit_id"), primary_key=True),
    needed("depth", Whole),
    Index("ix_unit_closure_unit", "unit_id"),
    is_clustered=True,
)
POSITION = table(
    "position",
    Column("position_id", Id, primary_key=True),
    needed("title_vi", Text),
    needed("title_en", Text),
    needed("group_of", Text),
    needed("field", Text),
    needed("field_vi", Text),
    needed("field_en", Text),
    needed("department", Text),
    needed("rank", Text),
    needed("title_sort", Key),
)
"""Titles as of the current catalogue; the whole text of a position is in the catalogue itself."""
