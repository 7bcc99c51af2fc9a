"""Writing a mapping as TOML, as an author would: tables for what has a name, inline tables below."""

from datetime import date, datetime


def toml(document):
    """The text of a program."""
    lines = []
    for name, table in document.items():
        if isinstance(table, list):
            lines += [line for each in table for line in (f"[[{name}]]", *_pairs(each), "")]
        else:
            lines += _table((name,), table)
    return "\n".join(lines)


def _table(path, table):
    """A table; tables of tables have headings of their own, and lists of tables too."""
    deep = path in (("member",), ("events",), ("ladders",)) or path[:1] == ("events",)
    inner = {key: each for key, each in table.items() if _headed(path, key, each, deep=deep)}
    plain = {key: each for key, each in table.items() if key not in inner}
    lines = [f"[{'.'.join(path)}]", *_pairs(plain), ""] if plain or not inner else []
    for key, each in inner.items():
        if isinstance(each, list):
            lines += [line for one in each for line in (f"[[{'.'.join((*path, key))}]]", *_pairs(one), "")]
        else:
            lines += _table((*path, key), each)
    return lines


def _headed(path, key, value, *, deep):
    if isinstance(value, list):
        return bool(value) and isinstance(value[0], dict) and path == ("points",)
    if not isinstance(value, dict) or not deep:
        return False
    return len(path) == 1 or key == "lines"


def _pairs(table):
    return [f"{_key(key)} = {inline(value)}" for key, value in table.items()]


def _key(key):
    return f'"{key}"' if "/" in key else key


def inline(value):
    """One value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{ " + ", ".join(_pairs(value)) + " }" if value else "{}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(inline(each) for each in value) + "]"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
