from __future__ import annotations

import pytest

from api.web.hosts import KnownHosts
from tests.api.web.layers import client_behind


@pytest.mark.parametrize("host", ["nangluc.example", "NANGLUC.example:8000", "[::1]:8000"])
def test_a_known_host_passes(host: str) -> None:
    client = client_behind(KnownHosts, allowed_hosts=("nangluc.example", "[::1]"))
    assert client.get("/any", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "nangluc.example.evil.example", "", "evil.example@nangluc.example", "*"]
)
def test_another_host_is_refused(host: str) -> None:
    client = client_behind(KnownHosts, allowed_hosts=("nangluc.example",))
    answer = client.get("/api/any", headers={"host": host})
    assert answer.status_code == 400
    assert answer.json()["code"] == "wrong_host"
