"""Mistakes in the spelling of an expression: LOY100 to LOY129. Words in braces are filled in when reported."""

from loyalty.lang.entry import Entry

SYNTAX = {
    "LOY100": Entry(
        "the expression is empty",
        "表达式是空的",
        "a condition that says nothing cannot be decided",
        "write a condition such as `spend >= 10_000`, or leave the key out",
    ),
    "LOY101": Entry(
        "`{found}` has no meaning in an expression",
        "表达式中不能使用 `{found}`",
        "only names, numbers, texts in quotes, dates, brackets and operators can be read",
        "remove it",
    ),
    "LOY102": Entry(
        "the expression breaks off after `{after}`",
        "表达式在 `{after}` 之后中断",
        "a value is expected there",
        "add what `{after}` refers to",
    ),
    "LOY103": Entry(
        "`{found}` stands where a value is expected",
        "此处应为一个值，却出现了 `{found}`",
        "an operator needs a value on each side",
        "write a name, a number or a text before `{found}`",
    ),
    "LOY104": Entry(
        "`{found}` follows without an operator before it",
        "`{found}` 之前缺少运算符",
        "two values side by side do not say how they are related",
        "put `and`, `or`, `>=` or another operator before `{found}`",
    ),
    "LOY105": Entry(
        "the bracket `{found}` is never closed",
        "括号 `{found}` 没有闭合",
        "it is not clear what belongs together",
        "add `{close}`",
    ),
    "LOY106": Entry(
        "`{found}` closes a bracket that was never opened",
        "`{found}` 没有对应的左括号",
        "it is not clear what belongs together",
        "remove `{found}`, or open the bracket before it",
    ),
    "LOY107": Entry(
        "the quoted text is never closed",
        "引号没有闭合",
        "everything after the quote is read as text",
        "add the closing quote {found}",
    ),
    "LOY108": Entry(
        "`=` does not compare",
        "`=` 不是比较运算符",
        "`=` gives a value in many languages; a condition asks with `==`",
        "write `==`, or `>=` if more is enough",
    ),
    "LOY109": Entry(
        "`{found}` is written `{meant}` here",
        "`{found}` 应写作 `{meant}`",
        "there is one way to say each thing, so that conditions read alike",
        "write `{meant}`",
    ),
    "LOY110": Entry(
        "`{found}`: digits are grouped by `_` only",
        "`{found}`：千位只能用 `_` 分隔",
        "a comma separates arguments, so this would be read as several numbers",
        "write `{meant}`; several numbers have a space after each comma",
    ),
    "LOY111": Entry(
        "`{found}` is not a number",
        "`{found}` 不是一个数",
        "numbers are digits, with `_` between digits and one `.` if needed: `10_000.50`",
        "write `{meant}`",
    ),
    "LOY112": Entry(
        "`{found}`: a number has no unit",
        "`{found}`：数字后面不能带单位",
        "the unit follows from what the number is compared with",
        "write `{meant}`",
    ),
    "LOY113": Entry(
        "`{found}` is not a date",
        "`{found}` 不是一个日期",
        "dates are year-month-day with four, two and two digits and must exist in the calendar",
        "write it like `2024-01-31`; to subtract, put spaces around `-`",
    ),
    "LOY114": Entry(
        "`{found}` is not a period",
        "`{found}` 不是一个期间",
        "periods are ISO 8601: `P30D`, `P1Y6M`",
        "write a number and a unit after `P`, such as `P30D`",
    ),
    "LOY115": Entry(
        "`{found}`: names have no parts and values have no methods",
        "`{found}`：名称不能再取成员，也没有方法",
        "an expression knows single names and the listed functions only",
        "write `{meant}`",
    ),
    "LOY116": Entry(
        "`%` must follow a number",
        "`%` 只能写在数字后面",
        "`8%` is a number; `%` does not calculate a remainder",
        "write a percentage such as `8%`",
    ),
    "LOY117": Entry(
        "`{found}` mixes directions in one chain",
        "连续比较 `{found}` 的方向不一致",
        "a chain such as `60 <= x <= 70` reads in one direction only",
        "join two comparisons with `and`",
    ),
    "LOY118": Entry(
        "`in` needs a list",
        "`in` 之后应为一个列表",
        "`in` asks whether a value is one of several",
        'write the values in brackets: `in ("a", "b")`',
    ),
    "LOY119": Entry(
        "`{found}` is not an operator here",
        "`{found}` 不是可用的运算符",
        "there is one way to say each thing, so that conditions read alike",
        "write `{meant}`",
    ),
    "LOY120": Entry(
        "`{found}`: there are no patterns",
        "`{found}`：不支持模式匹配",
        "a pattern is hard to read aloud and can be slow; values are compared as a whole",
        'list the values: `in ("a", "b")`, or declare a field that says it',
    ),
    "LOY121": Entry(
        "the list is empty",
        "列表是空的",
        "nothing is in an empty list, so the condition never changes",
        'name at least one value: `in ("a", "b")`',
    ),
    "LOY122": Entry(
        "`{found}` is not in the language",
        "不支持 `{found}`",
        "an expression is one condition or one formula, without branches",
        "write conditions with `and`/`or`, or a table by tier beside the expression",
    ),
}
