"""The rules of IANA time zones, from the tzdata package and never from the machine: they must be equal everywhere."""

import io
import pkgutil
from functools import lru_cache
from zoneinfo import ZoneInfo

from loyalty.errors import LoyaltyError, nearest

_MEANT = dict.fromkeys(("beijing", "asia/beijing", "cst", "utc+8", "gmt+8", "utc+08:00", "+08:00"), "Asia/Shanghai")


class Rules(ZoneInfo):
    """A zone's rules; unlike others that were read from a file, they can be copied and pickled."""

    def __repr__(self) -> str:
        return f"zoneinfo.ZoneInfo(key={self.key!r})"

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return rules, (self.key,)


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """Every name of a zone that the tzdata package knows."""
    return frozenset(_read("zones").decode().split())


@lru_cache(maxsize=1024)
def rules(name: str) -> Rules:
    """The rules of the zone of that name.

    Raises:
        LoyaltyError: `unknown-timezone`, with the nearest names.
    """
    if name not in names():
        raise _unknown(name)
    return Rules.from_file(io.BytesIO(_read(f"zoneinfo/{name}")), key=name)


def _read(path: str) -> bytes:
    return pkgutil.get_data("tzdata", path) or b""


def _unknown(name: str) -> LoyaltyError:
    best = [_MEANT[name.lower()]] if name.lower() in _MEANT else nearest(name, names())
    hint = f"nearest known names: {', '.join(best)}" if best else 'write an IANA name, for instance "Asia/Shanghai"'
    return LoyaltyError("unknown-timezone", "there is no time zone of this name", hint=hint)
