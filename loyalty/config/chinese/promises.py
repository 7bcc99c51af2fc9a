"""Mistakes and doubts about promises, LOY410-419 and LOY520-549, in Chinese: titles, sentences and cures."""

PROMISES = {
    "LOY410": (
        "不是时间长度",
        "期限按时钟或按工作时间计算，文件必须写明是哪一种",
        '`"PT30M"`、`"2 working hours"` 或 `"5 working days"`',
    ),
    "LOY411": (
        "承诺由什么引起",
        "承诺因某个事件或日期而产生，或在日历的每个期间产生一次",
        '`on = "complaint"`，或 `every = "month"`',
    ),
    "LOY412": (
        "未知的起因",
        "这样永远不会欠下任何事",
        "写事件种类、会员的日期字段，或 `[calendar.festivals]` 中的节日",
    ),
    "LOY413": ("期限互相矛盾", "没有任何时刻可以履行承诺", "修改其中一个期限"),
    "LOY414": (
        "没有起算的时刻",
        "期限从引起或变更承诺的每个事件所写明的时刻或日期起算",
        '在事件中写 `start = "instant"`',
    ),
    "LOY415": (
        "没有指明是哪一件",
        "几件同时未了结时，由一个字段指明事件所指的是哪一件，该字段在这些事件中须相同",
        "在这些事件中以同一类型声明该字段",
    ),
    "LOY416": ("无法完成的步骤", "每个步骤由指明它的事件完成一次", "每个步骤写一次，与事件中的写法一致"),
    "LOY417": (
        "无法在此时通知",
        "事项在违约时、之前或之后一段时间移交",
        '`escalate = [{ to = "lead" }]`',
    ),
    "LOY418": (
        "没有营业时间却用了工作时间",
        "工作时间只在营业时间内计算，猜测会移动所有期限",
        "写明营业时间",
    ),
    "LOY419": ("无法给出的补偿", "违约所给的内容必须存在，而且会员用得上", "`remedy = { points = 100 }`"),
    "LOY520": ("无法履行的承诺", "每一件都会以违约告终", "修改履行的条件"),
    "LOY521": ("没有期限的承诺", "永远不会逾期，也就不会通知任何人", '`due = "PT24H"`，或 `before = "PT1H"`'),
    "LOY522": ("表中漏了人", "没有列出的人没有这项承诺", "列出所有享有承诺的人"),
    "LOY523": ("没有任何事会引起的承诺", "永远不会欠下任何事", "修改起因，或删去"),
    "LOY524": ("两项相同的承诺", "同一件事会逾期两次", "只保留一项"),
    "LOY525": ("对任何人都不生效的承诺", "没有会员能享有它", "写会员能达到的等级"),
    "LOY526": ("事项尚未产生就要通知", "有些事项的期限比这更短", "缩短 `before`"),
    "LOY527": (
        "同一事件履行前一件，又引起后一件",
        "每个这样的事件都履行由前一个事件引起的事项，只有前后相继时才正确",
        "换成另一种事件，或豁免这一条",
    ),
}
"""Title, reason and cure by code."""

SENTENCES = (
    ('"<text>" is not a length of time', '"<text>" 不是时间长度'),
    ('the value of `<name>`, "<text>", is not a length of time', '`<name>` 的值 "<text>" 不是时间长度'),
    (
        "the parameter `<name>` is of type <T>, and a length of time is wanted here",
        "参数 `<name>` 的类型是<T>，而这里需要时间长度",
    ),
    ("the table lists nothing", "表中没有列出任何内容"),
    ("nothing opens the promise `<id>`", "没有任何事会引起承诺 `<id>`"),
    (
        "the promise `<id>` is opened by events and by the calendar",
        "承诺 `<id>` 既由事件引起，又由日历引起",
    ),
    ("`<kind>` is an event and `<name>` is a date", "`<kind>` 是事件，而 `<name>` 是日期"),
    (
        "`<key>` does not go with `every`: a calendar period has its own beginning and end",
        "`<key>` 不能与 `every` 搭配：日历期间有自己的起止",
    ),
    (
        "`<key>` does not go with a date: there is no event that opens it",
        "`<key>` 不能与日期搭配：没有引起它的事件",
    ),
    (
        "there is no event kind, date field or festival `<name>`",
        "没有名为 `<name>` 的事件种类、日期字段或节日",
    ),
    ("`<name>` is the name of an event kind and of a <N>", "`<name>` 既是事件种类的名称，又是<N>的名称"),
    ("the promise `<id>` is there twice", "承诺 `<id>` 出现两次"),
    ("`<key>` names nothing", "`<key>` 没有写任何内容"),
    (
        "`<kind>` has no field `<name>` that says which case is meant",
        "`<kind>` 没有指明是哪一件的字段 `<name>`",
    ),
    (
        "`<name>` of `<kind>` is of type <T>, and the case is named by the id of the event that opens it",
        "`<kind>` 的 `<name>` 类型是<T>，而事项由引起它的事件的编号指明",
    ),
    (
        "`<name>` of `<kind>` is of type <T>, and the case is named by a value of type <U>",
        "`<kind>` 的 `<name>` 类型是<T>，而事项由类型为<U>的值指明",
    ),
    ("`<key>` needs `steps`", "`<key>` 需要 `steps`"),
    ("each step is done once, so `times` does not go with `steps`", "每个步骤完成一次，`times` 不能与 `steps` 搭配"),
    ("no field says which of the steps an event is", "没有字段指明事件是哪个步骤"),
    ('the step "<name>" is there twice', '步骤 "<name>" 出现两次'),
    (
        "`<name>` of `<kind>` is of type <T>, and the names of steps are texts",
        "`<kind>` 的 `<name>` 类型是<T>，而步骤的名称是文字",
    ),
    ('`<name>` of `<kind>` can never be "<step>"', '`<kind>` 的 `<name>` 不会是 "<step>"'),
    ("there is no text field of `<kind>` called `<name>`", "`<kind>` 没有名为 `<name>` 的文字字段"),
    ("there is no field with `values` `<name>`", "没有写明 `values` 的字段 `<name>`"),
    (
        "a promise is due so long after something, or so long before it",
        "承诺的期限是某一时刻之后多久，或之前多久",
    ),
    (
        "`strict` says what holds exactly at the limit, and there is none",
        "`strict` 说明恰在期限之时如何，而这里没有期限",
    ),
    ('"<said>" is working time, and nothing says when the house is open', '"<said>" 是工作时间，而没有写明营业时间'),
    ('"<word>" is not a period of the calendar', '"<word>" 不是日历期间'),
    (
        'it is too early until "<first>" have passed, and too late after "<last>"',
        '"<first>" 之前过早，"<last>" 之后又过晚',
    ),
    (
        'it is too early until "<first>" before, and too late from "<last>" before on',
        '提前 "<first>" 之前过早，提前不足 "<last>" 又过晚',
    ),
    (
        "`moved_by` needs `counted_from`: nothing in the event says from when it is counted anew",
        "`moved_by` 需要 `counted_from`：事件没有写明重新起算的时刻",
    ),
    ("`<kind>` has no field `<name>` from which to count", "`<kind>` 没有可以起算的字段 `<name>`"),
    (
        "`<name>` of `<kind>` is of type <T>, and time is counted from an instant or a date",
        "`<kind>` 的 `<name>` 类型是<T>，而时间从时刻或日期起算",
    ),
    (
        "`<kind>` may leave out `<name>`, and then nothing would say from when to count",
        "`<kind>` 可以不写 `<name>`，那时就不知道从何时起算",
    ),
    (
        'what should be done is missed but never breached, so nobody is told: `strength = "should"`',
        '`strength = "should"` 只会错过，不会违约，所以不通知任何人',
    ),
    (
        'what should be done is missed but never breached, so nothing is made good: `strength = "should"`',
        '`strength = "should"` 只会错过，不会违约，所以无须补偿',
    ),
    ("a remedy is points or one use of a benefit", "补偿是积分，或一次权益"),
    ("there are no points that could be given", "没有可以给出的积分"),
    ("`<name>` acts by itself, and nobody can be given a use of it", "`<name>` 自动生效，无法给出一次"),
    ("somebody is told before the breach, at it or after it", "通知在违约之前、当时或之后"),
    (
        "`<key>` of `<id>` lists nothing for <words>, so there is no such promise",
        "`<id>` 的 `<key>` 没有列出 <words>，因此没有这项承诺",
    ),
    ("`<field>` may be unknown, and then there is no `<id>`", "`<field>` 可能未知，那时就没有 `<id>`"),
    ("`<one>` and `<other>` promise the same for the same", "`<one>` 与 `<other>` 对同样的人承诺同样的事"),
    ("nobody can ever stand on a tier that has `<id>`", "没有人能处于享有 `<id>` 的等级"),
    ("this condition never holds, so nobody ever has `<id>`", "这个条件永远不成立，因此没有人享有 `<id>`"),
    ("this condition never holds, so nothing opens `<id>`", "这个条件永远不成立，因此没有任何事会引起 `<id>`"),
    ("this condition never holds, so nothing keeps `<id>`", "这个条件永远不成立，因此没有任何事能履行 `<id>`"),
    (
        "`<kind>` keeps the case that the one before it opened, and opens the next",
        "`<kind>` 履行由前一个引起的事项，又引起下一件",
    ),
    ("`<id>` has no limit, so it is never late", "`<id>` 没有期限，永远不会逾期"),
    (
        'some cases of `<id>` are due after "<due>", and `<role>` is told "<before>" before',
        '`<id>` 有些事项在 "<due>" 之后到期，而 `<role>` 要提前 "<before>" 得知',
    ),
    (
        "`before` needs `counted_from`: when the event opens the promise, it has happened",
        "`before` 需要 `counted_from`：事件引起承诺时，它已经发生",
    ),
    (
        '"<before>" before the limit the promise does not exist yet: it is due after "<longest>"',
        '期限之前 "<before>" 时承诺尚未产生：它在 "<longest>" 之后到期',
    ),
)
"""Headlines, written as in `sentences`."""

ADVICE = (
    ('declare `<name>` with type = "period"', '把 `<name>` 声明为 type = "period"'),
    ("`<code>` for `<name>`, or a default", "在 `<name>` 中写 `<code>`，或给默认值"),
    ("another value for `<name>`: <M>", "改写 `<name>` 的值：<M>"),
    ("one of the two, or two promises", "只写其中一个，或写成两项承诺"),
    ("a promise for each", "各写一项承诺"),
    ("each kind once", "每个种类写一次"),
    ("each step once", "每个步骤写一次"),
    ("leave `<key>` out", "删去 `<key>`"),
    ("points, or another benefit", "积分，或另一项权益"),
    ("`<code>`, or a benefit", "`<code>`，或一项权益"),
    ("one of the two, or two entries", "只写其中一个，或写成两条"),
    ('less than "<length>"', '短于 "<length>"'),
    ('"<length>" or less', '"<length>" 或更短'),
    ('"<length>" or more', '"<length>" 或更长'),
    ("`<code>` in `<kind>`", "在 `<kind>` 中写 `<code>`"),
    ("`<code>` in `<kind>`, or <M>", "在 `<kind>` 中写 `<code>`，或 <M>"),
    ("`<code>` for `<name>` in `<kind>`", "在 `<kind>` 的 `<name>` 中写 `<code>`"),
    ('type = "<type>" for `<name>` in `<kind>`', '在 `<kind>` 的 `<name>` 中写 type = "<type>"'),
    ("`<code>` under `<table>`", "在 `<table>` 中写 `<code>`"),
    ("`<code>`, a text field of the events in `<key>`", "`<code>`，即 `<key>` 中事件的文字字段"),
)
"""Reasons and cures, written as in `advice`."""
