"""docs/settings.md from the table of settings: `python -m api.settings_page > docs/settings.md`."""

from __future__ import annotations

from api.settings import SETTINGS, Kind, Setting

HEAD = """# Thiết lập máy chủ · Server settings

Mỗi thiết lập là một biến môi trường. Trang này sinh từ `api/settings.py` (`python -m api.settings_page`); kiểm thử
giữ cho khớp.
Every setting is an environment variable. This page is made from `api/settings.py` (`python -m api.settings_page`); a
test keeps it true.

Biến NANGLUC_ lạ bị từ chối. Khi chạy thật (`NANGLUC_PRODUCTION=1`, mặc định) máy chủ không mở cổng nếu: địa chỉ công
khai không phải https (trừ máy này),
thiếu khóa, bật gỡ lỗi hoặc dữ liệu mẫu, tên máy hay proxy có dấu `*`, mã /metrics quá ngắn, hoặc người khác đọc được
thư mục dữ liệu.
An unknown NANGLUC_ variable is refused. In real use (`NANGLUC_PRODUCTION=1`, the default) the port stays closed when:
the public address is not https (this machine excepted),
a key is missing, debugging or sample data are on, a host or proxy holds a `*`, the /metrics token is too short, or
others can read the data folder.

Khóa bí mật không phải là biến: `signing.key` và `audit.key` là tệp 0600 trong thư mục khóa, tạo bởi `nangluc db
upgrade`.
Secret keys are no variables: `signing.key` and `audit.key` are files of mode 0600 in the key folder, made by `nangluc
db upgrade`.

| biến · variable | mặc định · default | giá trị · values | nghĩa · meaning |
|---|---|---|---|
"""


def settings_page() -> str:
    """The page as Markdown."""
    return HEAD + "".join(_row(setting) for setting in SETTINGS)


def _row(setting: Setting) -> str:
    default = f"`{setting.default}`" if setting.default else "–"
    values = f"{setting.least}–{setting.most}" if setting.kind is Kind.WHOLE else setting.kind.value
    return f"| `{setting.variable}` | {default} | {values} | {setting.help_vi}<br>{setting.help_en} |\n"


if __name__ == "__main__":
    print(settings_page(), end="")
