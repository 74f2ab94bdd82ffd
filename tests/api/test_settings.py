"""Settings: one table, blanks filled in, nonsense and unsafe values refused, keys readable by their owner only."""

from __future__ import annotations

import dataclasses
import os
from datetime import date
from pathlib import Path

import pytest

from api.key_files import AUDIT_KEY, SIGNING_KEY, make_key
from api.settings import (
    SETTINGS,
    Kind,
    ServerSettings,
    environment_of,
    read_settings,
    refuse_unsafe,
    with_key_files,
)
from api.settings_page import settings_page
from recommender.errors import SettingError

ROOT = Path(__file__).resolve().parents[2]
NOT_IN_TABLE = {"signing_key", "audit_key"}


def safe(tmp_path: Path, **changed: object) -> ServerSettings:
    tmp_path.chmod(0o700)
    settings = read_settings({"NANGLUC_PUBLIC_URL": "https://nangluc.example.vn"}, default_folder=tmp_path)
    return dataclasses.replace(with_key_files(settings, make=True), **changed)


def test_the_table_and_the_object_have_the_same_settings() -> None:
    fields = {field.name for field in dataclasses.fields(ServerSettings)}
    assert {setting.name for setting in SETTINGS} == fields - NOT_IN_TABLE


def test_defaults_of_the_table_and_the_object_agree(tmp_path: Path) -> None:
    assert read_settings({}, default_folder=tmp_path) == ServerSettings(data_folder=tmp_path)


def test_every_setting_says_what_it_does_in_both_languages() -> None:
    assert all(len(setting.help_vi) > 10 and len(setting.help_en) > 10 for setting in SETTINGS)


def test_the_page_is_made_from_the_table() -> None:
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == settings_page()


def test_the_environment_for_a_child_process_reads_back_the_same(tmp_path: Path) -> None:
    settings = safe(tmp_path, trusted_proxies=("10.0.0.1", "10.0.0.2"), contact="hỏi ai, ở đâu", port=8123)
    assert read_settings(environment_of(settings), default_folder=Path("/nowhere")) == settings


@pytest.mark.parametrize(
    ("name", "value"),
    [("NANGLUC_PORT", "http"), ("NANGLUC_PORT", "70000"), ("NANGLUC_DEBUG", "maybe"), ("NANGLUC_SESSION_HOURS", "48"),
     ("NANGLUC_SESION_HOURS", "8")],
)  # fmt: skip
def test_a_value_or_name_that_makes_no_sense_is_refused(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        read_settings({name: value}, default_folder=tmp_path)


def test_holidays_are_days(tmp_path: Path) -> None:
    read = read_settings({"NANGLUC_HOLIDAYS": "2027-02-05, 2027-02-08"}, default_folder=tmp_path)
    assert read.holidays == (date(2027, 2, 5), date(2027, 2, 8))
    assert read_settings(environment_of(read), default_folder=tmp_path).holidays == read.holidays
    with pytest.raises(SettingError, match="NANGLUC_HOLIDAYS"):
        read_settings({"NANGLUC_HOLIDAYS": "Tết"}, default_folder=tmp_path)


def test_the_usual_settings_are_safe(tmp_path: Path) -> None:
    refuse_unsafe(safe(tmp_path))


def test_plain_http_is_for_this_machine_only(tmp_path: Path) -> None:
    refuse_unsafe(safe(tmp_path, public_url="http://127.0.0.1:8000"))
    with pytest.raises(SettingError, match="https"):
        refuse_unsafe(safe(tmp_path, public_url="http://nangluc.example.vn"))


def test_a_port_open_to_others_needs_an_https_address(tmp_path: Path) -> None:
    refuse_unsafe(safe(tmp_path, host="0.0.0.0"))
    with pytest.raises(SettingError, match="https"):
        refuse_unsafe(safe(tmp_path, host="0.0.0.0", public_url="http://127.0.0.1:8000"))


@pytest.mark.parametrize(
    "changed",
    [
        {"is_debug": True}, {"is_demo": True}, {"allowed_hosts": ("*",)}, {"allowed_hosts": ("*.vn",)},
        {"trusted_proxies": ("*",)}, {"trusted_proxies": ("10.0.0.1", "0.0.0.0/0")}, {"trusted_proxies": ("::/0",)},
        {"metrics_token": "short"}, {"signing_key": b""}, {"audit_key": b"short"},
        {"default_language": "fr"}, {"log_level": "loud"}, {"public_url": "ftp://nangluc.example.vn"},
        {"public_url": "https://"}, {"kept_people_years": 1, "kept_backups_days": 365},
    ],
)  # fmt: skip
def test_what_is_unsafe_in_production_keeps_the_port_closed(tmp_path: Path, changed: dict[str, object]) -> None:
    with pytest.raises(SettingError):
        refuse_unsafe(safe(tmp_path, **changed))


def test_people_may_not_go_before_the_copies_that_hold_them(tmp_path: Path) -> None:
    refuse_unsafe(safe(tmp_path, kept_people_years=1, kept_backups_days=300, kept_workbooks_days=60))
    with pytest.raises(SettingError, match="KEPT_PEOPLE_YEARS"):
        refuse_unsafe(safe(tmp_path, kept_people_years=1, kept_backups_days=300, kept_workbooks_days=66))
    refuse_unsafe(safe(tmp_path, kept_people_years=0, kept_backups_days=3650))


@pytest.mark.parametrize(
    ("name", "value"),
    [("NANGLUC_KEPT_EXPORTS_DAYS", "32"), ("NANGLUC_KEPT_EXPORTS_DAYS", "0"), ("NANGLUC_KEPT_WORKBOOKS_DAYS", "400"),
     ("NANGLUC_KEPT_BACKUPS_DAYS", "1"), ("NANGLUC_KEPT_PEOPLE_YEARS", "-1")],
)  # fmt: skip
def test_files_of_people_are_kept_neither_for_ever_nor_for_no_time(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        read_settings({name: value}, default_folder=tmp_path)


def test_a_data_folder_that_others_can_read_is_refused(tmp_path: Path) -> None:
    settings = safe(tmp_path)
    tmp_path.chmod(0o755)
    with pytest.raises(SettingError, match="chmod 700"):
        refuse_unsafe(settings)


@pytest.mark.parametrize("changed", [{"host": "0.0.0.0"}, {"public_url": "https://nangluc.example.vn"}])
def test_a_demo_is_for_this_machine_only(tmp_path: Path, changed: dict[str, str]) -> None:
    demo = {"is_production": False, "is_demo": True, "public_url": "http://127.0.0.1:8000"}
    refuse_unsafe(safe(tmp_path, **demo))
    with pytest.raises(SettingError):
        refuse_unsafe(safe(tmp_path, **{**demo, **changed}))


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingError) as refused:
        refuse_unsafe(safe(tmp_path, is_debug=True, allowed_hosts=("*",)))
    assert "(2)" in refused.value.text("vi")


def test_keys_are_made_once_for_their_owner_only(tmp_path: Path) -> None:
    first, second = safe(tmp_path), safe(tmp_path)
    assert first.audit_key == second.audit_key != first.signing_key
    for name in (AUDIT_KEY, SIGNING_KEY):
        assert (tmp_path / "keys" / name).stat().st_mode & 0o077 == 0


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    make_key(tmp_path / AUDIT_KEY)
    (tmp_path / AUDIT_KEY).chmod(0o640)
    with pytest.raises(SettingError, match="chmod 600"):
        make_key(tmp_path / AUDIT_KEY)


@pytest.mark.parametrize("text", ["", "abc", "00" * 31, "zz" * 32])
def test_a_damaged_key_is_refused_and_not_made_anew(tmp_path: Path, text: str) -> None:
    path = tmp_path / AUDIT_KEY
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    os.write(descriptor, text.encode())
    os.close(descriptor)
    with pytest.raises(SettingError):
        make_key(path)


def test_keys_never_show_when_settings_are_printed(tmp_path: Path) -> None:
    settings = safe(tmp_path, metrics_token="a very secret token of metrics")
    shown = repr(settings)
    assert settings.audit_key.hex() not in shown
    assert "signing_key" not in shown
    assert "secret token" not in shown


def test_numbers_have_bounds_that_hold_their_default() -> None:
    wholes = [setting for setting in SETTINGS if setting.kind is Kind.WHOLE]
    assert all(setting.least <= int(setting.default) <= setting.most for setting in wholes)
