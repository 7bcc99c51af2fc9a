"""A file that appears only when it is complete."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loyalty_cli.exits import Exit, Stop


@contextmanager
def complete(path: Path) -> Iterator[Path]:
    """Yield a new file beside `path` that takes its name at the end, or vanishes if anything goes wrong before."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise Stop(Exit.INPUT, f"{path}: {os.strerror(error.errno or 0)}") from error
    os.close(handle)
    written = Path(name)
    try:
        yield written
        written.chmod(0o666 & ~_umask())
        written.replace(path)
    except OSError as error:
        raise Stop(Exit.INPUT, f"{path}: {os.strerror(error.errno or 0)}") from error
    finally:
        written.unlink(missing_ok=True)


def _umask() -> int:
    """Return the process's umask; it can be read only by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
