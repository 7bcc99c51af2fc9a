"""Exit codes: documented in `loyalty --help`, and stable."""

from enum import IntEnum


class Exit(IntEnum):
    """What the exit code of every command means."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    PROGRAM = 3
    INPUT = 4
    FAULT = 70
    INTERRUPTED = 130
    BROKEN_PIPE = 141
    TERMINATED = 143


MEANINGS = {
    Exit.OK: "all is well",
    Exit.FINDINGS: "mistakes found, expectations not met, limits not known, or events rejected with --strict",
    Exit.USAGE: "the command was not understood",
    Exit.PROGRAM: "the program does not load",
    Exit.INPUT: "an input cannot be read, or an output cannot be written",
    Exit.FAULT: "a fault in loyalty itself, or in a plugin",
    Exit.INTERRUPTED: "stopped with Ctrl-C",
    Exit.BROKEN_PIPE: "the reader of the output went away",
    Exit.TERMINATED: "stopped by the system",
}


class Stop(Exception):  # noqa: N818 - it stops a command; not always because of an error
    """Ends a command with an exit code and a message (none when everything has been said); never with a traceback."""

    def __init__(self, code: Exit, message: str = "") -> None:
        """Keep the code for the shell and the message for the reader."""
        super().__init__(code, message)
        self.code = code
        self.message = message
