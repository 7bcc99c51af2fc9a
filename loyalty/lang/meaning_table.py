"""Mistakes in the meaning of an expression: LOY130 to LOY189. Words in braces are filled in when reported."""

from loyalty.lang.entry import Entry

NAMES = {
    "LOY130": Entry(
        "there is no `{found}` here",
        "这里没有 `{found}`",
        "an expression reads declared names only",
        "declare `{found}`, or use a declared name",
    ),
    "LOY131": Entry(
        "there is no function `{found}`",
        "没有函数 `{found}`",
        "the functions are fixed: {functions}",
        "use one of them",
    ),
    "LOY132": Entry(
        "`{found}` is a word and needs quotes",
        "`{found}` 是文字，需要加引号",
        "without quotes it is read as a declared name",
        'write `"{found}"`',
    ),
    "LOY133": Entry(
        "there is no `{found}`",
        "没有 `{found}` 这样的空值",
        "a missing value is asked for by name, so that nobody compares with it by accident",
        "write `known(x)` or `not known(x)`, or `otherwise(x, 0)`",
    ),
    "LOY134": Entry(
        "`{found}` needs the moment of judgement, which is not known here",
        "`{found}` 需要判断时刻，此处未知",
        "what depends on the day can only be asked where the day is given",
        "use it in a condition of a tier or a rule",
    ),
    "LOY135": Entry(
        "`{found}` is not a function",
        "`{found}` 不是函数",
        "a name is a value; only the listed functions take brackets",
        "write `{found}` without brackets, or put an operator before the bracket",
    ),
    "LOY136": Entry(
        "`{found}` goes by `{by}`, which is not known here",
        "`{found}` 按 `{by}` 取值，而此处没有 `{by}`",
        "a table is read by the value of what it goes by",
        "use `{found}` where `{by}` is known, or a number for all",
    ),
    "LOY137": Entry(
        "`{found}` has no number for {lacking}",
        "`{found}` 没有写明 {lacking} 的数",
        "a member of whom the table says nothing would have no result at all",
        "write `{first} = ...` in the table of `{found}`",
    ),
}

TYPES = {
    "LOY140": Entry(
        "`{found}` is {kind}, not a condition",
        "`{found}` 是{kind_zh}，不是条件",
        "`and`, `or` and `not` join conditions, which are true or false",
        "compare it with something, for example `{found} > 0`",
    ),
    "LOY141": Entry(
        "{kind} `{found}` cannot be compared with {other_kind} `{other}`",
        "{kind_zh} `{found}` 不能与{other_kind_zh} `{other}` 比较",
        "values of different kinds are never equal, larger or smaller",
        "compare values of one kind",
    ),
    "LOY142": Entry(
        "money and plain numbers are mixed: `{found}` is money, `{other}` is {other_kind}",
        "金额与普通数混用：`{found}` 是金额，`{other}` 是{other_kind_zh}",
        "an amount of money is not a count; only a number written out takes the currency",
        "declare `{other}` as money, or multiply it by an amount",
    ),
    "LOY143": Entry(
        '"{other}" in quotes is text, but `{found}` is {kind}',
        "带引号的“{other}”是文字，而 `{found}` 是{kind_zh}",
        "text is not compared with {kind}",
        "write `{other}` without quotes",
    ),
    "LOY144": Entry(
        '`{found}` is never "{other}"',
        "`{found}` 的取值中没有“{other}”",
        "its values are listed: {values}",
        "use one of the listed values",
    ),
    "LOY145": Entry(
        'there is no tier "{other}" on the ladder `{ladder}`',
        "等级序列 `{ladder}` 中没有“{other}”",
        'its tiers are {values}, and "none" below them',
        "use one of these tiers",
    ),
    "LOY146": Entry(
        "`{op}` does not order {kind}",
        "{kind_zh}不能用 `{op}` 比较大小",
        "only numbers, money, dates and tiers are larger or smaller",
        "use `==`, `!=` or `in`",
    ),
    "LOY147": Entry(
        "`{found}` is {kind}; `{op}` calculates with numbers",
        "`{found}` 是{kind_zh}；`{op}` 只能用于数",
        "only numbers and money are added, subtracted, multiplied and divided",
        "use a number, or compare it instead",
    ),
    "LOY148": Entry(
        "`{found}`: {sentence}",
        "`{found}`：{sentence_zh}",
        "money keeps its unit through a calculation",
        "check which of the two is an amount and which is a factor",
    ),
    "LOY149": Entry(
        "`{found}` is {kind}, but {want} is wanted here",
        "`{found}` 是{kind_zh}，但这里需要{want_zh}",
        "the place where the expression stands decides what it must give",
        "write an expression that gives {want}",
    ),
    "LOY150": Entry(
        "`{found}` has more decimal places than the currency ({digits})",
        "`{found}` 的小数位数超过货币的位数（{digits}）",
        "such an amount cannot be paid, so no purchase can equal it",
        "write at most {digits} decimal places",
    ),
    "LOY151": Entry(
        "`{found}` takes {want}, not {given}",
        "`{found}` 需要的参数个数与给出的 {given} 个不符",
        "each argument has its meaning",
        "write `{usage}`",
    ),
    "LOY152": Entry(
        "`{function}` takes {want}; `{found}` is {kind}",
        "`{function}` 需要{want_zh}，而 `{found}` 是{kind_zh}",
        "each function works on one kind of value",
        "write `{usage}`",
    ),
    "LOY153": Entry(
        "the digits of `round` must be a whole number from 0 to 12, written out",
        "`round` 的位数必须是 0 到 12 之间写明的整数",
        "how exactly a result is rounded must be readable in the program",
        "write `{usage}`",
    ),
    "LOY154": Entry(
        "`{found}`: {sentence}",
        "`{found}`：{sentence_zh}",
        "dates move by periods of the calendar, and what lies between two dates is counted in days",
        "write `date + P30D` or `days_between(from, to)`",
    ),
    "LOY155": Entry(
        "`{found}` and `{other}` are standings on different ladders",
        "`{found}` 与 `{other}` 属于不同的等级序列",
        "tiers are ordered within one ladder only",
        "compare each with a tier of its own ladder",
    ),
    "LOY156": Entry(
        "`{found}` has hours or minutes, which a date does not",
        "`{found}` 含有小时或分钟，而日期没有时刻",
        "dates are whole days in the program's time zone",
        "use days, weeks, months or years",
    ),
}

VALUES = {
    "LOY160": Entry(
        "`{found}` may be missing",
        "`{found}` 可能没有值",
        "nobody has said what holds for a member without it",
        "write `otherwise({found}, 0)`, or ask `known({found}) and ...` first",
    ),
    "LOY170": Entry(
        "`{found}` divides by `{other}`, which may be zero",
        "`{found}` 的除数 `{other}` 可能为零",
        "there is no result to fall back on when it is",
        "write `ratio({left}, {other}, 0)` with the result for a zero; a formula may declare `zero_division` instead",
    ),
    "LOY171": Entry(
        "`{found}` divides by zero",
        "`{found}` 的除数为零",
        "there is no such number",
        "divide by something else",
    ),
}

LIMITS = {
    "LOY180": Entry(
        "the expression is nested more than {limit} deep",
        "表达式嵌套超过 {limit} 层",
        "nobody can check such an expression against a printed rule",
        "name parts of it as metrics",
    ),
    "LOY181": Entry(
        "the expression has more than {limit} parts",
        "表达式的组成部分超过 {limit} 个",
        "nobody can check such an expression against a printed rule",
        "name parts of it as metrics",
    ),
    "LOY182": Entry(
        "the expression is longer than {limit} characters",
        "表达式超过 {limit} 个字符",
        "nobody can check such an expression against a printed rule",
        "name parts of it as metrics",
    ),
}
