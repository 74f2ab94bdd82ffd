"""Why an item or an option is flagged, in words, Vietnamese and English."""

from __future__ import annotations

from collections.abc import Iterable

from models.testing import ItemFlag, OptionFlag

ITEM_WORDS: dict[ItemFlag, tuple[str, str]] = {
    ItemFlag.NO_ANSWERS: ("không ai trả lời", "nobody answered"),
    ItemFlag.ALL_RIGHT: ("mọi người trả lời đúng nên không phân biệt được ai", "everybody was right: it tells nothing"),
    ItemFlag.ALL_WRONG: (
        "không ai trả lời đúng; kiểm tra đáp án trước",
        "nobody was right: check the key first",
    ),
    ItemFlag.FEW_ANSWERS: ("quá ít người trả lời để kết luận", "too few answers to say much"),
    ItemFlag.NEGATIVE_DISCRIMINATION: (
        "người giỏi trả lời sai nhiều hơn; kiểm tra đáp án trước",
        "better people do worse on it: check the key first",
    ),
    ItemFlag.WEAK_DISCRIMINATION: ("hầu như không phân biệt người giỏi và người kém", "hardly tells people apart"),
    ItemFlag.MISFIT_NOISY: (
        "câu trả lời thất thường hơn mô hình: câu mơ hồ, đoán mò hoặc đo nội dung khác",
        "answers more erratic than the model: ambiguous, guessed, or measuring something else",
    ),
    ItemFlag.MISFIT_PREDICTABLE: (
        "câu trả lời đều đặn hơn mô hình: trùng nội dung với câu khác",
        "answers more regular than the model: it repeats other items",
    ),
}
OPTION_WORDS: dict[OptionFlag, tuple[str, str]] = {
    OptionFlag.NONE: ("", ""),
    OptionFlag.BEATS_KEY: (
        "người chọn phương án này giỏi hơn người chọn đáp án: đáp án sai hoặc câu có hai phương án đúng",
        "those who chose it did better than those who chose the key: wrong key, or two right options",
    ),
    OptionFlag.UNUSED: ("hầu như không ai chọn", "hardly anybody chose it"),
}


def item_reason(flags: Iterable[ItemFlag], language: str) -> str:
    """The words of all flags of one item."""
    return "; ".join(ITEM_WORDS[flag][0 if language == "vi" else 1] for flag in flags)
