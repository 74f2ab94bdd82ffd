from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.readers.cells.position_cells import PositionReader
from recommender.readers.problem_log import ProblemLog
from tests.recommender.readers.books import TODAY
from training_catalog.types import Catalogue


@pytest.fixture(scope="module")
def reader(catalogue: Catalogue) -> PositionReader:
    return PositionReader(catalogue.positions, today=TODAY)


def held(reader: PositionReader, text: str) -> dict[str, float]:
    return {one.position_id: round(one.share, 3) for one in reader.read(text).held}


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        ("II.06", {"II.06": 1.0}),
        ("II.6", {"II.06": 1.0}),
        ("NA-NL-II.17", {"II.17": 1.0}),
        ("CV Nội vụ", {"II.17": 1.0}),
        ("chuyen vien ve linh vuc noi vu", {"II.17": 1.0}),
        ("II.06 (60%); II.07 (40%)", {"II.06": 0.6, "II.07": 0.4}),
        ("II.06: 60%, II.07: 40%", {"II.06": 0.6, "II.07": 0.4}),
        ("II.06 0,6; II.07 0,4", {"II.06": 0.6, "II.07": 0.4}),
        ("II.06; II.07", {"II.06": 0.5, "II.07": 0.5}),
        ("- II.06\n- II.07", {"II.06": 0.5, "II.07": 0.5}),
        ("Tài chính; Kế hoạch", {"II.06": 0.5, "II.07": 0.5}),
        ("Chuyên viên nội vụ kiêm Văn thư", {"II.17": 0.5, "II.29": 0.5}),
        ("Chuyên viên nội vụ kiêm nhiệm Văn thư", {"II.17": 0.5, "II.29": 0.5}),
        ("Văn thư - Lưu trữ", {"II.29": 1.0}),
        ("II.04 - Chuyên viên về lĩnh vực tư pháp", {"II.04": 1.0}),
        ("II.04 70% II.17 30%", {"II.04": 0.7, "II.17": 0.3}),
        ("II.04 (70%) II.17 (30%)", {"II.04": 0.7, "II.17": 0.3}),
        ("II.25 - 0,7; II.27 - 0,3", {"II.25": 0.7, "II.27": 0.3}),
        ("II.25, 0,7; II.27, 0,3", {"II.25": 0.7, "II.27": 0.3}),
        ("60% II.06; 40% II.07", {"II.06": 0.6, "II.07": 0.4}),
        ("- 60% II.06 và 40% II.07", {"II.06": 0.6, "II.07": 0.4}),
        ("Tài chính 70% Kế hoạch 30%", {"II.06": 0.7, "II.07": 0.3}),
        ("II.17 70% Nội vụ; II.04 30%", {"II.17": 0.7, "II.04": 0.3}),
        ("II.04 70 phần trăm; II.17 30 phần trăm", {"II.04": 0.7, "II.17": 0.3}),
        ("II.04 II.17", {"II.04": 0.5, "II.17": 0.5}),
        ("II.04/II.17", {"II.04": 0.5, "II.17": 0.5}),
        ("Chuyên viên CNTT, chuyển đổi số", {"II.27": 1.0}),
        ("Văn hóa - xã hội", {"II.21": 1.0}),
        ("Nông nghiệp - Xây dựng và Môi trường", {"II.13": 1.0}),
        ("CHT Quân sự", {"I.07": 1.0}),
        ("Chỉ huy trưởng Ban CHQS xã", {"I.07": 1.0}),
        ("Chỉ huy trưởng quân sự", {"I.07": 1.0}),
    ],
)
def test_positions_are_read_as_offices_write_them(
    reader: PositionReader, text: str, positions: dict[str, float]
) -> None:
    assert held(reader, text) == positions


def test_every_title_alias_and_code_is_one_position(reader: PositionReader, catalogue: Catalogue) -> None:
    for key, position in catalogue.positions.items():
        for name in (key, position.title_vi, f"{key} {position.title_vi}"):
            assert held(reader, name) == {key: 1.0}, name


def test_titles_with_semicolons_keep_together_beside_another(reader: PositionReader, catalogue: Catalogue) -> None:
    text = f"{catalogue.positions['II.08'].title_vi}; {catalogue.positions['II.13'].title_vi} (30%)"
    assert held(reader, text) == {"II.08": 0.7, "II.13": 0.3}


def test_shares_that_miss_one_hundred_are_brought_to_it_and_said(reader: PositionReader) -> None:
    cell = reader.read("Kế toán trưởng 70%, Thủ quỹ 50%")
    assert sum(one.share for one in cell.held) == pytest.approx(1)
    assert cell.problems == (("shares_sum", {"total": "120%"}),)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("II.25 (-50%); II.27 (170%)", [("II.25", "-50%"), ("II.27", "170%")]),
        ("II.06 (0%); II.07 (100%)", [("II.06", "0%")]),
    ],
)
def test_a_share_that_cannot_be_is_refused_with_all_of_its_cell(
    reader: PositionReader, text: str, refused: list[tuple[str, str]]
) -> None:
    cell = reader.read(text)
    assert [one.share for one in cell.held] == [0.5, 0.5]
    assert not cell.has_shares
    assert cell.problems == tuple(("share_refused", {"part": part, "share": share}) for part, share in refused)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("II.25: 70; II.27: 30", ["70", "30"]),
        ("Chuyên viên nội vụ (50)", ["50"]),
        ("Chuyên viên tư pháp (II.17)", ["II.17"]),
        ("II.06 60%, 70%; II.07 40%", ["70%"]),
        ("HĐLĐ phục vụ (NĐ 111)", []),
        ("1. II.06", []),
        ("Chuyên viên tư pháp (II.04)", []),
    ],
)
def test_a_number_beside_a_position_that_is_not_used_is_said(
    reader: PositionReader, text: str, numbers: list[str]
) -> None:
    problems = reader.read(text).problems
    assert [words["number"] for code, words in problems if code == "position_number_unused"] == numbers


@pytest.mark.parametrize(
    ("text", "read", "others"),
    [
        ("Tư pháp - hộ tịch", "II.04", ["II.25"]),
        ("Công chức văn hóa - xã hội", "II.21", ["II.18", "II.20", "II.24"]),
        ("Công chức Văn hóa - Xã hội (mảng thiếu nhi)", "II.21", ["II.18"]),
        ("Công chức địa chính - xây dựng - đô thị và môi trường xã", "II.15", ["II.10", "II.16"]),
        ("Nông nghiệp - Xây dựng và Môi trường", "II.13", ["II.10", "II.16"]),
        ("Cán bộ văn phòng - thống kê", "II.02", ["II.07"]),
    ],
)
def test_an_old_combined_title_is_said_with_the_positions_it_may_be(
    reader: PositionReader, text: str, read: str, others: list[str]
) -> None:
    cell = reader.read(text)
    assert [one.position_id for one in cell.held] == [read]
    ((code, words),) = cell.problems
    assert code == "position_combined_title"
    assert all(f"{other} " in words["suggestion"] for other in others)


def test_a_combined_title_whose_remark_names_the_work_is_no_doubt(reader: PositionReader) -> None:
    cell = reader.read("Công chức Văn hóa - Xã hội (mảng lao động, thương binh và xã hội)")
    assert [one.position_id for one in cell.held] == ["II.18"]
    assert cell.problems == ()


def test_a_code_beside_the_title_of_another_position_is_said(reader: PositionReader) -> None:
    cell = reader.read("II.08 Chuyên viên tư pháp")
    assert [one.position_id for one in cell.held] == ["II.08"]
    assert [code for code, _ in cell.problems] == ["position_code_title_differ"]


def test_an_unknown_title_comes_with_three_near_ones(reader: PositionReader) -> None:
    cell = reader.read("Chuyên viên văn thư lưu chữ")
    assert cell.held == ()
    ((code, words),) = cell.problems
    assert code == "position_unknown"
    assert words["suggestion"].count("|") == 2


def test_the_known_part_of_a_cell_is_kept(reader: PositionReader) -> None:
    cell = reader.read("II.06; Không rõ")
    assert [one.position_id for one in cell.held] == ["II.06"]
    assert [code for code, _ in cell.problems] == ["position_unknown"]


def test_a_shortened_title_is_said(reader: PositionReader) -> None:
    assert [code for code, _ in reader.read("Tài chính").problems] == ["position_short_title"]


def test_a_code_of_another_pattern_is_never_guessed(reader: PositionReader) -> None:
    assert reader.read("TP-NVCN-05").held == ()


@given(text=st.text(max_size=60))
def test_any_text_gives_shares_that_sum_to_one_or_none(text: str) -> None:
    cell = _EMPTY.read(text)
    assert cell.held == ()


_EMPTY = PositionReader({}, today=TODAY)


MIXED = ("II.06", "II.07", "Văn thư", "xyz", "(60%)", "kiêm", ";", "\n", "trước đây:", "nay là", "→")


@given(parts=st.lists(st.sampled_from(MIXED), max_size=8))
def test_shares_of_any_mixture_and_what_is_placed_nowhere_sum_to_one(reader: PositionReader, parts: list[str]) -> None:
    cell = reader.read(" ".join(parts))
    assert not cell.held or sum(one.share for one in cell.held) + cell.unplaced == pytest.approx(1)
    assert (cell.unplaced > 0) <= bool(cell.unread)


@pytest.mark.parametrize(
    ("text", "placed", "unread"),
    [
        ("II.06; xyz không rõ", {"II.06": 0.5}, ("xyz không rõ",)),
        ("xyz không rõ; II.06", {"II.06": 0.5}, ("xyz không rõ",)),
        ("II.06 (60%); xyz (40%)", {"II.06": 0.6}, ("xyz",)),
        ("II.06 70%; xyz", {"II.06": 0.7}, ("xyz",)),
        ("II.06, xyz (20%)", {"II.06": 0.8}, ("xyz",)),
        ("II.06; II.07; xyz", {"II.06": 0.333, "II.07": 0.333}, ("xyz",)),
        ("II.06 kiêm Phó Chủ tịch Hội nông dân", {"II.06": 0.5}, ("Phó Chủ tịch Hội nông dân",)),
        ("II.06, Chuyên viên văn thư lưu chữ", {"II.06": 0.5}, ("Chuyên viên văn thư lưu chữ",)),
        ("II.06, Văn phòng HĐND", {"II.06": 1.0}, ()),
        ("II.06; Xã Sơn Kim 1", {"II.06": 1.0}, ()),
        ("II.06, hiện đại hóa", {"II.06": 1.0}, ()),
        ("II.06; đã nghỉ hưu", {"II.06": 1.0}, ()),
    ],
)
def test_the_share_of_a_post_that_cannot_be_read_goes_to_no_other(
    reader: PositionReader, text: str, placed: dict[str, float], unread: tuple[str, ...]
) -> None:
    assert held(reader, text) == placed
    assert reader.read(text).unread == unread


def test_every_english_title_is_its_position(reader: PositionReader, catalogue: Catalogue) -> None:
    for key, position in catalogue.positions.items():
        assert held(reader, position.title_en.upper()) == {key: 1.0}


def test_nothing_is_suggested_where_nothing_is_near(reader: PositionReader) -> None:
    log = ProblemLog()
    log.add("position_unknown", "people.xlsx", "Sheet1", "B2", value="qqq", part="qqq", suggestion="")
    assert (log.problems[0].suggestion_vi, log.problems[0].suggestion_en) == ("", "")


@pytest.mark.parametrize(
    ("text", "now", "past"),
    [
        ("Nội vụ; II.06 (trước đây)", {"II.17": 1.0}, ["II.06"]),
        ("II.17 đến 30/6/2026; từ 1/7/2026 II.18", {"II.18": 1.0}, ["II.17"]),
        ("II.17 đến 30/6/2026 từ 1/7/2026 II.18", {"II.18": 1.0}, ["II.17"]),
        ("II.06; II.07 (từ 1/1/2027)", {"II.06": 1.0}, ["II.07"]),
        ("nguyên II.06, II.07", {"II.07": 1.0}, ["II.06"]),
        ("II.06 (2020-2024); II.07 (2024 đến nay)", {"II.07": 1.0}, ["II.06"]),
        ("II.17 (đã thôi), II.18", {"II.18": 1.0}, ["II.17"]),
        ("II.06 60%; II.07 40% (cũ)", {"II.06": 1.0}, ["II.07"]),
    ],
)
def test_a_post_of_another_time_beside_one_of_today_is_not_held_and_said(
    reader: PositionReader, text: str, now: dict[str, float], past: list[str]
) -> None:
    assert held(reader, text) == now
    said = [words for code, words in reader.read(text).problems if code == "position_of_other_time"]
    assert [words["part"] for words in said] == past
    assert {words["taken"] for words in said} == set(now)


@pytest.mark.parametrize(
    "text", ["II.06 (trước đây)", "II.17 đến 30/6/2026", "II.17 từ 1/2027", "II.06 đến hết năm 2025"]
)
def test_a_cell_with_only_a_post_of_another_time_gives_none_and_is_said(reader: PositionReader, text: str) -> None:
    cell = reader.read(text)
    assert cell.held == ()
    assert [code for code, _ in cell.problems] == ["position_only_of_other_time"]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("II.06 (từ 01/7/2025)", "từ 01/7/2025"),
        ("từ 1/7/2026 II.06", "từ 1/7/2026"),
        ("II.06 đến hết 12/2026", "đến hết 12/2026"),
        ("II.06 (2024 - nay)", "2024 - nay"),
        ("hiện nay: II.06", "hiện nay"),
    ],
)
def test_a_post_whose_time_goes_on_is_held_and_said(reader: PositionReader, text: str, time: str) -> None:
    cell = reader.read(text)
    assert held(reader, text) == {"II.06": 1.0}
    assert cell.problems == (("position_dated", {"part": "II.06", "time": time}),)


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("trước đây: II.06, hiện nay: II.18", ["II.06"]),
        ("trước đây II.06; nay là II.18", ["II.06"]),
        ("nguyên là Văn thư, nay là II.18", ["Văn thư"]),
        ("nguyên Chủ tịch UBND xã, hiện là II.18", ["Chủ tịch UBND xã"]),
        ("Hiện nay là II.18, trước đây là Văn thư", ["Văn thư"]),
        ("II.18 (trước: Văn thư)", ["Văn thư"]),
        ("Văn thư → II.18", ["Văn thư"]),
        ("II.06 -> Văn thư => II.18", ["II.06", "Văn thư"]),
        ("Văn thư (2015-2020) → II.18 (2020-nay)", ["Văn thư"]),
        ("Văn thư, từ 1/7/2025 chuyển sang II.18", ["Văn thư"]),
        ("Văn thư chuyển sang làm II.18", ["Văn thư"]),
        ("Văn thư (đến 2023), từ 2024: II.18", ["Văn thư"]),
        ("Trước 2024: Văn thư; từ 2024 đến nay: II.18", ["Văn thư"]),
        ("2015-2023: Văn thư; 2024-nay: II.18", ["Văn thư"]),
        ("Văn thư (cũ); II.18", ["Văn thư"]),
        ("truoc day: van thu, hien nay: II.18", ["van thu"]),
    ],
)
def test_of_a_change_the_later_post_is_held_and_the_earlier_one_is_told(
    reader: PositionReader, text: str, past: list[str]
) -> None:
    cell = reader.read(text)
    assert held(reader, text) == {"II.18": 1.0}
    assert [one.text for one in cell.past] == past
    (words,) = [words for code, words in cell.problems if code == "position_of_other_time"]
    assert (words["part"], words["taken"]) == ("”, “".join(past), "II.18")


def test_the_days_beside_an_earlier_post_are_its_own(reader: PositionReader) -> None:
    (past,) = reader.read("Văn thư (1/2015 - 6/2020) → II.18").past
    assert (past.started_on, past.ended_on) == (date(2015, 1, 1), date(2020, 6, 1))


def test_an_earlier_post_never_stands_in_for_one_of_today_that_cannot_be_read(reader: PositionReader) -> None:
    cell = reader.read("trước đây: II.06, hiện nay: xyz")
    assert cell.held == ()
    assert [code for code, _ in cell.problems] == ["position_unknown", "position_of_other_time"]


def test_a_post_to_come_is_none_of_before(reader: PositionReader) -> None:
    assert reader.read("II.06; II.07 (từ 1/1/2027)").past == ()


def test_a_share_stays_with_its_position_beside_a_time(reader: PositionReader) -> None:
    assert held(reader, "II.06 60% từ 1/7/2025; II.07 40%") == {"II.06": 0.6, "II.07": 0.4}
