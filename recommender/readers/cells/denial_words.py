"""Patterns, over folded text unless said, that tell what somebody does not know, hold or do from all other words."""

from __future__ import annotations

import re

_NOT = "khong|chua|chang|cha"
NEGATION = re.compile(rf"\b(?:{_NOT})\b")
MARKED_NEGATION = re.compile(r"\b(?:không|chưa|chẳng|chả|thiếu|ít)\b", re.IGNORECASE)
TRACE = re.compile(
    r"\b(?:không|chưa|chẳng|chả|thiếu|ít|khong|chua|chang|thieu|it|no|not|never|without|little|lacks?|lacking"
    r"|cannot|unable"
    r"|unfamiliar)\b|n['’]t\b",
    re.IGNORECASE,
)
"""What every denied clause has in it; most texts have none of it."""
CUT = re.compile(
    r"\n|[;()]|,(?!\d)|(?<!\d),|[.?!](?=\s|$)"
    r"|\b(?:nhưng|nhung|tuy nhiên|song(?!\s+(?:song|phương|hành))|but|however)\b(?!\s*,)"
    r"|\b(?:còn|mà|ma|nên|dù|mặc dù)\b(?=\s)"
    r"|\b(?:và|va)\b(?=\s+(?:đã|da|có|co|đang|dang|biết|biet|thạo|thao|thành thạo|thanh thao|sử dụng|làm|không|khong|"
    r"chưa|chua|chẳng)\b)"
    r"|\band\b(?=\s+(?:has|have|is|can|does|did|no|not|never|lacks|cannot|without)\b)",
    re.IGNORECASE,
)
LINK = re.compile(r"^(?:nhưng|nhung|tuy nhiên|song|but|however|còn|mà|ma|nên|dù|mặc dù|và|va|and)$", re.IGNORECASE)
_OPEN = (
    r"(?:(?:ban than|ca nhan|toi|em|anh ay|chi ay|ong ay|ba ay|dong chi(?: \w+){1,4}?|dong chi|hien|hien nay|hien tai"
    r"|den nay|truoc nay|tu truoc den nay|tuy|tuy nhien|tuy rang|mac du|du|con|va|cung|van|deu|hoan toan"
    r"|thuc su|vi|do"
    r"|nhung|song|ma|lau|rat|thoi gian qua|(?:trong |tu )?nam \d{4}|tu (?:khi|luc|ngay|nam) (?:\w+ ){1,6}?den nay"
    r"|trong (?:\w+ ){1,3}?(?:qua|gan day)) ){0,4}"
)
_EVER = r"tung|bao gio|khi nao|lan nao|mot lan|mot lan nao"
_DENYING = rf"(?:{_NOT})(?: (?:he|{_EVER}|duoc|dang|thuc su|the(?: tu)?|may|that))*"
_SKILLS = (
    r"kinh nghiem|chung chi|chung nhan|bang(?! (?:luong|ke|tin|bieu|gia|chung))|van bang|trinh do|kien thuc|ky nang"
    r"|kha nang(?! (?:lao dong|nhan thuc|chi tra|thanh toan|thuc hien nghia vu))|nang luc|chuyen mon|nghiep vu"
    r"|hieu biet|tham nien|hoc vi|hoc ham|tieng|ngoai ngu|tin hoc|qua trinh"
    r"|giay phep hanh nghe|thoi gian (?:cong tac|lam|giu|dam)|dieu kien (?:hoc|tham gia|tiep)|co hoi"
)
_KNOWING = (
    r"biet(?! (?:met|so|chan|ngai|lui|nan))|ranh|thao|thong thao|thanh thao|gioi|nam(?: vung| ro| chac| duoc"
    r"| bat)|hieu"
    r"|am hieu|quen|tot nghiep|qua (?:dao tao|lop|truong|boi duong|tap huan)|kinh qua|tung qua|hoc|theo hoc|tap huan"
    r"|boi duong|dao tao|thi(?! hanh)|tiep (?:can|xuc)"
    r"|duoc (?:giao|phan cong|cu di|bo tri (?:hoc|lam)|cap (?:bang|chung)|huong dan)"
)
_WORKING = (
    r"lam(?! dung)|phu trach|dam nhiem|dam nhan|truc tiep|thuc hien(?! dung| day du| duoc)|tham muu|cong tac|tham gia"
    r"|giu (?:chuc|vi tri|cuong vi|nhiem vu)"
)
_NEVER_DONE = (
    rf"(?:{_EVER}) (?:viet|soan|lap|xay dung|xu ly|giai quyet|dung lop|giang|day|chu tri|dieu hanh|lanh dao"
    rf"|quan ly|to chuc"
    r"|huong dan|kiem tra|theo doi|tiep|trien khai|phoi hop|van hanh|nghien cuu)"
)
_ABLE = (
    r"tu (?:soan|viet|lap|lam)|(?:noi|viet|doc|nghe|giao tiep|soan|lap|van hanh|dung|su dung|khai thac"
    r"|dich)(?: \w+){0,3}? duoc"
)
_USING = (
    r"(?:su dung|dung|khai thac)(?: duoc| thanh thao| tot| thao)* (?:may|phan mem|tin hoc|tieng|ngoai ngu|excel|word)"
)
_REACHING = (
    r"(?:du|dat|dap ung)(?: duoc| cac)* (?:chuan|tieu chuan|trinh do|chung chi|bang|ngoai ngu|tin hoc|kien thuc"
    r"|kinh nghiem|yeu cau ve)"
    r"|hoan thanh (?:cac )?(?:khoa|lop|chuong trinh|boi duong|dao tao|bai thi|luan)"
    r"|(?:phai|dung|thuoc|hoc)(?: la)? (?:chuyen nganh|nganh|chuyen mon)"
)
_HAVING = rf"(?:co|du)(?: \w+){{0,3}}? (?:{_SKILLS})"
_LACKED = rf"(?:{_KNOWING}|{_WORKING}|{_USING}|{_REACHING}|{_HAVING}|{_ABLE})\b"
_SCANT = rf"(?:it|thieu|it co) (?!bang (?!cap|dai|cao|trung))(?:{_SKILLS}|biet|hieu|thao|ranh|su dung)\b"
DENIED = re.compile(rf"^{_OPEN}(?:{_DENYING} {_LACKED}|(?:{_NOT}) (?:he )?{_NEVER_DONE}\b|{_SCANT})")
_TOPIC = (
    r"(?:(?:ve|rieng|rieng ve|con|con ve|doi voi) )?(?:tieng|tin hoc|ngoai ngu|chung chi|bang|may tinh"
    r"|kinh nghiem|trinh do"
    r"|ly luan|ky nang|kien thuc|chuyen mon|nghiep vu|cong nghe thong tin|cong tac|viec|linh vuc|mang|lop|phan mem)\b"
)
OF_TOPIC = re.compile(
    rf"^(?P<topic>{_TOPIC}(?: \w+){{0,5}}?) (?:thi |hien |toi |ban than )*"
    rf"(?:{_DENYING} {_LACKED}|(?:{_NOT})(?: (?:co|biet|hoc|dat|lam|qua|co nhieu|nhieu|tot))?$)"
    rf"|^(?P<named>\w+(?: \w+){{0,2}}?) (?:thi )?(?:{_NOT}) (?:biet|ranh|thao|hoc|biet dung|biet su dung)$"
)
OTHERS = re.compile(
    r"\b(?:nguoi|lao dong|can bo|cong chuc|ho|doi tuong|hoc vien|thanh nien|phu nu|dan|tre em|don vi|to chuc|co so"
    r"|ho so|dat|truong hop|doanh nghiep|hoc sinh)\b"
)
"""Of whom or of what a work can be that lack something: the work itself is done."""
HARM = re.compile(
    r"\b(?:phien|thay|sai|sai sot|sai pham|lo (?:bi mat|thong tin)|trai|anh huong|cham|viec rieng|nham|roi"
    r"|hong|qua loa"
    r"|phat tan|ton hai|that thoat|thiet hai|tac dong|xau|te nan|vi pham|tham nhung|tieu cuc|danh bac|ma tuy"
    r"|bieu tinh|hanh vi|qua han|phan dong|loi dung|gian doi|viec khac|nua)\b"
    r"|\blam (?:ho(?! tich| khau| kinh| ngheo| so)|mat(?! tran)|kho(?! bac)|giup)\b"
)
FORBIDDEN = re.compile(
    rf"^{_OPEN}khong duoc (?:{_WORKING}|{_USING})|^(?:cong tac|viec|linh vuc|mang|lop"
    rf"|phan mem)\b(?!.* toi )[^.]* khong (?!biet|phu)"
)
"""What must not be done, and what is not done with a matter, is not said of a person."""
THEN = re.compile(r"\bthi\b (?!nghiem|cong|hanh|truong)")
"""A denial with what is done then, "không biết thì hỏi", is a condition."""
ABOUT = re.compile(r"^(?:ve|rieng|rieng ve|con ve|doi voi)\b")
ASSERTS = re.compile(
    r"^(?:co|da|dang|biet|thanh thao|thong thao|thao|gioi|su dung|lam|tham gia|phu trach|thuc hien|tham muu|xu ly"
    r"|giai quyet|tiep nhan|huong dan|lap|xay dung|quan ly|theo doi|kiem tra|tong hop|soan thao|viet|chi|nhung"
    r"|con|rieng"
    r"|cham chi|chiu kho|nhanh nhen|nhiet tinh|trung thuc|tot nghiep|hoan thanh|chu tri|phoi hop|to chuc|trien khai"
    r"|tin hoc|trinh do|dai hoc|cao dang|trung cap|thac si|cu nhan|tham dinh|bao cao|ra soat|van dong|tuyen truyen"
    r"|cap nhat|luu tru|dieu hanh|chi dao|ban hanh|de xuat|thong ke|duoc|nhan|hien|nay|tu|ham hoc|sang tao|toi"
    r"|ban than|hay (?:nho|lam|hoi|tu)|thuong|luon|van|moi|rat|tung|hoc|nho|cham soc|da)\b"
)
_EN_OPEN = (
    r"(?:(?:i|he|she|they|the candidate|currently|still|although|though|but|and|also|so far|has|have|had|with"
    r"|possesses|am"
    r"|is|are|was|were) ){0,5}"
)
_EN_THINGS = (
    r"experience|knowledge|certificates?|certification|degree|diploma|qualifications?|training|skills?"
    r"|licen[cs]e|ability"
    r"|background|education|proficiency|fluency|familiarity|understanding"
)
_EN_VERBS = (
    r"speak|write|read|know|understand|use|have|hold|possess|work|worked|completed?|passed?|graduated?"
    r"|attended?|stud(?:y|ied)"
    r"|learn(?:ed|t)?|trained|familiar|fluent|proficient|qualified|certified|able|experienced|held|led|managed"
    r"|handled|done"
    r"|taken|used|been (?:trained|taught|assigned)|have (?:a|any)"
)
EN_DENIED = re.compile(
    rf"^{_EN_OPEN}(?:"
    rf"(?:no|without(?: any)?|little|lacks?|lacking|not any)(?: \w+){{0,3}}? (?:{_EN_THINGS})\b"
    rf"|(?:(?:does|do|did|can|could|has|have|had|is|am|are|was|were) )?(?:not|never)(?: yet| ever)? (?:{_EN_VERBS})\b"
    rf"|(?:doesn|don|didn|can|couldn|hasn|haven|isn|aren|wasn) t(?: yet| ever)? (?:{_EN_VERBS})\b"
    rf"|(?:cannot|unable to) (?:{_EN_VERBS})\b|unfamiliar with)"
)
