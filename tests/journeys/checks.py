"""What holds on every page: no axe violation, nothing off to the side, a title and one heading."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def settled(page: Page) -> None:
    """Wait until a page that was asked for by a click stands whole: a click returns before its answer is parsed."""
    page.wait_for_load_state("load")
    page.wait_for_function("() => document.readyState === 'complete' && document.body !== null")


def axe_violations(page: Page) -> list[str]:
    """Rule, element and advice of each violation of WCAG 2.2 A and AA."""
    settled(page)
    page.evaluate(_axe())
    found = page.evaluate(
        """async (rules) => (await axe.run(document, {runOnly: rules})).violations.flatMap(rule =>
             rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")} | ${node.failureSummary}`))""",
        RULES,
    )
    return [str(text) for text in found]


def sideways(page: Page) -> list[str]:
    """Elements that make the page wider than the window, widest first; empty when it does not scroll sideways."""
    settled(page)
    found = page.evaluate(
        """() => {
          const wide = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= wide) return [];
          const framed = (e) => e.closest(".table-frame, .heat-frame, .chart-frame, pre") !== null;
          return [...document.body.querySelectorAll("*")]
            .map(e => [e, Math.round(e.getBoundingClientRect().right)])
            .filter(([e, right]) => right > wide + 1 && !framed(e)).slice(0, 8)
            .map(([e, right]) => `${e.tagName}.${e.className} ends at ${right}`)
            .concat([`page is ${document.documentElement.scrollWidth} wide`]);
        }"""
    )
    return [str(text) for text in found]


def missing_names(page: Page) -> list[str]:
    """What the page lacks of a title and exactly one main heading."""
    settled(page)
    missing = []
    if not page.title().strip() or page.title().startswith(" ·"):
        missing.append("title")
    if page.locator("h1").count() != 1:
        missing.append(f"{page.locator('h1').count()} main headings")
    return missing
