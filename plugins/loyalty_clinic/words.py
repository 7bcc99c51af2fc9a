"""The sentences of the clinic, in Chinese and English."""

from collections.abc import Mapping

_WORDS: Mapping[str, tuple[str, str]] = {
    "free-bed": ("安排床位", "a bed is reserved"),
    "known": ("此申请已有答复", "this request was answered before"),
    "no-bed": ("目前没有空床，列入候床名单", "no bed is free: on the waiting list"),
    "no-right": ("没有入住VIP病房的权益", "no right to a VIP ward"),
    "class": ("不含所选的病房等级", "the right does not include this class of ward"),
    "nights": ("最多住 {nights} 晚，申请 {asked} 晚", "at most {nights} nights, {asked} asked"),
    "deposit": ("须先付预付金", "the deposit is not paid"),
    "lead": (
        "申请太晚，最早自 {earliest:%Y-%m-%d %H:%M} 起",
        "asked too late: {earliest:%Y-%m-%d %H:%M} at the earliest",
    ),
    "companions": ("陪同最多 {most} 人", "at most {most} companions"),
    "condition": ("不符合条件：{when}", "the condition does not hold: {when}"),
    "quota": ("本期次数已用完", "no use is left in this period"),
    "tier": ("当前等级没有此权益", "not for this tier"),
    "kind": ("此类会员没有此权益", "not for this kind of member"),
    "window": ("不在适用的日期", "not on one of its dates"),
    "dates": ("不在有效期内", "not in force"),
    "paused": ("会籍暂停", "the membership is paused"),
    "not-a-member": ("不是有效会员", "not an active member"),
}


def words(status: str, code: str, facts: Mapping[str, object], language: str) -> str:
    """Return an answer as a sentence, in ``zh`` or ``en``; other languages are answered in English."""
    zh, en = _WORDS.get(code, (code, code))
    head = {"admitted": ("可入住", "admitted"), "waiting": ("候床", "waiting"), "refused": ("不能入住", "refused")}[
        status
    ]
    if language == "zh":
        return f"{head[0]}：{zh.format(**facts)}"
    return f"{head[1]}: {en.format(**facts)}"
