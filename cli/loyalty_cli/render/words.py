"""The few words of the reports, in the languages of `--language`."""

WORDS = {
    "en": {
        "at": "at",
        "latest": "the latest instant in the data",
        "events": "events",
        "members": "members",
        "tiers": "tiers",
        "points": "points",
        "rejections": "rejections",
        "none": "none",
        "active": "active",
        "paused": "paused",
        "cancelled": "cancelled",
        "issued": "issued",
        "spent": "redeemed",
        "lapsed": "lapsed",
        "reversed": "reversed",
        "available": "available",
        "pending": "pending",
        "held": "held",
        "debt": "debt",
        "outstanding": "outstanding",
        "sum": "= available + pending + held",
        "written": "written to",
        "failed": "failed",
        "passed": "passed",
        "in files": "in scenario files",
    },
    "zh": {
        "at": "截至",
        "latest": "数据中最晚的时刻",
        "events": "事件",
        "members": "会员",
        "tiers": "等级",
        "points": "积分",
        "rejections": "未受理",
        "none": "无",
        "active": "有效",
        "paused": "暂停",
        "cancelled": "已取消",
        "issued": "发放",
        "spent": "兑换",
        "lapsed": "失效",
        "reversed": "扣回",
        "available": "可用",
        "pending": "待生效",
        "held": "预留",
        "debt": "欠分",
        "outstanding": "未兑付",
        "sum": "= 可用 + 待生效 + 预留",
        "written": "已写入",
        "failed": "不符",
        "passed": "通过",
        "in files": "（场景文件）",
    },
}
"""By language, then by key; the keys of accounts and statuses are those of the SDK."""


def words(language: str) -> dict[str, str]:
    """Return the words of a language."""
    return WORDS[language]
