from __future__ import annotations

import dataclasses
from pathlib import Path

from starlette.responses import Response

from api.settings import ServerSettings
from api.web.sessions import clear_cookie, set_cookie


def settings(url: str) -> ServerSettings:
    return dataclasses.replace(ServerSettings(data_folder=Path("/nowhere")), public_url=url)


def cookie(url: str) -> str:
    response = Response()
    set_cookie(response, "secret", settings(url))
    return response.headers["set-cookie"]


def test_over_https_the_cookie_is_bound_to_the_host() -> None:
    told = cookie("https://nangluc.example")
    assert told.startswith("__Host-nangluc=secret;")
    assert "Secure" in told
    assert "Path=/" in told
    assert "Domain" not in told


def test_no_script_and_no_other_site_gets_the_cookie() -> None:
    for url in ("https://nangluc.example", "http://127.0.0.1:8000"):
        assert "HttpOnly" in cookie(url)
        assert "samesite=lax" in cookie(url).lower()


def test_without_https_the_cookie_has_a_name_that_browsers_take() -> None:
    assert cookie("http://127.0.0.1:8000").startswith("nangluc=secret;")


def test_the_cookie_lives_no_longer_than_the_browser_and_can_be_taken_away() -> None:
    assert "Max-Age" not in cookie("https://nangluc.example")
    response = Response()
    clear_cookie(response, settings("https://nangluc.example"))
    assert "Max-Age=0" in response.headers["set-cookie"]
    assert response.headers["clear-site-data"] == '"cache", "storage"'
