"""One key for the ways in which offices write a title: the kind of officer, short forms, the commune and word order
of English all made alike, so that `CV GTVT xã`, `Cán bộ giao thông vận tải` and its whole title meet."""

from __future__ import annotations

import re

from training_catalog.folding import fold

OFFICER = "@"
"""Stands for whatever the office calls its people: chuyên viên, công chức, cán bộ, specialist, officer."""
SHORT_FORMS = {
    "hoi dong nhan dan": "hdnd",
    "uy ban nhan dan": "ubnd",
    "vp": "van phong",
    "cvp": "chanh van phong",
    "pcvp": "pho chanh van phong",
    "tt": "trung tam",
    "pvhcc": "phuc vu hanh chinh cong",
    "ttpvhcc": "trung tam phuc vu hanh chinh cong",
    "tthcc": "trung tam phuc vu hanh chinh cong",
    "trung tam hcc": "trung tam phuc vu hanh chinh cong",
    "trung tam hanh chinh cong": "trung tam phuc vu hanh chinh cong",
    "gd dt": "giao duc dao tao",
    "gddt": "giao duc dao tao",
    "gd trung tam": "giam doc trung tam",
    "pgd": "pho giam doc",
    "pho gd": "pho giam doc",
    "chqs": "chi huy quan su",
    "bchqs": "ban chi huy quan su",
    "bch quan su": "ban chi huy quan su",
    "cht": "chi huy truong",
    "pcht": "pho chi huy truong",
    "phong kt": "phong kinh te",
    "vhxh": "van hoa xa hoi",
    "vh xh": "van hoa xa hoi",
    "vp tk": "van phong thong ke",
    "tc kt": "tai chinh ke toan",
    "cntt": "cong nghe thong tin",
    "cds": "chuyen doi so",
    "tthc": "thu tuc hanh chinh",
    "kstthc": "kiem soat thu tuc hanh chinh",
    "attp": "an toan thuc pham",
    "nn ptnt": "nong nghiep phat trien nong thon",
    "gtvt": "giao thong van tai",
    "tn mt": "tai nguyen moi truong",
    "tnmt": "tai nguyen moi truong",
    "ldtbxh": "lao dong thuong binh xa hoi",
    "ld tb xh": "lao dong thuong binh xa hoi",
    "ld tbxh": "lao dong thuong binh xa hoi",
    "ldtb xh": "lao dong thuong binh xa hoi",
    "khcn": "khoa hoc cong nghe",
    "kh cn": "khoa hoc cong nghe",
    "kntc": "khieu nai to cao",
    "hkd": "ho kinh doanh",
    "htx": "hop tac xa",
    "bhxh": "bao hiem xa hoi",
}  # fmt: skip
"""Folded short form → the form that both sides are brought to."""
_EXPLANATION = re.compile(r"\([^)]*\)?|:.*", re.DOTALL)
_SHORT = re.compile(rf"\b(?:{'|'.join(sorted(SHORT_FORMS, key=lambda form: (-len(form), form)))})\b")
_LINKS = re.compile(r"\b(?:va|cua|and|the|of)\b ?")
_OF_THE_OFFICE = re.compile(
    r"(?<=\S)(?: hdnd)? ubnd(?: (?:cap )?(?:xa|phuong|dac khu))?$|(?<!hop tac) (?:cap )?(?:xa|phuong|dac khu)$"
)
_HEAD = re.compile(
    r"^(?:(?:chuyen vien|cong chuc|can bo|nhan vien|vien chuc|cv|cc|cb|nv|phu trach(?! ke toan)) )+"
    r"(?:(?:tham muu|giup viec|ve|quan ly|linh vuc|phu trach|cong tac|mang|lam) )*(?=\S)"
)
_ENGLISH = re.compile(
    r"^(?:specialist|officer|official) (?:in|for) (?=\S)|(?<=\S) (?:specialist|officer|official|staff)$"
)


def office_key(text: str) -> str:
    """The key of a title; it begins with `OFFICER` when the title says what kind of officer holds it."""
    folded = _LINKS.sub("", fold(_EXPLANATION.sub(" ", text))).strip()
    full = _OF_THE_OFFICE.sub("", _SHORT.sub(lambda found: SHORT_FORMS[found[0]], folded))
    for head in (_HEAD, _ENGLISH):
        rest, times = head.subn("", full)
        if times:
            return f"{OFFICER} {rest}"
    return full


def office_keys(name: str, *, is_head: bool) -> tuple[str, ...]:
    """The keys under which a name is kept: a name without a kind of officer is found with one as well.

    Not that of a head: a specialist of the Economy Division is not who is in charge of the Economy Division.
    """
    key = office_key(name)
    if is_head:
        return () if not key or key.startswith(OFFICER) else (key,)
    if not key:
        return ()
    return (key,) if key.startswith(OFFICER) else (key, f"{OFFICER} {key}")
