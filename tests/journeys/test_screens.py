"""The folder of pictures: one line with its question, and two pictures, for every page and for nothing else."""

from __future__ import annotations

from tests.journeys.pages import PAGES
from tests.journeys.screens import FOLDER, WIDTHS, index


def test_every_page_has_its_question_in_the_list_of_pictures() -> None:
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == index(), "run python -m tests.journeys.screens"
    assert [page.name for page in PAGES if not page.question.endswith("?")] == []


def test_every_page_has_its_pictures_and_no_picture_is_left_over() -> None:
    wanted = {f"{page.name}-{width}.png" for page in PAGES for width in WIDTHS}
    assert sorted({path.name for path in FOLDER.glob("*.png")} ^ wanted) == []
