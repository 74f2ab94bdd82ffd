"""What was done, in Vietnamese and English: the words of the audit, and of tasks that an account or a token may do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from recommender.documents.labels import Pair
from recommender.permissions import Action

ACTIONS: Mapping[str, Pair] = MappingProxyType({
    Action.SEE_OWN: ("Xem kết quả của mình", "See own result"),
    Action.SEE_PEOPLE: ("Xem hồ sơ và kết luận", "See files and verdicts"),
    Action.IMPORT: ("Nhập dữ liệu", "Import data"),
    Action.SCREEN: ("Chạy rà soát", "Start a screening"),
    Action.PUBLISH: ("Công bố kết quả", "Publish results"),
    Action.DECIDE: ("Ký kết luận", "Decide"),
    Action.OBJECT: ("Gửi kiến nghị", "Object"),
    Action.ANSWER_OBJECTION: ("Trả lời kiến nghị", "Answer objections"),
    Action.ADD_EVIDENCE: ("Bổ sung minh chứng", "Add evidence"),
    Action.FOLLOW_PLAN: ("Cập nhật kế hoạch bồi dưỡng", "Update training plans"),
    Action.SEE_TOTALS: ("Xem số tổng hợp", "See totals"),
    Action.SEE_DEMAND: ("Xem nhu cầu bồi dưỡng", "See training demand"),
    Action.EDIT_COURSES: ("Soạn chương trình và lớp", "Edit courses and classes"),
    Action.RECORD_RESULTS: ("Ghi kết quả học tập", "Record results of classes"),
    Action.SEE_FAIRNESS: ("Xem báo cáo công bằng", "See the fairness report"),
    Action.GIVE_FAIRNESS_REASON: ("Giải trình về công bằng", "Give reasons on fairness"),
    Action.SEE_BALANCE: ("Xem cân đối biên chế", "See the balance of staff"),
    Action.SEE_MOVES: ("Xem phương án điều chuyển", "See redeployment proposals"),
    Action.EXPORT_PEOPLE: ("Tải dữ liệu về người", "Export data about people"),
    Action.ERASE_PERSON: ("Xóa dữ liệu một người", "Erase a person's data"),
    Action.MANAGE_USERS: ("Quản lý tài khoản", "Manage accounts"),
    Action.MANAGE_TOKENS: ("Quản lý mã truy cập", "Manage tokens"),
    Action.MANAGE_UNITS: ("Quản lý đơn vị", "Manage units"),
    Action.MANAGE_CATALOGUE: ("Quản lý danh mục", "Manage the catalogue"),
    Action.SEE_AUDIT: ("Xem nhật ký", "See the audit"),
    Action.SEE_JOBS: ("Xem tiến trình", "See jobs"),
    Action.MANAGE_SETTINGS: ("Quản lý thiết lập", "Manage settings"),
})  # fmt: skip
"""What an account or a token may do."""
DONE: Mapping[str, Pair] = MappingProxyType({
    **ACTIONS,
    "look": ("Xem", "Looked"),
    "look_at_file": ("Xem tệp minh chứng", "Looked at an evidence file"),
    "add_file": ("Đính kèm tệp", "Attached a file"),
    "judge_evidence": ("Xem xét minh chứng", "Judged evidence"),
    "withdraw_evidence": ("Rút minh chứng", "Withdrew evidence"),
    "withdraw_objection": ("Rút kiến nghị", "Withdrew an objection"),
    "begin_import": ("Gửi tệp nhập", "Sent files to import"),
    "confirm_import": ("Xác nhận nhập dữ liệu", "Confirmed an import"),
    "undo_import": ("Hoàn tác nhập dữ liệu", "Undid an import"),
    "correct_import": ("Sửa cách đọc tệp nhập", "Corrected how an import is read"),
    "forget_headings": ("Bỏ cách đọc đã nhớ", "Forgot remembered headings"),
    "cancel_import": ("Bỏ lần nhập dữ liệu", "Gave up an import"),
    "save_course": ("Lưu chương trình", "Saved a course"),
    "end_course": ("Ngừng chương trình", "Ended a course"),
    "save_class": ("Lưu lớp học", "Saved a class"),
    "enrol": ("Đăng ký học", "Enrolled"),
    "activate": ("Kích hoạt tài khoản", "Activated an account"),
    "enter_demo": ("Vào bản mẫu", "Entered the demo"),
    "enrol_second_factor": ("Đặt xác thực hai bước", "Set up two-step verification"),
    "sign_in": ("Đăng nhập", "Signed in"),
    "read_notice": ("Đọc thông báo về dữ liệu", "Read the notice about data"),
    "sign_in_refused": ("Đăng nhập không được", "Sign-in refused"),
    "sign_out": ("Đăng xuất", "Signed out"),
    "add_user": ("Thêm tài khoản", "Added an account"),
    "disable_user": ("Khóa tài khoản", "Disabled an account"),
    "enable_user": ("Mở khóa tài khoản", "Enabled an account"),
    "grant_role": ("Giao vai trò", "Granted a role"),
    "revoke_role": ("Thu vai trò", "Revoked a role"),
    "make_activation_link": ("Tạo liên kết kích hoạt", "Made an activation link"),
    "reset_second_factor": ("Đặt lại xác thực hai bước", "Reset two-step verification"),
    "change_password": ("Đổi mật khẩu", "Changed the password"),
    "end_session": ("Kết thúc phiên", "Ended a session"),
    "end_sessions": ("Kết thúc các phiên", "Ended sessions"),
    "make_token": ("Tạo mã truy cập", "Made a token"),
    "end_token": ("Ngừng mã truy cập", "Ended a token"),
    "renew_recovery_codes": ("Tạo lại mã khôi phục", "Renewed recovery codes"),
    "cancel_job": ("Hủy tiến trình", "Cancelled a job"),
    "load_demo": ("Nạp dữ liệu mẫu", "Loaded sample data"),
    "back_up": ("Sao lưu", "Backed up"),
    "restore": ("Khôi phục", "Restored"),
})  # fmt: skip
"""What the audit says was done."""
SUBJECTS: Mapping[str, Pair] = MappingProxyType({
    "officer": ("Cán bộ, công chức", "Civil servant"),
    "account": ("Tài khoản", "Account"),
    "run": ("Đợt rà soát", "Screening"),
    "import": ("Lần nhập dữ liệu", "Import"),
    "heading_mapping": ("Cách đọc đã nhớ", "Remembered headings"),
    "course": ("Chương trình", "Course"),
    "offering": ("Lớp học", "Class"),
    "job": ("Tiến trình", "Job"),
    "store": ("Cơ sở dữ liệu", "Database"),
    "objection": ("Kiến nghị", "Objection"),
    "person": ("Cán bộ, công chức", "Civil servant"),
})  # fmt: skip
"""What it was done to."""
