"""What several plugins declare, put together: in alphabetical order, and nothing twice."""

from collections.abc import Mapping
from typing import Any

from loyalty.benefits.request_kind import RequestKind
from loyalty.errors import PluginError, nearest
from loyalty.members.core import CORE
from loyalty.plugin import builtin
from loyalty.program.vocabulary import Vocabulary

_NOUNS = {
    "loyalty_benefit_kinds": "the benefit kind",
    "loyalty_event_kinds": "the event kind",
    "loyalty_request_kinds": "the request kind",
    "loyalty_functions": "the function",
    "loyalty_checks": "the check",
    "loyalty_terms": "the term",
}


class Gathered:
    """What has been declared so far, by hook, who declared it, and what is wrong."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.faults: list[PluginError] = []
        self._found: dict[str, dict[str, Any]] = {hook: {} for hook in _NOUNS}
        self._owners: dict[tuple[str, str], str] = {("loyalty_event_kinds", name): builtin.NAME for name in CORE}

    def add(self, plugin: str, declared: Mapping[str, Mapping[str, Any]]) -> None:
        """Add what one plugin declares; what another has declared before is a fault."""
        for hook, noun in _NOUNS.items():
            for name, item in declared.get(hook, {}).items():
                owner = self._owners.setdefault((hook, name), plugin)
                if owner == plugin:
                    self._found[hook][name] = item
                elif hook != "loyalty_terms" or item != self._found[hook][name]:
                    self.faults.append(_clash(plugin, hook, f"{noun} `{name}`", owner))

    def of(self, hook: str) -> dict[str, Any]:
        """Return what is declared by one hook, in alphabetical order."""
        return dict(sorted(self._found[hook].items()))


def merged(names: tuple[str, ...], gathered: Gathered) -> Vocabulary:
    """Return the vocabulary; what names something that nobody declares is a fault as well."""
    kinds = gathered.of("loyalty_benefit_kinds")
    requests: dict[str, RequestKind] = gathered.of("loyalty_request_kinds")
    if not gathered.faults:
        gathered.faults += [fault for one in requests.values() for fault in _strangers(one, kinds)]
    return Vocabulary(
        names,
        kinds,
        gathered.of("loyalty_event_kinds"),
        requests,
        gathered.of("loyalty_functions"),
        gathered.of("loyalty_checks"),
        gathered.of("loyalty_terms"),
        tuple(gathered.faults),
    )


def _clash(plugin: str, hook: str, what: str, owner: str) -> PluginError:
    other = "the core does" if owner == builtin.NAME else f"the plugin `{owner}` does"
    message = f"declares {what}, which {other} as well"
    return PluginError(plugin, hook, message, code="clash", hint="another name")


def _strangers(kind: RequestKind, known: Mapping[str, object]) -> list[PluginError]:
    found = []
    for name in kind.benefits:
        if name not in known:
            near = nearest(name, known, 1)
            message = f"declares the request kind `{kind.name}` for a kind of benefit that there is not: `{name}`"
            hint = f"`{near[0]}`" if near else "the name of a benefit kind"
            hook = "loyalty_request_kinds"
            found.append(PluginError(kind.plugin, hook, message, code="bad-declaration", hint=hint))
    return found
