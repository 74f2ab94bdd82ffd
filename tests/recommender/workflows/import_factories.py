"""Small people, result and quota files as an office would send them, and a store that knows one province."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from recommender.permissions import Role, Viewer
from recommender.store import Store
from recommender.store.catalogue_now import shipped_catalogue
from recommender.store.positions import put_positions
from recommender.store.units import put_units
from recommender.workflows.import_workbook import BeginRequest, ImportFile, begin_import, stage_import
from tests.recommender.store.factories import viewer

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PROVINCE = "20"
HEADER = "Mã cán bộ,Họ và tên,Ngày sinh,Giới tính,Đơn vị,Vị trí việc làm,Trình độ đào tạo"
RESULTS_HEADER = "Mã cán bộ,Nội dung,Hình thức,Điểm,Thang điểm,Ngày đánh giá"
POSITION = "II.04"
HR: Viewer = viewer(Role.PROVINCE_HR, PROVINCE)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One person of a file."""

    code: str
    name: str
    unit: str
    position: str = POSITION
    degree: str = "Đại học Luật"
    birth: str = "01/02/1985"
    sex: str = "Nam"

    def text(self) -> str:
        return ",".join((self.code, self.name, self.birth, self.sex, self.unit, self.position, self.degree))


def communes(count: int) -> list[tuple[str, str]]:
    """Ids and names of communes of the province whose names are unique in the country."""
    units = [unit for unit in shipped_catalogue().units.values() if unit.parent_id]
    names = [unit.name for unit in units]
    mine = [unit for unit in units if unit.parent_id == PROVINCE and names.count(unit.name) == 1]
    return [(unit.unit_id, unit.name) for unit in mine[:count]]


def know_province(store: Store) -> None:
    """One province of the shipped catalogue with its communes, and all positions."""
    catalogue = shipped_catalogue()
    units = {key: unit for key, unit in catalogue.units.items() if PROVINCE in (unit.parent_id, key)}
    with store.writing() as conn:
        put_units(conn, units, now=NOW)
        put_positions(conn, catalogue)


def people_file(folder: Path, lines: Sequence[Line], *, name: str = "people.csv") -> ImportFile:
    return _file(folder, name, "people", "\n".join([HEADER, *[line.text() for line in lines]]))


def results_file(
    folder: Path, rows: Sequence[str], *, name: str = "results.csv", header: str = RESULTS_HEADER
) -> ImportFile:
    return _file(folder, name, "assessments", "\n".join([header, *rows]))


def table_file(folder: Path, header: str, rows: Sequence[str], *, name: str = "people.csv") -> ImportFile:
    """A people file under these headings."""
    return _file(folder, name, "people", "\n".join([header, *rows]))


def odd_file(folder: Path, *, name: str = "la.csv", first: str = "Nguyễn Văn An", unit: str = "") -> ImportFile:
    """A list of two people under headings that nobody knows."""
    where = unit or communes(1)[0][1]
    rows = [
        "Danh sách,,,,,", "Ký hiệu người,Người giữ việc,Ra đời,Chỗ làm,Việc đang giữ,Cỡ giày",
        f"CB001,{first},01/02/1985,{where},{POSITION},39", f"CB002,Lê Ân,03/04/1990,{where},{POSITION},42",
    ]  # fmt: skip
    return _file(folder, name, "people", "\n".join(rows))


def _file(folder: Path, name: str, kind: str, text: str) -> ImportFile:
    content = (text + "\n").encode("utf-8-sig")
    digest = hashlib.sha256(content).hexdigest()
    path = folder / f"{digest[:12]}-{name}"
    path.write_bytes(content)
    return ImportFile(kind=kind, name=name, bytes=len(content), sha256=digest, stored_as=path.name)


def staged(store: Store, folder: Path, *files: ImportFile, unit_id: str = PROVINCE, who: Viewer = HR) -> str:
    """An import that waits to be confirmed."""
    begun = begin_import(store, who, BeginRequest(unit_id=unit_id, files=files), now=NOW)
    stage_import(store, begun.import_id, folder, clock=lambda: NOW, tell=lambda *told: None)
    return begun.import_id


def copied(folder: Path, to: Path) -> Path:
    """The same uploads elsewhere."""
    return Path(shutil.copytree(folder, to))
