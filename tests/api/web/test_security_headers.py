from __future__ import annotations

from api.web.security_headers import DATA_POLICY, SecurityHeaders
from tests.api.web.layers import client_behind


def test_https_is_asked_for_a_year() -> None:
    answer = client_behind(SecurityHeaders, is_secure=True).get("/any")
    assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"


def test_without_https_it_is_not_asked_for() -> None:
    assert "strict-transport-security" not in client_behind(SecurityHeaders, is_secure=False).get("/any").headers


def test_what_is_no_page_may_load_nothing() -> None:
    answer = client_behind(SecurityHeaders, is_secure=True).get("/api/any")
    assert answer.headers["content-security-policy"] == DATA_POLICY
