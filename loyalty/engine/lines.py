"""Generates the one pass over an order's lines: groups by line conditions, and what metrics want of single lines."""

from collections.abc import Sequence
from functools import cached_property

from loyalty.engine.earning import Earning
from loyalty.engine.layout import Layout
from loyalty.engine.names import Names
from loyalty.engine.source import Source
from loyalty.engine.uses import Use
from loyalty.members.kind import EventKind


class Lines:
    """Writes the loop over the lines of one kind's orders.

    In the generated text `l` is one line and ``q<use>`` what a metric wants of the lines. With one condition `g1` is
    the amount of the lines that satisfy it and `h` says whether there is any; with several, `G` has the amount of each
    group, ``g<condition>`` the sums and `K` the conditions that any line satisfies. `b` collects which line satisfies
    which condition, where that cannot be asked again later.
    """

    def __init__(self, source: Source, layout: Layout, kind: EventKind, uses: Sequence[Use], earning: Earning) -> None:
        """Look up the conditions over the kind's lines."""
        self.source = source
        self.layout = layout
        self.kind = kind
        self.uses = uses
        self.earning = earning
        self.predicates = layout.predicates.get(kind.name, ())
        self.has_amount = any(field.name == "amount" for field in kind.lines or ())
        self.lazy = not self.predicates or self._is_lazy()

    @property
    def grouped(self) -> bool:
        """Whether the lines' amounts are kept by group."""
        return bool(self.predicates) and self.has_amount

    def write(self) -> None:
        """Write the loop, if anything wants the lines."""
        wanted = [use for use in self.uses if use.of_lines]
        for use in wanted:
            self.source.line(f"q{self.uses.index(use)} = {'0' if use.mode == 'value' else '[]'}")
        if len(self.predicates) > 1:
            self._many_groups(wanted)
        elif self.predicates:
            self._two_groups(wanted)
        elif wanted:
            with self.source.block("for l in e[7]:"):
                self._wanted(wanted, -1)

    def _two_groups(self, wanted: list[Use]) -> None:
        line, amount = self.source.line, self._amount()
        present = self._asks(0)
        line("g1 = 0" + ("; h = False" if present else "") + ("" if self.lazy else "; b = 0; w = 1"))
        with self.source.block("for l in e[7]:"):
            with self.source.block(f"if {self._predicate(0)}:"):
                line(f"g1 += {amount}" + ("; h = True" if present else "") + ("" if self.lazy else "; b += w"))
                self._wanted(wanted, 0, empty=False)
            if not self.lazy:
                line("w += w")
            self._wanted(wanted, -1, empty=False)

    def _many_groups(self, wanted: list[Use]) -> None:
        line, count = self.source.line, len(self.predicates)
        line("G = {}" + ("" if self.lazy else "; b = 0; w = 1"))
        with self.source.block("for l in e[7]:"):
            line(f"k = {self._mask()}")
            line(f"G[k] = G.get(k, 0) + {self._amount()}")
            if not self.lazy:
                line(f"b += k * w; w <<= {count}")
            for i in range(count):
                if any(use.bit == i for use in wanted):
                    with self.source.block(f"if k & {1 << i}:"):
                        self._wanted(wanted, i)
            self._wanted(wanted, -1, empty=False)
        self._sums()

    def _sums(self) -> None:
        """Write the amounts by condition, and in `K` which conditions any line satisfies, from the groups."""
        line, bits = self.source.line, range(len(self.predicates))
        summed = [bit for bit in bits if self.earning.sums(bit) or self._feeds(bit)]
        present = any(self._asks(bit) for bit in bits)
        if not summed and not present:
            return
        line(" = ".join([*(["K"] if present else []), *(f"g{bit}" for bit in summed), "0"]))
        with self.source.block("for k, a in G.items():"):
            if present:
                line("K |= k")
            for bit in summed:
                with self.source.block(f"if k & {1 << bit}:"):
                    line(f"g{bit} += a")

    def _feeds(self, bit: int) -> bool:
        """Whether a metric counts the amount of the lines that satisfy a condition."""
        return any(use.bit == bit and use.mode in {"amount", "journal-amount"} for use in self.uses)

    def _asks(self, bit: int) -> bool:
        """Whether a metric or a rule asks if any line satisfies a condition."""
        return self.earning.presence(bit) or any(use.bit == bit and use.flag >= 0 for use in self.uses)

    def marked(self) -> str:
        """Return the source of a record's LINES: the amount of each with its conditions in the last bits."""
        if not self.has_amount:
            return f"v[{self.kind.position('amount')}]"
        width, amount = len(self.predicates), self._amount()
        if not width:
            return f"[{amount} for l in e[7]]"
        if self.lazy and width == 1:
            return f"[{amount} * 2 + 1 if {self._predicate(0)} else {amount} * 2 for l in e[7]]"
        if self.lazy:
            return f"[({amount} << {width}) + ({self._mask()}) for l in e[7]]"
        return f"[({amount} << {width}) + (b >> {width} * i & {(1 << width) - 1}) for i, l in enumerate(e[7])]"

    def leads(self) -> str:
        """Return the source that says whether the first line satisfies the only condition."""
        return f"any([{self._predicate(0)} for l in e[7][:1]])" if self.lazy else "b & 1"

    def _is_lazy(self) -> bool:
        """Say whether the line conditions read the event alone, so that they can be asked again later."""
        own = {field.name for field in (*self.kind.fields, *(self.kind.lines or ()))}
        for number, where in self.predicates:
            if where.typed.names - own - self.layout.versions[number].parameters.keys():
                return False
        return True

    def _wanted(self, wanted: list[Use], bit: int, *, empty: bool = True) -> None:
        mine = [use for use in wanted if use.bit == bit]
        for use in mine:
            name, value = f"q{self.uses.index(use)}", f"l[{self.kind.line_position(str(use.source.field))}]"
            self.source.line(f"{name} += {value} or 0" if use.mode == "value" else f"{name}.append({value})")
        if not mine and empty:
            self.source.line("pass")

    def _mask(self) -> str:
        """Return the source of the conditions that a line satisfies, one bit each."""
        return " | ".join(f"({1 << i} if {self._predicate(i)} else 0)" for i in range(len(self.predicates)))

    def _predicate(self, bit: int) -> str:
        return self._tests[bit]

    @cached_property
    def _tests(self) -> list[str]:
        """The sources of the line conditions."""
        current = self.earning.names.current
        found = {n: Names(self.source, self.layout, n, self.kind, current=current) for n, _where in self.predicates}
        return [found[number].expression(where) for number, where in self.predicates]

    def _amount(self) -> str:
        return f"l[{self.kind.line_position('amount')}]" if self.has_amount else "0"
