"""Pages as HTML: one Jinja2 environment a language with its filters, and `render` from a template and its Context."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.look import figures, formats, words
from api.look.addresses import Address, is_local
from api.look.navigation import Entry, menu
from api.look.return_address import HOME, READING, return_address
from api.look.static_files import static_url
from api.look.translations import PSEUDO, either, pair_of, pick_language, translations
from api.web.page_cursors import sealed
from recommender.errors import NangLucError
from recommender.permissions import Viewer

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

TEMPLATES: Final = Path(__file__).resolve().parent / "templates"
THEMES: Final = ("light", "dark")


@dataclass(frozen=True, kw_only=True)
class Shell:
    """What the frame around every page shows."""

    language: str
    theme: str
    """light, dark, or "" to follow the system."""
    viewer: Viewer | None
    unit_name: str
    menu: tuple[Entry, ...]
    here: str
    """The address to come back to: of this page, or of the form that was sent to it."""
    version: str
    contact: str

    @property
    def roles(self) -> tuple[str, ...]:
        """The viewer's roles in words."""
        if self.viewer is None:
            return ()
        codes = dict.fromkeys(str(grant.role) for grant in self.viewer.grants)
        return tuple(words.word(code, "role", self.language) for code in codes)


@cache
def environment(language: str) -> Environment:
    """The templates in one language; everything is escaped, an unknown name is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False, cache_size=-1, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    made.policies["ext.i18n.trimmed"] = True
    cast(Any, made).install_gettext_translations(translations(language), newstyle=True)
    made.filters.update(_filters("vi" if language == PSEUDO else language))
    made.globals.update(
        static_url=static_url, strip=figures.strip, parts=figures.parts, shade=figures.shade,
        local_path=is_local, language=language,
    )  # fmt: skip
    return made


def compile_templates(language: str) -> None:
    """Every template made ready: at once by those who ask first, they would be compiled by each of them."""
    ready = environment(language)
    for path in sorted(TEMPLATES.rglob("*.html")):
        ready.get_template(path.relative_to(TEMPLATES).as_posix())


def _filters(language: str) -> Mapping[str, Callable[..., object]]:
    return {
        "number": lambda value, digits=None: formats.number(value, language, digits),
        "signed": lambda value, digits=None: formats.signed(value, language, digits),
        "percent": lambda value, digits=0: formats.percent(value, language, digits),
        "day": formats.day,
        "stated_day": formats.stated_day,
        "year_alone": formats.is_year_alone,
        "instant": formats.instant,
        "size": partial(formats.size, language=language),
        "level": lambda value, sd=None: formats.level(value, sd, language),
        "either": lambda value, name: either(value, name, language),
        "pick": lambda pair: pair_of(pair[0], pair[1], language),
        "word": lambda code, kind: words.word(code, kind, language),
        "likelihood": partial(words.likelihood, language=language),
        "quarter": lambda code: formats.quarter(code, language),
        "level_range": lambda pair: formats.level_range(pair[0], pair[1], language),
    }


def language_of(request: Request) -> str:
    """The viewer's setting, else the cookie, else what the browser asks for; a program first gets what it asks for."""
    return pick_language(
        chosen=getattr(request.state, "language", ""),
        cookie=request.cookies.get("lang", ""),
        accepted=request.headers.get("accept-language", ""),
        is_asked_first=request.url.path.startswith("/api/"),
    )


def viewer_of(request: Request) -> Viewer | None:
    """Who looks at the page, when the policy of its route has found out."""
    return getattr(request.state, "viewer", None)


def words_of(request: Request) -> Callable[[str], str]:
    """The translation of Vietnamese source strings for this request, to be called `_` in pages."""
    return translations(language_of(request)).gettext


def message_of(error: NangLucError, request: Request) -> str:
    """What a refusal says, in the reader's language: to be shown above the form that was sent."""
    return error.message_en if language_of(request) == "en" else error.message_vi


def shell_of(request: Request) -> Shell:
    """The frame of the page."""
    settings = getattr(request.app.state, "settings", None)
    viewer = viewer_of(request)
    theme = request.cookies.get("theme", "")
    path = request.url.path
    return Shell(
        language=language_of(request),
        theme=theme if theme in THEMES else "",
        viewer=viewer,
        unit_name=unit_name(request, viewer),
        menu=menu(viewer, path),
        here=return_address(request),
        version=product_version(),
        contact=getattr(settings, "contact", ""),
    )


def unit_name(request: Request, viewer: Viewer | None) -> str:
    """Where the viewer works: the names of the units of the roles, by the catalogue's codes; two at most."""
    units = getattr(getattr(request.app.state, "catalogue", None), "units", {})
    codes = dict.fromkeys(grant.unit_id for grant in viewer.grants) if viewer else {}
    names = [units[code].name for code in codes if code in units]
    return ", ".join(names[:2]) + (", …" if len(names) > 2 else "")


@cache
def product_version() -> str:
    """The version of the program."""
    try:
        return version("nangluc")
    except PackageNotFoundError:
        return "0"


def address_of(request: Request) -> Address:
    """The address of this page with its filters, for links that change one of them."""
    address = Address.of(request.url.path, request.query_params.multi_items())
    return dataclasses.replace(address, seal=partial(sealed, request))


def render(
    request: Request,
    template: str,
    context: DataclassInstance,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The page of a template under api/templates with the fields of its Context, in the reader's language."""
    shell = shell_of(request)
    values = {field.name: getattr(context, field.name) for field in dataclasses.fields(context)}
    page = environment(shell.language).get_template(template).render(shell=shell, **values)
    answer = HTMLResponse(page, status_code=status, headers=dict(headers or {}))
    answer.headers["Content-Language"] = "vi" if shell.language == PSEUDO else shell.language
    answer.headers.setdefault("Vary", "Cookie, Accept-Language")
    return answer


@dataclass(frozen=True, kw_only=True)
class ErrorContext:
    """An error page: what happened and what to do next."""

    status: int
    title: str
    detail: str
    request_id: str
    back: str
    """The page of the form that was sent; "" when a page was opened, or none is known."""


def render_error(request: Request, *, status: int, title: str, detail: str, request_id: str) -> HTMLResponse:
    """The page of an error, with a next step for its status."""
    back = return_address(request) if request.method not in READING else HOME
    context = ErrorContext(
        status=status, title=title, detail=detail, request_id=request_id, back="" if back == HOME else back
    )  # fmt: skip
    return render(request, "error.html", context, status=status)
