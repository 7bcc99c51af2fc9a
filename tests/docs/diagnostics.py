"""The pages of diagnostics, in English and Chinese, written from the tables that the messages come from.

`python -m tests.docs.diagnostics` writes them; a test says when that has to be done.
"""

import re
from collections.abc import Iterator

from loyalty.config.chinese import TITLES
from loyalty.config.chinese.expressions import EXPRESSIONS
from loyalty.config.codes import CODES
from loyalty.lang.problems import CATALOGUE
from loyalty.testing.codes import WHY
from tests.docs.fragments import ROOT

PAGE = ROOT / "docs" / "reference" / "diagnostics.md"
PAGE_ZH = ROOT / "docs" / "reference" / "diagnostics-zh.md"

HEAD = """# Diagnostics

What `check` can say about a program, and `test` about a scenario file: a code, a place, what is wrong, why it matters,
and what to write instead.

```toml wrong
[[tiers]]
id = "gold"
enter = "year_spend => 2_000"
```

```text
program.toml:3:21: LOY119 error: `=>` is not an operator here
    3 | enter = "year_spend => 2_000"
      |                     ^^
   why: there is one way to say each thing, so that conditions read alike
   write: `>=`
```

An *error* keeps the program from loading. A *warning* is allowed but doubtful: cure it, or say in `[program]` that it
is meant: `waive = ["LOY313"]`. A *note* is worth knowing.

This page is written from the tables of the code.
"""

HEAD_ZH = """# 诊断

`check` 对方案、`test` 对场景文件所能指出的问题：编号、位置、问题、原因和改法。
加上 `--language zh`，命令行即以中文给出（[English](diagnostics.md)）。

```toml wrong zh
[[tiers]]
id = "gold"
enter = "year_spend => 2_000"
```

```text
program.toml:3:21: LOY119 错误：`=>` 不是可用的运算符
    3 | enter = "year_spend => 2_000"
      |                     ^^
   原因：每件事只有一种写法，条件读起来才一致
   改法：`>=`
```

*错误*使方案无法加载。*警告*是允许但可疑的写法：请改正，
或在 `[program]` 中声明是有意为之：`waive = ["LOY313"]`。*提示*供参考。

本页由程序中的表生成。
"""

FAMILIES_ZH = [
    ("表达式", 100, 199),
    ("文件", 200, 219),
    ("表的形式", 220, 239),
    ("在别处声明的名称", 240, 259),
    ("参数", 260, 269),
    ("插件", 270, 279),
    ("名称与 id", 280, 289),
    ("多个版本", 290, 299),
    ("允许但可疑", 300, 399),
    ("日历", 400, 409),
    ("承诺", 410, 419),
    ("申请", 420, 449),
    ("目标", 450, 469),
    ("角色、用途与个人信息", 480, 499),
    ("表与计算结果", 500, 519),
    ("关于承诺的疑点", 520, 549),
    ("场景文件", 900, 999),
]
SEVERITIES_ZH = {"error": "错误", "warning": "警告", "note": "提示"}

FAMILIES = [
    ("Expressions", 100, 199),
    ("The file", 200, 219),
    ("The form of a table", 220, 239),
    ("What is named somewhere else", 240, 259),
    ("Parameters", 260, 269),
    ("Plugins", 270, 279),
    ("Names and ids", 280, 289),
    ("Several versions", 290, 299),
    ("Allowed but doubtful", 300, 399),
    ("The calendar", 400, 409),
    ("Promises", 410, 419),
    ("Requests", 420, 449),
    ("Targets", 450, 469),
    ("Roles, purposes and personal data", 480, 499),
    ("Tables and results", 500, 519),
    ("Doubts about promises", 520, 549),
    ("Scenario files", 900, 999),
]


def page() -> str:
    """Return the page as it should be."""
    parts = [HEAD]
    for title, first, last in FAMILIES:
        entries = [entry for number, entry in _entries() if first <= number <= last]
        parts.append(f"## {title}\n\n" + "\n".join(entries))
    return "\n".join(parts)


def page_zh() -> str:
    """Return the page in Chinese as it should be."""
    parts = [HEAD_ZH]
    for title, first, last in FAMILIES_ZH:
        entries = [entry for number, entry in _entries_zh() if first <= number <= last]
        parts.append(f"## {title}\n\n" + "\n".join(entries))
    return "\n".join(parts)


def _entries_zh() -> Iterator[tuple[int, str]]:
    """Yield every code with what is said about it in Chinese."""
    for code, (why, cure) in EXPRESSIONS.items():
        yield _number(code), _entry_zh(code, "error", CATALOGUE[code].message_zh, why, cure)
    for code, (title, why, cure) in TITLES.items():
        severity = CODES[code].severity if code in CODES else "error"
        yield _number(code), _entry_zh(code, severity, title, why, cure)


def _entry_zh(code: str, severity: str, title: str, why: str, cure: str) -> str:
    """Write one definition in Chinese."""
    return f"`{code}` {SEVERITIES_ZH[severity]}\n: **{_open(title)}。**{_open(why)}。改法：{_open(cure)}。\n"


def _entries() -> Iterator[tuple[int, str]]:
    """Yield every code with what is said about it."""
    for code, problem in CATALOGUE.items():
        yield _number(code), _entry(f"{code} error", _open(problem.message), problem.why, problem.cure)
    for code, entry in CODES.items():
        yield _number(code), _entry(f"{code} {entry.severity}", entry.title, entry.why, entry.cure)
    for code, why in WHY.items():
        yield _number(code), f"`{code}` error\n: {_sentence(why)}\n"


def _entry(head: str, title: str, why: str, cure: str) -> str:
    """Write one definition."""
    code, severity = head.split()
    return f"`{code}` {severity}\n: **{_sentence(_open(title))}** {_sentence(_open(why))} Cure: {_open(cure)}.\n"


def _sentence(text: str) -> str:
    """Begin with a capital and end with a full stop."""
    return f"{text[0].upper()}{text[1:]}".rstrip(".") + "."


def _open(text: str) -> str:
    """Show the places that a message fills in as dots."""
    return re.sub(r"\{\w+\}", "...", text)


def _number(code: str) -> int:
    """Return the number in a code."""
    return int(code.removeprefix("LOY"))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    PAGE_ZH.write_text(page_zh(), "utf-8")
