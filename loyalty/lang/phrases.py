"""Expressions read aloud: a condition as a short sentence, in which inclusive and strict cannot be confused."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import reduce

import attrs

from loyalty.lang.bounds import MIRRORED
from loyalty.lang.function import Function
from loyalty.lang.nodes import Number
from loyalty.lang.runtime import EPOCH
from loyalty.lang.table import Table
from loyalty.lang.typed import Typed
from loyalty.lang.types import NONE_TIER
from loyalty.lang.voices import CHINESE, ENGLISH, Voice, plain
from loyalty.periods import Period
from loyalty.words import label

Labels = Mapping[str, Mapping[str, str] | str]
_NEGATED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_LOGIC = frozenset({"and", "or"})
_PLACE = re.compile(r"\{([0-9])\}")
_BINDING = {"add": 1, "sub": 1, "mul": 2, "div": 2, "ratio": 2, "neg": 3}


def phrase(typed: Typed, labels: Labels, lang: str, money_unit: str = "元") -> str:
    """Return an expression in words.

    Args:
        typed: what `check` returned.
        labels: what names and tiers are called, and listed words under themselves in double quotes, by language or in
            all languages; what has no label stands for itself.
        lang: ``zh`` or ``en``; Chinese for every tag that begins with ``zh``, English for the rest.
        money_unit: the word after amounts of money.

    >>> from loyalty.lang import INTEGER, MONEY, check, parse
    >>> condition = check(parse("spend >= 10_000 or streak > 10"), {"spend": MONEY, "streak": INTEGER})
    >>> phrase(condition, {"spend": {"zh": "累计消费"}, "streak": {"zh": "连续消费次数"}}, "zh")
    '累计消费达到 10,000 元，或连续消费次数超过 10'
    """
    return _Speaker(CHINESE if lang.startswith("zh") else ENGLISH, labels, lang, money_unit).say(typed)


@attrs.frozen
class _Speaker:
    """A voice, and what the program's own things are called in its language."""

    voice: Voice
    labels: Labels
    lang: str
    money_unit: str

    def say(self, typed: Typed) -> str:
        op = str(typed.value) if typed.op == "call" else typed.op
        return _SAYINGS.get(op, _function)(self, typed)

    def label(self, name: str) -> str:
        """Return what a name is called."""
        found = self.labels.get(name)
        if found is None:
            return self.voice.names.get(name) or (name if self.voice is CHINESE else name.replace("_", " "))
        if isinstance(found, str):
            return found
        return found.get(self.lang) or found.get("") or next(iter(found.values()), name)

    def table(self, typed: Typed) -> Table:
        """Return the table in which a number is looked up."""
        assert isinstance(typed.value, Table)
        return typed.value

    def inner(self, typed: Typed) -> str:
        """Return a condition inside another, in brackets if it has parts of its own."""
        negated = typed.op == "not" and typed.args[0].op in _LOGIC
        text = self.say(typed)
        return self.voice.bracketed(text) if typed.op in _LOGIC or negated else text

    def operand(self, typed: Typed, binding: int) -> str:
        """Return a number inside a calculation, in brackets if it binds less."""
        text = self.say(typed)
        return self.voice.bracketed(text) if _BINDING.get(typed.op, binding) < binding else text

    def listing(self, parts: list[str], last: str = "item") -> str:
        """Return several things in a row."""
        if len(parts) == 1:
            return parts[0]
        rows = reduce(lambda one, two: self.voice.say("item", one, two), parts[:-1])
        return self.voice.say(last, rows, parts[-1])

    def fill(self, word: str, *parts: str) -> str:
        """Return an operation in words."""
        return self.voice.say(word, *parts)


def _const(speaker: _Speaker, typed: Typed) -> str:
    value = typed.value
    if isinstance(value, bool):
        return speaker.fill("true" if value else "false")
    if isinstance(value, Period):
        return speaker.voice.period(value)
    if isinstance(value, str):
        listed = f'"{value}"'
        return speaker.voice.quoted(speaker.label(listed) if listed in speaker.labels else value)
    assert isinstance(value, int | Fraction)
    return _number(speaker, typed, value)


def _number(speaker: _Speaker, typed: Typed, value: int | Fraction) -> str:
    """Return a number, an amount, a date or a tier."""
    kind = typed.type
    if kind.kind == "money":
        return f"{_amount(value, kind.digits)} {speaker.money_unit}"
    if kind.kind == "date":
        return date.fromordinal(int(value) + EPOCH).isoformat()
    if kind.kind == "tier":
        return speaker.voice.quoted(speaker.label((NONE_TIER, *kind.values)[int(value)]))
    if isinstance(typed.node, Number) and typed.node.percent:
        return f"{plain(value * 100)}%"
    return plain(value)


def _amount(value: int | Fraction, digits: int) -> str:
    """Return an amount in major units: whole, or with all decimals of the currency."""
    text = plain(Fraction(value) / 10**digits)
    whole, point, decimals = text.partition(".")
    return f"{whole}.{decimals.ljust(digits, '0')}" if point else text


def _logic(speaker: _Speaker, typed: Typed) -> str:
    parts = [speaker.inner(part) for part in typed.args]
    return reduce(lambda one, two: speaker.fill(typed.op, one, two), parts)


def _not(speaker: _Speaker, typed: Typed) -> str:
    """Return a negation in the words of what is left when it is carried out."""
    inner = typed.args[0]
    if inner.op == "compare" and len(inner.args) == 2:  # noqa: PLR2004 - one comparison
        return _pair(speaker, inner.args[0], _NEGATED[_ops(inner)[0]], inner.args[1])
    if inner.op == "in":
        return _listed(speaker, inner, negated=not inner.value)
    if inner.op == "not":
        return speaker.say(inner.args[0])
    if inner.value == "known" and inner.op == "call":
        return speaker.fill("missing", speaker.say(inner.args[0]))
    if inner.op == "name":
        return speaker.fill("no", speaker.say(inner))
    return speaker.fill("not", speaker.voice.bracketed(speaker.say(inner)))


def _ops(typed: Typed) -> tuple[str, ...]:
    assert isinstance(typed.value, tuple)
    return typed.value


def _compare(speaker: _Speaker, typed: Typed) -> str:
    """Return a comparison; a chain around one value names that value once."""
    args, ops = typed.args, _ops(typed)
    if len(ops) == 2 and args[0].op == "const" == args[2].op != args[1].op:  # noqa: PLR2004 - two bounds
        low = _pair(speaker, args[1], MIRRORED[ops[0]], args[0])
        high = _pair(speaker, args[1], ops[1], args[2])
        subject = speaker.say(args[1])
        return speaker.fill("bound", low, high.removeprefix(subject).strip().removeprefix("of "))
    pairs = [_pair(speaker, left, op, right) for left, op, right in zip(args, ops, args[1:], strict=False)]
    return reduce(lambda one, two: speaker.fill("bound", one, two), pairs)


def _pair(speaker: _Speaker, left: Typed, op: str, right: Typed) -> str:
    """Return one comparison, with the constant last."""
    if left.op == "const" != right.op:
        left, op, right = right, MIRRORED[op], left
    manner: str = "date" if left.type.kind == "instant" else left.type.kind
    if left.type.numeric:
        manner = _manner(speaker, left, right, op)
    return speaker.voice.fill(speaker.voice.comparing[manner][op], speaker.inner(left), speaker.inner(right))


def _manner(speaker: _Speaker, left: Typed, right: Typed, op: str) -> str:
    """Return whether a number is said to reach a threshold, or to be so large."""
    reaching = right.op == "const" and left.op in {"name", "call"} and left.type.kind != "decimal"
    return "reach" if reaching and op in speaker.voice.comparing["reach"] else "number"


def _in(speaker: _Speaker, typed: Typed) -> str:
    return _listed(speaker, typed, negated=bool(typed.value))


def _listed(speaker: _Speaker, typed: Typed, *, negated: bool) -> str:
    needle, *items = typed.args
    if len(items) == 1:
        return _pair(speaker, needle, "!=" if negated else "==", items[0])
    words = speaker.listing([speaker.inner(item) for item in items])
    return speaker.fill("not in" if negated else "in", speaker.inner(needle), words)


def _arithmetic(speaker: _Speaker, typed: Typed) -> str:
    binding = _BINDING[typed.op]
    left = speaker.operand(typed.args[0], binding)
    rest = [speaker.operand(part, binding + 1) for part in typed.args[1:]]
    return speaker.fill(typed.op, left, *rest)


def _neg(speaker: _Speaker, typed: Typed) -> str:
    """Return a negative number with its sign; the opposite of anything else in words."""
    inner = typed.args[0]
    return f"-{speaker.say(inner)}" if inner.op == "const" else _arithmetic(speaker, typed)


def _ratio(speaker: _Speaker, typed: Typed) -> str:
    left, right = speaker.operand(typed.args[0], 2), speaker.operand(typed.args[1], 3)
    fallbacks = [speaker.say(part) for part in typed.args[2:]]
    return speaker.fill("ratio apart" if len(fallbacks) > 1 else "ratio", left, right, *fallbacks)


def _day(speaker: _Speaker, typed: Typed) -> str:
    """Return the day of an instant: only `at` is called otherwise than the instant itself."""
    instant = typed.args[0]
    return speaker.label("day of at") if (instant.op, instant.value) == ("name", "at") else speaker.say(instant)


def _shift(speaker: _Speaker, typed: Typed) -> str:
    return speaker.fill("plus" if typed.value == 1 else "minus", *(speaker.say(part) for part in typed.args))


def _extreme(speaker: _Speaker, typed: Typed) -> str:
    return speaker.fill(str(typed.value), speaker.listing([speaker.say(part) for part in typed.args], "last item"))


def _round(speaker: _Speaker, typed: Typed) -> str:
    number, digits = typed.args
    if not digits.value:
        return speaker.fill("round", speaker.say(number))
    return speaker.fill("round to", speaker.say(number), str(digits.value))


def _otherwise(speaker: _Speaker, typed: Typed) -> str:
    value, fallback = typed.args
    if isinstance(fallback.value, bool):
        return speaker.fill("otherwise true" if fallback.value else "otherwise false", speaker.inner(value))
    return speaker.fill("otherwise", speaker.say(value), speaker.say(fallback))


def _foreign(speaker: _Speaker, typed: Typed) -> str:
    """Return the call of a plugin's function in the plugin's words, else as it is written."""
    function, parts = typed.value, [speaker.say(part) for part in typed.args]
    assert isinstance(function, Function)
    pattern = label(function.names, "zh" if speaker.voice is CHINESE else "en", "")
    if not pattern:
        return f"{function.name}({', '.join(parts)})"
    return _PLACE.sub(lambda found: parts[int(found[1])], pattern)


def _function(speaker: _Speaker, typed: Typed) -> str:
    return speaker.fill(str(typed.value), *(speaker.say(part) for part in typed.args))


_SAYINGS: dict[str, Callable[[_Speaker, Typed], str]] = {
    "const": _const,
    "name": lambda speaker, typed: speaker.label(str(typed.value)),
    "day": _day,
    "lookup": lambda speaker, typed: speaker.label(speaker.table(typed).name),
    "and": _logic,
    "or": _logic,
    "not": _not,
    "compare": _compare,
    "in": _in,
    "add": _arithmetic,
    "sub": _arithmetic,
    "mul": _arithmetic,
    "div": _arithmetic,
    "neg": _neg,
    "ratio": _ratio,
    "shift": _shift,
    "min": _extreme,
    "max": _extreme,
    "otherwise": _otherwise,
    "round": _round,
    "foreign": _foreign,
}
