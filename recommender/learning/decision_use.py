"""How many of the decisions read became labelled cases and why the others did not, in words, from all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from recommender.columns import DECISIONS
from recommender.types import VerdictLabel
from recommender.verdict import KEY

Pair = tuple[str, str]
REFUSED: Mapping[str, Pair] = {
    "join_unknown": ("người không có trong danh sách", "on people who are not in the list"),
    "decision_contradicts": ("cùng ngày mà nói khác nhau", "of one day that contradict each other"),
    "decision_again": ("lặp lại", "repeated"),
    "decision_without_position": ("không rõ vị trí", "without a position"),
    "label_unknown": ("kết luận không đọc được", "whose label could not be read"),
}
"""Problems of the input that cost a decision, by code."""
LATER: Pair = ("đã có quyết định sau thay thế", "replaced by a later one")
OPEN: Pair = ("chỉ ghi cần xem xét", "that only say “needs review”")
NOT_JUDGED: Pair = ("vị trí không được rà soát", "on positions that were not judged")
USED: Pair = ("Quyết định dùng được: {0}.", "Decisions used: {0}.")
LEFT_OUT: Pair = (" Không dùng: {0}.", " Not used: {0}.")
ONE_SIGNER: Pair = (
    " Mọi quyết định dùng được do cùng một người ký: mô hình học cách quyết định của riêng người đó; nên có quyết định "
    "của người khác để đối chiếu trước khi dùng.",
    " One person signed all of them: the model learns how this person decides; compare with decisions of others before "
    "using it.",
)


@dataclass(frozen=True, kw_only=True)
class DecisionUse:
    """Decisions that became cases, why others did not (words → how many), and how many people signed the cases."""

    used: int
    left_out: Mapping[Pair, int]
    signers: int

    def text(self, at: int) -> str:
        """All of it in Vietnamese (0) or English (1)."""
        named = "; ".join(f"{count} {words[at]}" for words, count in self.left_out.items() if count)
        said = USED[at].format(self.used) + (LEFT_OUT[at].format(named) if named else "")
        return said + (ONE_SIGNER[at] if self.signers == 1 else "")


def decision_use(cases: pd.DataFrame, decisions: pd.DataFrame, problems: pd.DataFrame) -> DecisionUse:
    """`cases`: rows of `labelled` from these decisions; `problems`: what was wrong in the files they were read from."""
    signed = DECISIONS.check(decisions).sort_values(["decided_on", *KEY], kind="stable", na_position="first")
    last = signed.drop_duplicates(KEY, keep="last")
    is_open = ~last["label"].isin([str(VerdictLabel.MEETS), str(VerdictLabel.DOES_NOT_MEET)])
    mine = last[~is_open].merge(cases[KEY], on=KEY)
    codes = problems["code"].value_counts()
    names = mine["decided_by"].str.strip().str.casefold()
    return DecisionUse(
        used=len(cases),
        left_out={
            **{words: int(codes.get(code, 0)) for code, words in REFUSED.items()},
            LATER: len(signed) - len(last),
            OPEN: int(is_open.sum()),
            NOT_JUDGED: int((~is_open).sum()) - len(mine),
        },
        signers=int(names[names != ""].nunique()),
    )
