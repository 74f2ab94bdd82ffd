"""Pictures of every page at 1280 and 390 pixels into docs/screens, with what each page answers.

    python -m tests.journeys.screens [name …]

A picture has at most 96 colours: sharp text in a third of the bytes.
"""

from __future__ import annotations

import base64
import struct
import sys
import tempfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.journeys.pages import PAGES, PageCase
from tests.journeys.preparing import under_way_for
from tests.journeys.site import ROOT, Site, open_browser, running_site, visiting

FOLDER = ROOT / "docs" / "screens"
WIDTHS = (1280, 390)
TALLEST = {1280: 1600, 390: 2000}
REDUCE = """async ([png, most]) => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const points = new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer);
  const counts = new Map();
  for (const p of points) counts.set(p, (counts.get(p) ?? 0) + 1);
  const parts = p => [p & 255, (p >> 8) & 255, (p >> 16) & 255];
  const far = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
  const ranked = [...counts.entries()].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(e => parts(e[0]));
  const known = ranked.slice(0, most - 24), index = new Map();  // the commonest, and those that stand farthest apart
  const rest = ranked.slice(most - 24).map(c => [c, Math.min(...known.map(k => far(k, c)))]);
  while (known.length < most && rest.length) {
    const [best] = rest.reduce((a, b) => (b[1] > a[1] ? b : a));
    known.push(best);
    for (const one of rest) one[1] = Math.min(one[1], far(one[0], best));
  }
  for (const p of counts.keys()) {
    const colour = parts(p);
    let best = 0, least = Infinity;
    known.forEach((k, i) => {
      const d = far(k, colour);
      if (d < least) { least = d; best = i; }
    });
    index.set(p, best);
  }
  const bytes = new Uint8Array(points.length);
  points.forEach((p, i) => { bytes[i] = index.get(p); });
  let text = "";
  for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  return [image.width, image.height, known.flat(), btoa(text)];
}"""


def small_png(blank: Page, png: bytes, colours: int = 96) -> bytes:
    """The picture with a palette; the browser counts the colours, so no picture library is needed."""
    width, height, palette, indices = blank.evaluate(REDUCE, [base64.b64encode(png).decode(), colours])
    points = base64.b64decode(indices)
    rows = b"".join(b"\0" + points[y * width : (y + 1) * width] for y in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + _chunk(b"PLTE", bytes(palette))
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def take(browser: Browser, site: Site, case: PageCase, folder: Path) -> None:
    """The pictures of one page; a very tall one is cut, since its lower part repeats rows."""
    blank = browser.new_page()
    for width in WIDTHS:
        with under_way_for(site, case), visiting(browser, site, case.account, width=width) as visit:
            page = visit.open(case.path)
            page.evaluate("document.fonts.ready")
            height = min(TALLEST[width], int(page.evaluate("document.documentElement.scrollHeight")))
            clip = {"x": 0, "y": 0, "width": width, "height": height}
            png = page.screenshot(full_page=True, clip=clip)
        (folder / f"{case.name}-{width}.png").write_bytes(small_png(blank, png))
    blank.close()


def index() -> str:
    """The list of pages with the question that each answers."""
    rows = "\n".join(
        f"| [{case.name}]({case.name}-1280.png) ([390]({case.name}-390.png)) | `{case.path}` | {case.account or '–'} "
        f"| {case.question} |"
        for case in PAGES
    )
    return (
        "# Màn hình · Screens\n\nMỗi trang trả lời một câu hỏi. Ảnh do `python -m tests.journeys.screens` tạo ra. · "
        "Each page answers one question. The pictures are made by the command.\n\n"
        f"| trang · page | địa chỉ · address | tài khoản · account | câu hỏi · question |\n|---|---|---|---|\n{rows}\n"
    )


def main(wanted: Sequence[str]) -> None:
    """Takes the pictures of the wanted pages, or of all, and writes the list."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "README.md").write_text(index(), encoding="utf-8")
    with (
        tempfile.TemporaryDirectory() as scratch,
        running_site(Path(scratch) / "data") as site,
        open_browser() as browser,
    ):
        for case in PAGES:
            if not wanted or case.name in wanted:
                take(browser, site, case, FOLDER)
                print(case.name, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
