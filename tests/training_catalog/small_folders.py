"""A small valid catalogue folder, and ways to change one file of it."""

from __future__ import annotations

from pathlib import Path

from training_catalog import read_catalogue
from training_catalog.types import Catalogue

FILES = {
    "catalogue.yaml": 'name: "Thử"\nversion: "1"\nlanguage: vi\n',
    "framework.yaml": """\
defaults: {source: "Khung thử", trust: C}
competencies:
  - id: C3
    name_vi: "Soạn thảo văn bản"
    name_en: "Drafting"
    aliases: ["soạn thảo"]
    group: common
    domain: administration
    descriptors:
      specialist:
        2: {vi: "Soạn được văn bản đơn giản", en: "Drafts simple papers", examples: [
          {vi: "Giấy mời họp thôn", en: "A hamlet meeting invitation"},
          {vi: "Công văn đề nghị sửa đường", en: "A letter asking for road repair"}]}
        3: {vi: "Soạn được văn bản phức tạp", en: "Drafts complex papers"}
  - id: C6
    name_vi: "Công nghệ thông tin"
    name_en: "Information technology"
    group: common
    domain: digital
""",
    "blueprints.yaml": """\
defaults: {source: "Khung thử", trust: I}
blueprints:
  - id: C3.specialist.2
    competency: C3
    group: specialist
    level: 2
    asks_vi: "Soạn một công văn từ phiếu giao việc"
    asks_en: "Drafts a letter from an assignment slip"
    form: work_sample
    minutes: 40
    evidence_vi: "Đúng thể thức, đủ nơi nhận"
    evidence_en: "Right layout, all recipients"
""",
    "positions/II.04.yaml": """\
defaults: {source: "Đề án thử", trust: C}
id: II.04
title_vi: "Chuyên viên tư pháp"
title_en: "Justice specialist"
aliases: ["CV tư pháp"]
group: specialist
department: office
rank: 01.003
field: justice
goal_vi: "Giúp UBND xã về tư pháp"
goal_en: "Helps with justice"
levels:
  C3: 2-3
  C6: 2
standards:
  - id: II.04.S01
    kind: degree
    text_vi: "Đại học trở lên"
    text_en: "University degree"
    minimum: university
  - id: II.04.S02
    kind: certificate
    text_vi: "Chứng chỉ hộ tịch"
    text_en: "Civil status certificate"
    accepted: [civil_status]
    enabled: false
    valid_from: 2025-07-01
tasks:
  - id: II.04.T01
    kind: professional
    weight: core
    level: 2-3
    text_vi: "Đăng ký khai sinh trên hệ thống hộ tịch"
    text_en: "Registers births in the civil status system"
    wordings: ["làm giấy khai sinh"]
    laws: [123/2015/NĐ-CP]
    systems: [S01]
""",
    "positions/I.03.yaml": """\
defaults: {source: "Đề án thử", trust: C}
id: I.03
title_vi: "Trưởng phòng"
title_en: "Head of division"
group: leader
levels: {C3: 3-4}
tasks:
  - id: I.03.T01
    kind: administration
    weight: core
    level: 3-4
    text_vi: "Phân công và kiểm tra công việc của phòng"
    text_en: "Assigns and checks the work of the division"
""",
    "tasks_common.yaml": """\
defaults: {source: "Đề án thử", trust: I}
tasks:
  - id: COM.T01
    positions: [specialist]
    kind: digital
    weight: regular
    level: 2
    text_vi: "Xử lý văn bản trên hệ thống quản lý văn bản"
    text_en: "Handles papers in the document system"
""",
    "courses/all.yaml": """\
defaults: {source: "Kế hoạch thử", trust: I}
courses:
  - id: K1
    name_vi: "Hộ tịch cơ bản"
    name_en: "Civil status basics"
    outline: "Khai sinh; khai tử"
    domain: professional
    positions: [II.04]
    mode: class
    duration_periods: 16
    outcomes: {II.04.T01: 3, C3: 3}
    grants: [civil_status]
    decree171_group: 4
    status: real
  - id: K2
    name_vi: "Điều hành và văn bản số"
    name_en: "Digital office"
    domain: digital
    mode: online
    prerequisites: [K1]
    outcomes: {COM.T01: 2, I.03.T01: 3, C6: 2}
    decree171_group: 5
    status: proposed
""",
    "units.csv": "unit_id,name,kind,parent_id\n40,Tỉnh Thử,province,\n401,Xã Một,commune,40\n",
    "vocabularies/degrees.csv": (
        "term_id,name_vi,name_en,aliases,code,parent,order,source,trust\n"
        "college,Cao đẳng,College,CĐ,,,4,Thử,G\n"
        "university,Đại học,University,ĐH | cử nhân,,,5,Thử,G\n"
    ),
    "vocabularies/majors.csv": (
        "term_id,name_vi,name_en,aliases,code,parent,order,source,trust\n"
        "law,Luật,Law,Luật học | pháp luật,7380101,,0,Thử,G\n"
        "pharmacy,Dược học,Pharmacy,Dược,7720201,,0,Thử,G\n"
    ),
    "vocabularies/certificates.csv": (
        "term_id,name_vi,name_en,aliases,code,parent,order,source,trust\n"
        "civil_status,Bồi dưỡng hộ tịch,Civil status,chứng chỉ hộ tịch,,,0,Thử,G\n"
    ),
    "vocabularies/ranks.csv": (
        "term_id,name_vi,name_en,aliases,code,parent,order,source,trust\n01.003,Chuyên viên,Specialist,CV,,,0,Thử,G\n"
    ),
    "vocabularies/departments.csv": (
        "term_id,name_vi,name_en,aliases,code,parent,order,source,trust\noffice,Văn phòng,Office,VP,,,0,Thử,G\n"
    ),
    "vocabularies/fields.csv": (
        "term_id,name_vi,name_en,aliases,code,parent,order,source,trust\njustice,Tư pháp,Justice,,,,0,Thử,G\n"
    ),
    "laws.csv": (
        "law_id,number,title_vi,title_en,issued_on,effective_from,ended_on,replaces,field,source,trust\n"
        "123/2015/NĐ-CP,123/2015/NĐ-CP,Hộ tịch,Civil status,2015-11-15,2016-01-01,,,justice,Thử,G\n"
    ),
    "systems.csv": (
        "system_id,name_vi,name_en,owner,aliases,skill,source,trust\n"
        "S01,Hệ thống hộ tịch,Civil status system,Bộ Tư pháp,phần mềm hộ tịch,Đăng ký,Thử,G\n"
    ),
}


def write_files(folder: Path, files: dict[str, str]) -> Path:
    """Write the files into the folder and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def small_folder(folder: Path) -> Path:
    """The small catalogue, without a single problem."""
    return write_files(folder / "base", FILES)


def overlay_folder(folder: Path, files: dict[str, str]) -> Path:
    """A second folder with only these files."""
    return write_files(folder / "own", files)


def small_catalogue(folder: Path) -> Catalogue:
    """The small catalogue as read."""
    catalogue, problems = read_catalogue(small_folder(folder))
    assert problems == []
    return catalogue


def changed_catalogue(folder: Path, name: str, old: str, new: str) -> Catalogue:
    """The small catalogue with `old` replaced by `new` in one of its files."""
    base = small_folder(folder)
    text = (base / name).read_text(encoding="utf-8")
    assert old in text
    (base / name).write_text(text.replace(old, new), encoding="utf-8")
    return read_catalogue(base)[0]
