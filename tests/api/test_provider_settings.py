"""The OpenID provider is refused before the port opens when it could not be trusted, and its secret stays secret."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from api import provider_settings
from api.provider_settings import client_secret, unsafe_provider
from api.settings import ServerSettings, environment_of, read_settings, refuse_unsafe, with_key_files
from recommender.errors import SettingError

RIGHT = {
    "oidc_issuer": "https://dang-nhap.example.vn/realm", "oidc_client_id": "nangluc",
    "oidc_secret": "a secret of the two alone",
}  # fmt: skip


def settings(folder: Path, **changed: object) -> ServerSettings:
    folder.chmod(0o700)
    made = read_settings({"NANGLUC_PUBLIC_URL": "https://nangluc.example.vn"}, default_folder=folder)
    return dataclasses.replace(with_key_files(made, make=True), **{**RIGHT, **changed})  # type: ignore[arg-type]


@pytest.fixture
def has_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra were installed, whatever this machine has."""
    monkeypatch.setattr(provider_settings, "NEEDED", ())


@pytest.mark.usefixtures("has_extra")
def test_a_provider_over_https_with_id_and_secret_is_taken(tmp_path: Path) -> None:
    refuse_unsafe(settings(tmp_path))


@pytest.mark.usefixtures("has_extra")
@pytest.mark.parametrize(("changed", "told"), [
    ({"oidc_issuer": "http://dang-nhap.example.vn"}, "https"), ({"oidc_issuer": "http://127.0.0.1:9"}, "https"),
    ({"oidc_issuer": "dang-nhap.example.vn"}, "https"), ({"oidc_issuer": "https://a@example.vn"}, "plain"),
    ({"oidc_issuer": "https://example.vn/?a=1"}, "plain"), ({"oidc_client_id": ""}, "CLIENT_ID"),
    ({"oidc_secret": ""}, "16"), ({"oidc_secret": "short"}, "16"),
])  # fmt: skip
def test_an_unsafe_provider_keeps_the_port_closed(tmp_path: Path, changed: dict[str, str], told: str) -> None:
    with pytest.raises(SettingError, match=told):
        refuse_unsafe(settings(tmp_path, **changed))


def test_a_provider_without_its_extra_is_refused_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider_settings, "NEEDED", ("no_such_package_as_this",))
    with pytest.raises(SettingError, match=r"nangluc\[oidc\]"):
        refuse_unsafe(settings(tmp_path))


@pytest.mark.usefixtures("has_extra")
def test_a_trial_on_this_machine_may_use_a_provider_of_this_machine(tmp_path: Path) -> None:
    made = settings(tmp_path, oidc_issuer="http://127.0.0.1:9", is_production=False)
    assert unsafe_provider(made) == []


def test_without_a_provider_nothing_is_asked_for(tmp_path: Path) -> None:
    assert unsafe_provider(ServerSettings(data_folder=tmp_path)) == []


def test_the_secret_is_read_from_a_file_of_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("a secret in a file of its own\n")
    path.chmod(0o600)
    made = settings(tmp_path, oidc_secret="", oidc_secret_file=path)
    assert client_secret(made) == "a secret in a file of its own"
    path.chmod(0o640)
    with pytest.raises(SettingError, match="chmod 600"):
        client_secret(made)
    with pytest.raises(SettingError, match="cannot be read"):
        client_secret(dataclasses.replace(made, oidc_secret_file=tmp_path / "none"))


@pytest.mark.usefixtures("has_extra")
def test_a_secret_file_that_others_can_read_keeps_the_port_closed(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("a secret in a file of its own")
    path.chmod(0o644)
    with pytest.raises(SettingError, match="chmod 600"):
        refuse_unsafe(settings(tmp_path, oidc_secret="", oidc_secret_file=path))


def test_the_settings_of_the_provider_reach_another_process_and_its_secret_is_never_printed(tmp_path: Path) -> None:
    made = settings(tmp_path, oidc_mfa_acr=("urn:a", "urn:b"))
    assert read_settings(environment_of(made), default_folder=Path("/nowhere")) == made
    assert RIGHT["oidc_secret"] not in repr(made)
    filed = settings(tmp_path, oidc_secret="", oidc_secret_file=tmp_path / "secret")
    assert RIGHT["oidc_secret"] not in "".join(environment_of(filed).values())
