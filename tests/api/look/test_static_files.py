"""Static files: their digests, their way to the browser, the colours' contrast, and no style or script in place."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from api.look.static_files import BUNDLE, SHEETS, STATIC, YEAR, digest, files, static_app, static_url

ROOT = STATIC.parents[1]
VENDORS = (STATIC / "vendor", ROOT / "tests" / "journeys" / "vendor")
CLIENT = TestClient(Starlette(routes=[Mount("/static", static_app)]))


@pytest.mark.parametrize("folder", VENDORS, ids=("server", "tests"))
def test_vendored_files_are_the_ones_on_record(folder: Path) -> None:
    record = json.loads((folder / "vendor.json").read_text())
    told = {name: wanted for package in record for name, wanted in package["files"].items()}
    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "vendor.json"
    }
    assert found == told
    assert all(package["version"] and package["licence"] and package["source"] for package in record)


def test_file_at_its_digest_is_kept_a_year() -> None:
    answer = CLIENT.get(static_url("images/favicon.svg"))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == YEAR
    assert answer.headers["content-type"].startswith("image/svg+xml")


def test_file_at_an_older_digest_is_asked_for_again() -> None:
    assert CLIENT.get("/static/000000000000/js/rows.js").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["x", "../rendering.py", "..%2frendering.py", "css", "", "css/none.css"])
def test_nothing_else_is_served(path: str) -> None:
    assert CLIENT.get(f"/static/{digest()}/{path}").status_code == 404


def test_other_methods_are_refused_with_the_ones_allowed() -> None:
    answer = CLIENT.post(static_url(BUNDLE))
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_texts_travel_compressed_when_the_browser_reads_that() -> None:
    plain = CLIENT.get(static_url(BUNDLE), headers={"accept-encoding": "identity"})
    packed = CLIENT.get(static_url(BUNDLE), headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content == files()[BUNDLE].content
    assert len(gzip.compress(plain.content)) < len(plain.content) / 3


def test_head_answers_without_a_body() -> None:
    assert CLIENT.head(static_url(BUNDLE), headers={"accept-encoding": "identity"}).content == b""


def test_unknown_file_is_a_mistake_of_the_template() -> None:
    with pytest.raises(KeyError):
        static_url("css/none.css")


def test_every_sheet_is_in_the_bundle_once() -> None:
    assert sorted(SHEETS) == sorted(path.stem for path in (STATIC / "css").glob("*.css"))


def test_first_view_weighs_under_200_kb() -> None:
    sent = [
        file
        for path, file in files().items()
        if path == BUNDLE or path.endswith((".woff2", ".svg")) or path.startswith("js/")
    ]
    assert sum(len(file.packed or file.content) for file in sent) < 200_000


def test_colours_stand_in_the_tokens_only() -> None:
    for path in sorted((STATIC / "css").glob("*.css")):
        if path.stem not in ("tokens", "print"):
            colours = re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text())
            assert set(colours) <= {"#fff", "#000"}, path.name  # the QR code is black on white


def test_no_template_holds_style_or_script() -> None:
    for path in sorted((ROOT / "api" / "templates").rglob("*.html")):
        text = path.read_text()
        assert not re.findall(r"\sstyle=|<style|\son\w+=|javascript:", text), path.name
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text)), path.name


def _tokens() -> dict[str, dict[str, str]]:
    blocks = re.findall(r"color-scheme: (light|dark);(.*?)}", (STATIC / "css" / "tokens.css").read_text(), flags=re.S)
    assert [name for name, _ in blocks] == ["light", "dark", "dark"]
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text)) for _, text in blocks]
    assert found[1] == found[2]
    return {"light": found[0], "dark": found[1]}


def _brightness(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours by WCAG 2.2, 1 to 21."""
    low, high = sorted((_brightness(one), _brightness(other)))
    return (high + 0.05) / (low + 0.05)


TEXTS = [
    *[
        (ink, ground)
        for ink in ("ink", "muted", "link", "link-hover", "error")
        for ground in ("page", "surface", "sunken")
    ],
    ("ink", "brand-soft"),
    ("muted", "brand-soft"),
    ("link", "brand-soft"),
    ("met", "met-soft"),
    ("review", "review-soft"),
    ("unmet", "unmet-soft"),
    ("error", "error-soft"),
    ("ink", "error-soft"),
    ("ink", "review-soft"),
    ("on-brand", "brand"),
    ("on-brand-muted", "brand"),
    ("surface", "link"),
    ("surface", "link-hover"),
    ("heat-ink-low", "heat-1"),
    ("heat-ink-low", "heat-2"),
    ("heat-ink-low", "heat-3"),
    ("heat-ink-high", "heat-4"),
    ("heat-ink-high", "heat-5"),
]
SHAPES = [
    ("line-strong", "surface"),
    ("line-strong", "page"),
    ("line-strong", "sunken"),
    ("met-mark", "surface"),
    ("review-mark", "surface"),
    ("unmet-mark", "surface"),
    ("met-mark", "unmet-soft"),
    ("focus", "focus-ink"),
    ("link", "surface"),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_text_has_a_contrast_of_4_5(theme: str, ink: str, ground: str) -> None:
    tokens = _tokens()[theme]
    assert contrast(tokens[ink], tokens[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), SHAPES)
def test_shapes_have_a_contrast_of_3(theme: str, ink: str, ground: str) -> None:
    tokens = _tokens()[theme]
    assert contrast(tokens[ink], tokens[ground]) >= 3
