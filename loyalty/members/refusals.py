"""What every code of a rejection means, in Chinese and English."""

from collections.abc import Mapping

READING: Mapping[str, Mapping[str, str]] = {
    "unknown-kind": {"zh": "方案未声明这种事件", "en": "the program declares no such kind"},
    "unknown-field": {"zh": "这种事件没有该字段", "en": "the kind has no such field"},
    "missing-field": {"zh": "缺少必填字段", "en": "a required field is not there"},
    "wrong-type": {"zh": "字段的类型不对", "en": "a float, a text for a number, `true` for a number"},
    "bad-time": {"zh": "不是有效的日期和时间", "en": "not a date and time"},
    "naive-time": {"zh": "时间未注明与 UTC 的时差", "en": "a time without its offset from UTC"},
    "too-precise": {"zh": "金额的小数位数超过货币的位数", "en": "an amount with more digits than the currency has"},
    "out-of-bounds": {"zh": "数值超出允许的范围", "en": "below `min`, above `max`, or beyond what any event may carry"},
    "not-listed": {"zh": "取值不在 `values` 所列之中", "en": "a word that `values` does not list"},
    "lines-do-not-add-up": {"zh": "各行金额之和与订单金额不符", "en": "the lines' amounts do not make the order's"},
    "future": {"zh": "发生时间超出允许的提前量", "en": "further ahead than the program's `skew`"},
    "conflict": {"zh": "该事件编号已被内容不同的事件占用", "en": "the id is known with another body"},
    "unreadable": {"zh": "读取事件时其自身的方法出错", "en": "its own methods fail when it is read"},
    "serial-taken": {
        "zh": "另一位会员的入会已使用该序号；两者均有效，其一须另给序号",
        "en": "another member's enrolment has the serial; both count, and one of them needs another",
    },
}
"""Codes of an event that cannot be read."""

FOLDING: Mapping[str, Mapping[str, str]] = {
    "late": {
        "zh": "补录过迟，已超过 `late_after`，待 `override` 放行",
        "en": "recorded longer after it happened than `late_after`; put aside until an `override`",
    },
    "not-enrolled": {"zh": "发生在会员入会之前", "en": "before the member's enrolment"},
    "already-enrolled": {"zh": "重复入会", "en": "a second enrolment"},
    "cancelled": {"zh": "会员资格已终止", "en": "after the membership ended"},
    "paused": {"zh": "会员资格暂停期间不可办理", "en": "a paused member may not do this"},
    "not-paused": {"zh": "会员资格并未暂停，无从恢复", "en": "a `resume` without a pause"},
    "waiting": {
        "zh": "所指的事件尚未到达，到达后即生效",
        "en": "a refund or a correction whose event has not arrived; it takes effect when it does",
    },
    "unknown-purchase": {"zh": "所指的事件不能退款", "en": "a refund of something that cannot be refunded"},
    "refund-exceeds": {"zh": "退款超过该笔消费的余额", "en": "more than is left of the purchase"},
    "refund-too-late": {"zh": "已超过退款期限 `refund_within`", "en": "after the kind's `refund_within`"},
    "insufficient": {"zh": "可用积分不足", "en": "more points than are available"},
    "below-minimum": {"zh": "低于单次兑换的最低积分", "en": "fewer points than may be redeemed at once"},
    "not-a-step": {"zh": "不是兑换单位的整数倍", "en": "not a multiple of the step"},
    "above-share": {
        "zh": "超过订单可用积分支付的比例",
        "en": "more of the order than may be paid with points",
    },
    "unknown-reservation": {"zh": "没有这笔预留", "en": "no such reservation"},
    "unknown-redemption": {"zh": "没有这笔兑换", "en": "no such redemption"},
    "restore-too-late": {"zh": "已超过退回积分的期限 `restore_within`", "en": "after `restore_within`"},
    "restore-exceeds": {"zh": "退回的积分超过该笔兑换的余额", "en": "more points than the redemption has left"},
    "not-eligible": {
        "zh": "审批的等级尚未达到进入条件",
        "en": "an approval for a tier whose `enter` does not hold",
    },
    "needs-request": {
        "zh": "这项审批由申请开启，须用 `of` 批准申请本身",
        "en": "an approval of a gate that a request opens: the request itself is approved, by `of`",
    },
    "unknown-request": {
        "zh": "没有这项待批的申请：此前没有提出，或已经结束",
        "en": "no such open request: it was not made before, or it has ended",
    },
    "own-request": {"zh": "申请人不得批准或驳回自己的申请", "en": "who makes a request does not decide it"},
    "role-needed": {"zh": "须用 `role` 说明以什么身份决定", "en": "a decision that does not say as what, by `role`"},
    "wrong-role": {"zh": "这个身份无权决定该申请", "en": "a decision by a role that is not asked"},
    "decided-already": {
        "zh": "此人已经表态，或该身份已无须再批准",
        "en": "the person has decided before, or nobody more of the role is needed",
    },
    "unknown-gate": {"zh": "没有等级设有这项审批", "en": "no tier has this gate"},
    "ambiguous-tier": {
        "zh": "多个等级序列设有这项审批，会员均达到条件，须指明等级",
        "en": "an approval without `tier` that may be for tiers of several ladders",
    },
    "unknown-tier": {"zh": "等级序列中没有这个等级", "en": "the ladder has no such tier"},
    "unknown-purpose": {"zh": "方案中没有这个用途", "en": "a consent to a purpose that the program does not have"},
    "no-consent-asked": {"zh": "这个用途无须同意", "en": "a consent to a purpose that depends on none"},
    "no-such-benefit": {"zh": "方案中没有这项权益", "en": "the program has no benefit of this id"},
    "no-open-promise": {"zh": "没有这项待履行的承诺", "en": "nothing is owed under this promise for this case"},
    "not-entitled": {
        "zh": "会员此刻没有这项权益",
        "en": "the member does not have the benefit at this instant",
    },
    "quota-exhausted": {
        "zh": "本期的次数已用完",
        "en": "no use of the benefit is left in this period",
    },
    "too-late": {
        "zh": "距开始使用的时间少于规定的提前时间",
        "en": "the start of use is nearer than the benefit's `lead`",
    },
    "too-many-companions": {
        "zh": "随行人数超过规定",
        "en": "more guests than the benefit's `companions`",
    },
    "no-capacity": {"zh": "超过可容纳的数量", "en": "more than the benefit's `capacity`"},
    "no-decision-changes": {
        "zh": "已作出的决定不能像事实那样作废或更正",
        "en": "a decision that was taken cannot be voided or replaced like a fact",
    },
}
"""Codes of an event that the fold refuses."""

REFUSALS: Mapping[str, Mapping[str, str]] = {**READING, **FOLDING}
"""The meaning of every code, by language."""


def refusal(code: str, language: str) -> str:
    """Return what a code means; the code itself when it has no words.

    >>> refusal("insufficient", "zh")
    '可用积分不足'
    """
    return REFUSALS.get(code, {}).get(language, code)
