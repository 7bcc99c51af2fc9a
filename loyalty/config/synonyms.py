"""Words of the language as authors call them in Chinese, or in other languages for machines."""

from collections.abc import Iterable

SYNONYMS: dict[str, tuple[str, ...]] = {
    # types
    "文字": ("text",), "文本": ("text",), "字符串": ("text",), "string": ("text",), "str": ("text",),
    "整数": ("integer",), "int": ("integer",), "数字": ("integer", "decimal"), "number": ("integer", "decimal"),
    "小数": ("decimal",), "float": ("decimal",), "double": ("decimal",), "百分数": ("percent",),
    "百分比": ("percent",), "percentage": ("percent",), "金额": ("money", "amount"), "钱": ("money",),
    "currency": ("currency", "money"), "布尔": ("bool",), "是否": ("bool",), "boolean": ("bool",),
    "日期": ("date",), "datetime": ("instant", "date"), "时间": ("at", "instant", "date"), "期间": ("period", "window"),
    "时刻": ("instant",), "日期时间": ("instant", "date"), "timestamp": ("instant",), "moment": ("instant",),
    "duration": ("period",), "期限": ("due", "period", "expire"),
    # tables
    "方案": ("program",), "计划": ("program",), "参数": ("parameters",), "会员": ("member",), "字段": ("fields",),
    "种类": ("kind", "kinds"), "事件": ("events",), "指标": ("metrics",), "积分": ("points",),
    "等级": ("tiers", "tier"), "序列": ("ladders", "ladder"), "权益": ("benefits",), "优惠": ("benefits",),
    "日历": ("calendar",),
    # keys
    "编号": ("id", "number"), "代码": ("id",), "名称": ("name",), "名字": ("name",), "版本": ("version",),
    "生效日期": ("effective_from",), "生效日": ("effective_from",), "时区": ("timezone",), "货币": ("currency",),
    "币种": ("currency",), "备注": ("note",), "说明": ("note",), "comment": ("note",), "description": ("note",),
    "类型": ("type",), "必填": ("required",), "默认": ("default",), "默认值": ("default",), "值": ("value",),
    "取值": ("values",), "个人信息": ("pii",), "条件": ("enter", "where", "when"), "进入": ("enter",),
    "condition": ("enter", "where", "when"), "保级": ("keep",), "审批": ("gate",), "批准": ("gate",),
    "复核": ("review",), "考核": ("review",), "宽限": ("grace",), "宽限期": ("grace",), "降级": ("demote",),
    "失效": ("expire",), "过期": ("expire",), "有效期": ("expire", "valid"), "expiry": ("expire",),
    "expires": ("expire",), "兑换": ("redeem",), "价值": ("worth",), "倍数": ("times",),
    "multiplier": ("times",), "factor": ("times",), "level": ("tiers",), "levels": ("tiers",),
    "每": ("per",),
    "求和": ("sum",), "累计": ("sum",), "total": ("sum",), "计数": ("count",), "次数": ("count", "times"),
    "最大": ("max",), "最小": ("min",), "最近": ("last", "recency"), "连续": ("streak",), "窗口": ("window",),
    "折扣": ("percent", "discount"), "额度": ("quota",), "限额": ("limit",), "上限": ("max", "cap"),
    "下限": ("min",), "退款期限": ("refund_within",),
    # words
    "每年": ("year",), "年度": ("year",), "年": ("year",), "annual": ("year",), "yearly": ("year",),
    "每季度": ("quarter",), "季度": ("quarter",), "quarterly": ("quarter",), "每月": ("month",), "月": ("month",),
    "monthly": ("month",), "每周": ("week",), "weekly": ("week",), "每天": ("day",), "每日": ("day",),
    "daily": ("day",), "半年": ("half-year",), "终身": ("lifetime",), "永久": ("lifetime",), "逐级": ("one-step",),
    "降一级": ("one-step",), "次日": ("next-day",), "下月": ("next-month",), "立即": ("now",), "向下": ("down",),
    "向上": ("up",), "四舍五入": ("half-up",), "入会": ("enrol",), "注册": ("enrol",), "enroll": ("enrol",),
    "signup": ("enrol",),
    # benefits
    "服务": ("service",), "礼品": ("gift",), "礼物": ("gift",), "present": ("gift",), "券": ("voucher",),
    "代金券": ("voucher",), "优惠券": ("voucher",), "礼包": ("voucher",), "package": ("voucher",),
    "coupon": ("voucher",), "预约": ("booking",), "预订": ("booking",), "reservation": ("booking",),
    "优先": ("priority",), "专员": ("contact",), "顾问": ("contact",), "adviser": ("contact",),
    "manager": ("contact",), "费用": ("fee",), "收费": ("fee",), "减免": ("waiver",), "免费": ("waiver",),
    "送积分": ("bonus",), "多倍积分": ("multiplier",), "打折": ("discount",), "生日": ("birthday",),
    "随行": ("companions",),
    "同行": ("companions",), "guests": ("companions",), "容量": ("capacity",), "名额": ("capacity", "quota"),
    "提前": ("lead", "before"), "notice": ("lead",), "代替": ("replaces",), "instead_of": ("replaces",),
    "专属": ("dedicated",), "共用": ("shared",), "原价": ("initial",), "每次": ("occasion",),
    "times_per_year": ("quota",), "uses": ("quota",),
    # promises
    "承诺": ("promises",), "义务": ("promises",), "sla": ("promises", "due"), "slas": ("promises",),
    "obligations": ("promises",), "obligation": ("promises",), "commitments": ("promises",), "duties": ("promises",),
    "deadline": ("due",), "时限": ("due",), "within": ("due",), "时效": ("due",), "最早": ("earliest",),
    "not_before": ("earliest",), "提前量": ("before", "lead"), "触发": ("on",), "trigger": ("on",),
    "opened_by": ("on",), "起因": ("on",), "频率": ("every",), "frequency": ("every",), "cadence": ("every",),
    "周期": ("every", "period"), "履行": ("kept_by",), "fulfilled_by": ("kept_by",), "closed_by": ("kept_by",),
    "done_by": ("kept_by",), "closed_when": ("kept_when",), "done_when": ("kept_when",), "起算": ("counted_from",),
    "counted": ("counted_from",), "since": ("counted_from", "from"), "对应": ("match",), "correlate": ("match",),
    "步骤": ("steps", "step"), "checklist": ("steps",), "清单": ("steps",), "ordered": ("in_order",),
    "顺序": ("in_order", "order"), "撤回": ("waived_by",), "cancelled_by": ("waived_by",), "改期": ("moved_by",),
    "rescheduled_by": ("moved_by",), "强度": ("strength",), "严重程度": ("severity",), "责任人": ("owner",),
    "负责人": ("owner",), "responsible": ("owner",), "assignee": ("owner",), "escalation": ("escalate",),
    "escalate_to": ("escalate",), "上报": ("escalate",), "移交": ("escalate",), "补偿": ("remedy",),
    "赔偿": ("remedy",), "compensation": ("remedy",), "必须": ("must",), "mandatory": ("must",), "建议": ("should",),
    "尽量": ("should",), "advisory": ("should",), "工作日": ("working-day",), "每个工作日": ("working-day",),
    "workday": ("working-day",), "weekday": ("working-day",),
}  # fmt: skip
"""What could be meant, best first."""


def meant(word: str, choices: Iterable[str]) -> str:
    """Return the choice that `word` stands for; empty when there is none.

    >>> meant("整数", ["text", "integer"]), meant("整数", ["text"])
    ('integer', '')
    """
    known = set(choices)
    return next((one for one in SYNONYMS.get(word.casefold(), ()) if one in known), "")
