"""One frozen object of server settings from one table and the environment; refused when unsafe.

Nobody else reads the environment. docs/settings.md is made from the table (`python -m api.settings_page`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from api.key_files import AUDIT_KEY, SIGNING_KEY, make_key, read_key
from api.provider_settings import unsafe_provider
from recommender.errors import SettingError

PREFIX = "NANGLUC_"
OF_TESTS = {"NANGLUC_REQUIRE_ALL"}
"""Asked for by the tests that start this program; no setting."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
SHORTEST_TOKEN = 24
SHORTEST_YEAR = 365
DEMO_PORT = 8000
MEBIBYTE = 1024 * 1024


class Kind(StrEnum):
    """How the text of a setting is read."""

    TEXT = "text"
    FOLDER = "folder"
    WHOLE = "number"
    FLAG = "0 / 1"
    LIST = "list, comma between"
    DAYS = "days such as 2027-02-08, comma between"


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One row of the table; the environment variable is NANGLUC_ and the name in capitals."""

    name: str
    default: str
    kind: Kind
    help_vi: str
    help_en: str
    least: int = 0
    most: int = 2**31

    @property
    def variable(self) -> str:
        """Name of the environment variable."""
        return PREFIX + self.name.removeprefix("is_").upper()


def _text(name: str, default: str, vi: str, en: str) -> Setting:
    return Setting(name=name, default=default, kind=Kind.TEXT, help_vi=vi, help_en=en)


def _folder(name: str, default: str, vi: str, en: str) -> Setting:
    return Setting(name=name, default=default, kind=Kind.FOLDER, help_vi=vi, help_en=en)


def _list(name: str, default: str, vi: str, en: str) -> Setting:
    return Setting(name=name, default=default, kind=Kind.LIST, help_vi=vi, help_en=en)


def _flag(name: str, default: str, vi: str, en: str) -> Setting:
    return Setting(name=name, default=default, kind=Kind.FLAG, help_vi=vi, help_en=en)


def _whole(name: str, bounds: tuple[int, int, int], vi: str, en: str) -> Setting:
    default, least, most = bounds
    return Setting(name=name, default=str(default), kind=Kind.WHOLE, help_vi=vi, help_en=en, least=least, most=most)


SETTINGS: tuple[Setting, ...] = (
    _folder("data_folder", "", "Thư mục dữ liệu; trống: thư mục dữ liệu của người dùng hệ thống.",
            "Data folder; blank: the data folder of the system user."),
    _text("database_url", "", "Địa chỉ cơ sở dữ liệu; trống: SQLite nangluc.db trong thư mục dữ liệu.",
          "Database address; blank: SQLite nangluc.db in the data folder."),
    _folder("key_folder", "", "Thư mục khóa (0600); trống: keys trong thư mục dữ liệu. Nên đặt ngoài nơi sao lưu.",
            "Folder of the key files (0600); blank: keys in the data folder. Best kept apart from backups."),
    _folder("anchor_folder", "", "Nơi ghi mốc nhật ký; trống: anchors trong thư mục dữ liệu. Nên ở máy khác.",
            "Where heads of the audit are anchored; blank: anchors in the data folder. Best on another machine."),
    _flag("is_production", "1", "Chạy thật: từ chối thiết lập không an toàn.",
          "Real use: unsafe settings are refused."),
    _flag("is_demo", "0", "Dữ liệu mẫu và liên kết đăng nhập một lần; chỉ trên máy này.",
          "Sample data and one-time sign-in links; on this machine only."),
    _flag("is_debug", "0", "Hiện chi tiết lỗi; không bao giờ dùng khi chạy thật.",
          "Show details of errors; never in real use."),
    _text("host", "127.0.0.1", "Địa chỉ mạng mà máy chủ nghe.", "Network address the server listens on."),
    _whole("port", (DEMO_PORT, 0, 65535), "Cổng; 0: cổng trống bất kỳ.", "Port; 0: any free one."),
    _whole("n_web_processes", (1, 1, 64), "Số tiến trình web.", "Number of web processes."),
    _text("public_url", "", "Địa chỉ người dùng mở (https://…); trống: http://127.0.0.1 và cổng.",
          "Address users open (https://…); blank: http://127.0.0.1 and the port."),
    _list("allowed_hosts", "", "Tên máy được chấp nhận; trống: tên trong địa chỉ công khai và máy này.",
          "Accepted host names; blank: the one of the public address and this machine."),
    _list("trusted_proxies", "", "Địa chỉ proxy được tin X-Forwarded-For, -Proto.",
          "Addresses of proxies whose X-Forwarded-For and -Proto are believed."),
    _whole("max_body_bytes", (MEBIBYTE, 1024, 64 * MEBIBYTE), "Thân yêu cầu lớn nhất.", "Largest request body."),
    _whole("max_upload_bytes", (64 * MEBIBYTE, MEBIBYTE, 1024 * MEBIBYTE), "Tệp tải lên lớn nhất.",
           "Largest uploaded file."),
    _whole("requests_per_minute", (600, 1, 1_000_000), "Số yêu cầu mỗi phút của một phiên hay mã truy cập.",
           "Requests a minute of one session or token."),
    _whole("requests_per_minute_address", (6000, 1, 1_000_000), "Số yêu cầu mỗi phút từ một địa chỉ mạng.",
           "Requests a minute from one network address."),
    _whole("session_idle_minutes", (30, 1, 240), "Phiên hết hạn khi không dùng.", "A session unused so long ends."),
    _whole("session_hours", (12, 1, 24), "Tuổi thọ tối đa của phiên.", "Longest life of a session."),
    _whole("link_hours", (72, 1, 168), "Hạn của liên kết kích hoạt.", "Life of an activation link."),
    _whole("job_lease_seconds", (60, 2, 3600), "Tiến trình nền im lặng lâu hơn thì việc được giao lại.",
           "A worker silent for longer loses its job to another."),
    _whole("kept_exports_days", (7, 1, 31), "Tệp kết xuất có dữ liệu cá nhân được giữ bao nhiêu ngày.",
           "Days for which exported files with people in them are kept."),
    _whole("kept_workbooks_days", (30, 1, 366),
           "Bảng tính đã tải lên được giữ bao nhiêu ngày sau khi nhập xong; lần nhập chờ lâu hơn thì bỏ.",
           "Days for which uploaded workbooks are kept after their import; an import that waits longer is given up."),
    _whole("kept_backups_days", (90, 7, 3650), "Bản sao lưu được giữ bao nhiêu ngày; bản mới nhất luôn còn.",
           "Days for which backups are kept; the newest always stays."),
    _whole("kept_people_years", (0, 0, 70),
           "Thời hạn lưu giữ dữ liệu một người, bằng năm từ lần dùng cuối; 0: theo thời hạn lưu trữ hồ sơ.",
           "Years for which a person's data are kept after their last use; 0: as long as personnel files."),
    _text("encoder", "hybrid", "Cách so khớp của tiến trình nền: hybrid, dense, lexical hoặc một thư mục mô hình.",
          "Encoder of the worker: hybrid, dense, lexical or a model folder."),
    _text("metrics_token", "", "Mã đọc /metrics; trống: chỉ máy này đọc được.",
          "Token to read /metrics; blank: only this machine may."),
    _text("oidc_issuer", "", "Địa chỉ hệ thống đăng nhập chung (OpenID Connect); trống: không dùng.",
          "Issuer of the OpenID provider people may sign in at; blank: none."),
    _text("oidc_name", "", "Tên hệ thống đăng nhập chung trên nút đăng nhập.",
          "What the provider is called on the sign-in button."),
    _text("oidc_client_id", "", "Mã ứng dụng đã đăng ký ở hệ thống đăng nhập chung.",
          "Client id registered at the provider."),
    _text("oidc_secret", "", "Khóa bí mật của ứng dụng; nên dùng OIDC_SECRET_FILE.",
          "Client secret; OIDC_SECRET_FILE is better."),
    _folder("oidc_secret_file", "", "Tệp (0600) chứa khóa bí mật của ứng dụng.",
            "File (0600) that holds the client secret."),
    _list("oidc_mfa_acr", "", "Giá trị acr được coi là xác thực nhiều lớp, ngoài amr = mfa.",
          "Values of acr that count as more than one factor, beside amr = mfa."),
    Setting(
        name="holidays", default="", kind=Kind.DAYS,
        help_vi="Ngày nghỉ khác, không tính khi đếm hạn trả lời: Tết, Giỗ Tổ, Ngày Văn hóa 24/11, ngày nghỉ bù.",
        help_en="Other days off, left out when a deadline is counted: Tết, Giỗ Tổ, Culture Day, days in lieu.",
    ),
    _text("contact", "", "Nơi người dùng hỏi về dữ liệu của mình (thư điện tử, điện thoại).",
          "Where people ask about their data (e-mail, telephone)."),
    _text("default_language", "vi", "Ngôn ngữ khi chưa chọn: vi hoặc en.", "Language until one is chosen: vi or en."),
    _text("log_level", "info", "Mức ghi nhật ký vận hành: debug, info, warning, error.",
          "Level of the running log: debug, info, warning, error."),
)  # fmt: skip
"""Every setting: name, default, how it is read, what it does in Vietnamese and English, bounds of numbers."""


@dataclass(frozen=True, kw_only=True)
class ServerSettings:
    """What the server needs to know; made by `read_settings`, or directly in tests."""

    data_folder: Path
    database_url: str = ""
    key_folder: Path = Path()
    anchor_folder: Path = Path()
    is_production: bool = True
    is_demo: bool = False
    is_debug: bool = False
    host: str = "127.0.0.1"
    port: int = DEMO_PORT
    n_web_processes: int = 1
    public_url: str = ""
    allowed_hosts: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    max_body_bytes: int = MEBIBYTE
    max_upload_bytes: int = 64 * MEBIBYTE
    requests_per_minute: int = 600
    requests_per_minute_address: int = 6000
    session_idle_minutes: int = 30
    session_hours: int = 12
    link_hours: int = 72
    job_lease_seconds: int = 60
    kept_exports_days: int = 7
    kept_workbooks_days: int = 30
    kept_backups_days: int = 90
    kept_people_years: int = 0
    encoder: str = "hybrid"
    metrics_token: str = dataclasses.field(default="", repr=False)
    oidc_issuer: str = ""
    oidc_name: str = ""
    oidc_client_id: str = ""
    oidc_secret: str = dataclasses.field(default="", repr=False)
    oidc_secret_file: Path = Path()
    oidc_mfa_acr: tuple[str, ...] = ()
    holidays: tuple[date, ...] = ()
    contact: str = ""
    default_language: str = "vi"
    log_level: str = "info"
    signing_key: bytes = dataclasses.field(default=b"", repr=False)
    """32 random bytes; signs cursors."""
    audit_key: bytes = dataclasses.field(default=b"", repr=False)
    """32 random bytes; chains the audit and derives the seeds of second factors."""

    def __post_init__(self) -> None:
        """Blank values are filled in from the others, so that readers never meet a blank one."""
        url = (self.public_url or f"http://127.0.0.1:{self.port}").rstrip("/")
        filled = {
            "database_url": self.database_url or f"sqlite:///{self.data_folder / 'nangluc.db'}",
            "key_folder": self.data_folder / "keys" if self.key_folder == Path() else self.key_folder,
            "anchor_folder": self.data_folder / "anchors" if self.anchor_folder == Path() else self.anchor_folder,
            "public_url": url,
            "allowed_hosts": self.allowed_hosts or _own_hosts(url),
        }
        for name, value in filled.items():
            object.__setattr__(self, name, value)

    @property
    def is_secure(self) -> bool:
        """Whether users come by https."""
        return self.public_url.startswith("https://")

    @property
    def link_life(self) -> timedelta:
        """How long an activation link works."""
        return timedelta(hours=self.link_hours)

    @property
    def uploads_folder(self) -> Path:
        """Where uploaded files are kept: workbooks and evidence."""
        return self.data_folder / "uploads"

    @property
    def exports_folder(self) -> Path:
        """Where result files of jobs lie."""
        return self.data_folder / "exports"

    @property
    def models_folder(self) -> Path:
        """Where versions learned by `nangluc train` lie; the worker screens with the current one."""
        return self.data_folder / "models"

    @property
    def backups_folder(self) -> Path:
        """Where backups go when no other folder is named."""
        return self.data_folder / "backups"


def read_settings(environ: Mapping[str, str], *, default_folder: Path) -> ServerSettings:
    """Settings from the environment; blank ones are filled in, keys are read when their files exist.

    Raises SettingError for an unknown NANGLUC_ variable, a value that cannot be read, or one out of its bounds.
    """
    known = {setting.variable for setting in SETTINGS}
    unknown = sorted(name for name in environ if name.startswith(PREFIX) and name not in known | OF_TESTS)
    if unknown:
        raise SettingError(f"Không có thiết lập {', '.join(unknown)}.", f"There is no setting {', '.join(unknown)}.")
    values = {setting.name: _read(setting, environ.get(setting.variable, "")) for setting in SETTINGS}
    if values["data_folder"] == Path():
        values["data_folder"] = default_folder
    settings = ServerSettings(**values)  # type: ignore[arg-type]  # _read gives each kind its type
    return with_key_files(settings, make=False)


def _own_hosts(url: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((urlsplit(url).hostname or "127.0.0.1", "127.0.0.1", "localhost")))


def environment_of(settings: ServerSettings) -> dict[str, str]:
    """The environment that makes another process read the same settings; keys stay in their files."""
    return {setting.variable: _written(getattr(settings, setting.name)) for setting in SETTINGS}


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    if value == Path():
        return ""
    return str(int(value)) if isinstance(value, bool) else str(value)


def with_key_files(settings: ServerSettings, *, make: bool) -> ServerSettings:
    """The same settings with the keys of the key folder; with `make`, missing ones are made first."""
    get = make_key if make else read_key
    return dataclasses.replace(
        settings,
        signing_key=get(settings.key_folder / SIGNING_KEY),
        audit_key=get(settings.key_folder / AUDIT_KEY),
    )


def _read(setting: Setting, text: str) -> object:
    text = text.strip() or setting.default
    if setting.kind is Kind.FOLDER:
        return Path(text).expanduser().absolute() if text else Path()
    if setting.kind is Kind.LIST:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if setting.kind is Kind.DAYS:
        try:
            return tuple(date.fromisoformat(part.strip()) for part in text.split(",") if part.strip())
        except ValueError:
            raise _bad(setting, text) from None
    if setting.kind is Kind.FLAG:
        if text.lower() not in {"0", "1", "true", "false", "yes", "no"}:
            raise _bad(setting, text)
        return text.lower() in {"1", "true", "yes"}
    if setting.kind is Kind.WHOLE:
        if not text.isdecimal() or not setting.least <= int(text) <= setting.most:
            raise _bad(setting, text)
        return int(text)
    return text


def _bad(setting: Setting, text: str) -> SettingError:
    bounds = f"{setting.least}–{setting.most}" if setting.kind is Kind.WHOLE else setting.kind.value
    return SettingError(
        f"{setting.variable} = {text!r} không đúng ({bounds}).",
        f"{setting.variable} = {text!r} is not right ({bounds}).",
    )


def refuse_unsafe(settings: ServerSettings) -> None:
    """Raises SettingError that lists everything that must not be so before the server opens its port."""
    found = [
        *_always_unsafe(settings), *unsafe_provider(settings),
        *(_unsafe_in_production(settings) if settings.is_production else ()),
    ]  # fmt: skip
    if found:
        raise SettingError(
            "Thiết lập không an toàn: " + " ".join(f"({i}) {vi}" for i, (vi, _) in enumerate(found, 1)),
            "Unsafe settings: " + " ".join(f"({i}) {en}" for i, (_, en) in enumerate(found, 1)),
        )


def _always_unsafe(settings: ServerSettings) -> list[tuple[str, str]]:
    is_local = settings.host in LOOPBACK and urlsplit(settings.public_url).hostname in LOOPBACK
    found = []
    if not settings.is_production and not is_local:
        found.append(
            ("Chạy thử hoặc bản mẫu chỉ được nghe trên 127.0.0.1.", "Demo and trial listen on 127.0.0.1 only.")
        )
    if min(len(settings.signing_key), len(settings.audit_key)) < 32:
        found.append((f"Thiếu khóa trong {settings.key_folder}.", f"A key is missing in {settings.key_folder}."))
    if settings.default_language not in {"vi", "en"}:
        found.append(("Ngôn ngữ phải là vi hoặc en.", "The language must be vi or en."))
    if settings.log_level not in {"debug", "info", "warning", "error"}:
        found.append(("Mức nhật ký không đúng.", "The log level is not right."))
    return found


def _is_network(text: str) -> bool:
    """Whether it names an address, or a network that is not the whole internet."""
    try:
        return ip_network(text, strict=False).prefixlen > 0
    except ValueError:
        return False


def _unsafe_in_production(settings: ServerSettings) -> list[tuple[str, str]]:
    parts = urlsplit(settings.public_url)
    checks = (
        (parts.scheme != "https" and parts.hostname not in LOOPBACK,
         "Địa chỉ công khai phải là https.", "The public address must be https."),
        (parts.scheme not in {"http", "https"} or not parts.hostname,
         "Địa chỉ công khai không đọc được.", "The public address cannot be read."),
        (parts.scheme != "https" and settings.host not in LOOPBACK,
         "Nghe ngoài máy này thì địa chỉ công khai phải là https.",
         "Beyond this machine the public address must be https."),
        (any("*" in host for host in settings.allowed_hosts),
         "ALLOWED_HOSTS không được có dấu *.", "ALLOWED_HOSTS must not hold a *."),
        (not all(map(_is_network, settings.trusted_proxies)),
         "TRUSTED_PROXIES là địa chỉ hoặc mạng, không phải mọi nơi.",
         "TRUSTED_PROXIES are addresses or networks, not everywhere."),
        (0 < settings.kept_people_years * SHORTEST_YEAR < settings.kept_backups_days + settings.kept_workbooks_days,
         "KEPT_PEOPLE_YEARS ngắn hơn thời gian giữ bản sao lưu và tệp tải lên: dữ liệu đã xóa vẫn còn trong đó.",
         "KEPT_PEOPLE_YEARS is shorter than backups and uploads are kept: erased data would live on in them."),
        (settings.is_debug, "DEBUG phải tắt.", "DEBUG must be off."),
        (settings.is_demo, "DEMO không dùng khi chạy thật.", "DEMO is not for real use."),
        (0 < len(settings.metrics_token) < SHORTEST_TOKEN,
         f"METRICS_TOKEN phải dài ít nhất {SHORTEST_TOKEN} ký tự.",
         f"METRICS_TOKEN must be at least {SHORTEST_TOKEN} characters."),
        (settings.data_folder.exists() and bool(settings.data_folder.stat().st_mode & 0o077),
         f"Người khác đọc được {settings.data_folder}: chmod 700.",
         f"Others can read {settings.data_folder}: chmod 700."),
    )  # fmt: skip
    return [(vi, en) for is_unsafe, vi, en in checks if is_unsafe]
