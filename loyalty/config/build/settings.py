"""Build what a kind of benefit says of itself: its settings class, made once, or once for each tier."""

from collections.abc import Mapping
from typing import Any

import attrs

from loyalty.benefits.kind import BenefitKind
from loyalty.benefits.marks import Setting, marks
from loyalty.config.build.context import Build
from loyalty.config.build.entitled import TIER, Entitled
from loyalty.config.build.expressions import expression, meaning, tree
from loyalty.config.build.making import made
from loyalty.config.build.scopes import Scopes
from loyalty.config.findings import known, shown
from loyalty.config.raw.benefit import KEYS
from loyalty.errors import LoyaltyError, PluginError
from loyalty.lang import BOOL, names
from loyalty.words import Path

_BAD = object()


def _without_by(value: object) -> object:
    """Return a table without the word that says what it goes by."""
    return {key: item for key, item in value.items() if key != "by"} if isinstance(value, Mapping) else value


@attrs.frozen(eq=False)
class Settings:
    """Reads the settings of one benefit."""

    build: Build
    scopes: Scopes
    entitled: Entitled
    kind: BenefitKind
    path: Path
    by: str = TIER

    def by_tier(self, raw: Mapping[str, object]) -> dict[str, object]:
        """Return an instance of the settings class for each tier of its tables, or one under ``""`` for all.

        Tables that go by something else than tiers have an instance for each of that.
        """
        raw = {key: _without_by(value) for key, value in raw.items()}
        declared = {setting.key: setting for setting in marks(self.kind.settings)}
        self._check_keys(raw, declared)
        given = {key: self._read(declared[key], value) for key, value in raw.items() if key in declared}
        tables = {key: value for key, value in given.items() if isinstance(value, dict)}
        strangers = {tier for table in tables.values() for tier in table} - {*self.entitled.words(self.by)}
        missing = [one for one in declared.values() if one.required and one.key not in given]
        if strangers or missing or any(value is _BAD for value in given.values()):
            return {}
        if self.by == TIER:
            tables = {key: self._filled(table) for key, table in tables.items()}
        tiers = list(dict.fromkeys(tier for table in tables.values() for tier in table)) or [""]
        return {tier: self._made(declared, given, tables, tier) for tier in tiers if self._is_whole(tables, tier)}

    def _made(
        self,
        declared: Mapping[str, Setting],
        given: Mapping[str, Any],
        tables: Mapping[str, Mapping[str, Any]],
        tier: str,
    ) -> object:
        values = {declared[key].name: tables[key][tier] if key in tables else value for key, value in given.items()}
        try:
            return made(self.kind, values)
        except PluginError as error:
            self.build.report("LOY271", str(error).removesuffix(f" ({error.hint})"), self.path, error.hint)
        except LoyaltyError as error:
            self.build.report("LOY229", error.message, (*self.path, *error.path), error.hint)
        return None

    def _is_whole(self, tables: Mapping[str, Mapping[str, object]], tier: str) -> bool:
        """Say whether every table says something for a tier, and report those that do not."""
        for key, table in tables.items():
            if tier not in table:
                message = f"`{key}` says nothing for `{tier}`, which another table lists"
                self.build.report("LOY229", message, (*self.path, key), f"`{tier} = ...`")
                return False
        return True

    def _filled(self, table: Mapping[str, object]) -> dict[str, object]:
        owners = self.entitled.owners
        ladder = next((owners[tier] for tier in table if tier in owners), "main")
        return self.entitled.filled(ladder, table)

    def _check_keys(self, raw: Mapping[str, object], declared: Mapping[str, Setting]) -> None:
        for key in raw:
            if key not in declared:
                message = f"there is no key `{shown(key)}` in a benefit of the kind `{self.kind.name}`"
                cure = known([*declared, *sorted(KEYS)], key)
                self.build.report("LOY220", message, (*self.path, key), cure, key=True)
        for setting in declared.values():
            if setting.required and setting.key not in raw:
                message = f"a benefit of the kind `{self.kind.name}` needs `{setting.key}`"
                self.build.report("LOY221", message, self.path, f"`{setting.key} = ...`", key=True)

    def _read(self, setting: Setting, value: object) -> Any:
        path = (*self.path, setting.key)
        if not isinstance(value, Mapping):
            return self._value(setting, value, path)
        if setting.reader in {"words", "line", "member"}:
            message = f"`{setting.key}` cannot differ by tier"
            self.build.report("LOY222", message, path, "one value for all, or a benefit for each tier")
            return _BAD
        found = {tier: self._value(setting, one, (*path, tier)) for tier, one in value.items()}
        if not found:
            self.build.report("LOY235", "the table lists no tier", path, "`{ gold = 1 }`")
        return _BAD if not found or any(one is _BAD for one in found.values()) else found

    def _value(self, setting: Setting, value: Any, path: Path) -> Any:
        before = len(self.build.findings)
        read = getattr(self, f"_{setting.reader}")(setting, value, path)
        return _BAD if len(self.build.findings) > before else read

    def _percent(self, _setting: Setting, value: Any, path: Path) -> Any:
        return self.build.share(value, path)

    def _money(self, _setting: Setting, value: Any, path: Path) -> Any:
        return self.build.money(value, path, 0)

    def _whole(self, _setting: Setting, value: Any, path: Path) -> Any:
        return self.build.whole(value, path, 0)

    def _number(self, _setting: Setting, value: Any, path: Path) -> Any:
        return self.build.number(value, path)

    def _span(self, _setting: Setting, value: Any, path: Path) -> Any:
        return self.build.period(self._text(_setting, value, path), path)

    def _switch(self, _setting: Setting, value: Any, path: Path) -> Any:
        if not isinstance(value, bool | str):
            self.build.report("LOY222", "true or false is wanted here", path, "`true`")
            return _BAD
        return self.build.truth(value, path)

    def _text(self, _setting: Setting, value: Any, path: Path) -> Any:
        if not isinstance(value, str):
            one = value[0] if isinstance(value, tuple) and value else value
            what = "a list" if isinstance(value, tuple) else shown(str(value))
            self.build.report("LOY222", f"a text is wanted here, not {what}", path, f'`"{shown(str(one))}"`')
            return _BAD
        parameter = self.build.parameters.get(value)
        return parameter.value if parameter is not None and parameter.type == "text" else value

    def _words(self, _setting: Setting, value: Any, path: Path) -> Any:
        return value if isinstance(value, tuple) else (self._text(_setting, value, path),)

    def _word(self, setting: Setting, value: Any, path: Path) -> Any:
        if value not in setting.words:
            listed = known(setting.words, str(value)).replace("`", '"')
            self.build.report("LOY223", f"`{shown(str(value))}` is not one of the words for this", path, listed)
        return value

    def _member(self, _setting: Setting, value: Any, path: Path) -> Any:
        text = self._text(_setting, value, path)
        return expression(self.build, text, path, self.scopes.member(), BOOL) if isinstance(text, str) else _BAD

    def _line(self, _setting: Setting, value: Any, path: Path) -> Any:
        """Read a condition about a line: of those kinds of purchases that have every name in it."""
        text = self._text(_setting, value, path)
        node = tree(self.build, text, path) if isinstance(text, str) else None
        if node is None:
            return _BAD
        kinds = [name for name, kind in self.scopes.events.items() if kind.refundable]
        having = [kind for kind in kinds if names(node) <= self._names(kind)] or kinds
        base = self.scopes.event(having, metrics=True)
        return meaning(self.build, text, node, path, self.scopes.lines(having, node, base), BOOL)

    def _names(self, kind: str) -> set[str]:
        event = self.scopes.events[kind]
        fields = {field.name for field in (*event.fields, *(event.lines or ()))}
        return fields | self.scopes.facts.keys() | self.scopes.metrics.keys()
