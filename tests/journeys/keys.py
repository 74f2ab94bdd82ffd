"""A person with a keyboard and no mouse: goes by Tab, sees where the focus is at every step, and presses keys."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

MOST_STEPS = 150
SHOWN = """() => {
  const at = document.activeElement;
  if (at === null || at === document.body) return "";
  const style = getComputedStyle(at);
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const box = at.getBoundingClientRect();
  const seen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
  return ring && seen ? "" : `${at.tagName} ${at.className} ${at.textContent.slice(0, 40)}: ring ${ring}, seen ${seen}`;
}"""


class Keys:
    """The keyboard of one page; every step says where it stands, and the focus must be seen there."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str, times: int = 1) -> None:
        """A key, some times."""
        for _ in range(times):
            self.page.keyboard.press(key)

    def go(self, key: str = "Enter") -> None:
        """A key that leads to another page, which is waited for."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def to(self, wanted: Locator, key: str = "Tab") -> None:
        """Press Tab until the wanted element has the focus; each element on the way shows that it has it."""
        expect(wanted).to_be_visible()
        target = wanted.element_handle()
        for _ in range(MOST_STEPS):
            self.page.keyboard.press(key)
            unseen = self.page.evaluate(SHOWN)
            assert unseen == "", unseen
            if self.page.evaluate("(wanted) => document.activeElement === wanted", target):
                return
        raise AssertionError(f"{wanted} is not reached by {MOST_STEPS} times {key}")

    def skip(self) -> None:
        """Over the head of the page, by the link that is the first stop of every page."""
        self.press("Tab")
        expect(self.page.locator(":focus")).to_have_text("Đến nội dung chính")
        assert self.page.evaluate(SHOWN) == ""
        self.press("Enter")
        expect(self.page.locator("main")).to_be_focused()

    def type(self, text: str) -> None:
        """Text into what has the focus."""
        self.page.keyboard.type(text)
