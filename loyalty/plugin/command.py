"""Commands that a plugin adds to the command line."""

import attrs


@attrs.frozen
class Command:
    """A command under ``loyalty <plugin>``.

    Attributes:
        name: how it is called.
        target: ``"module:attribute"`` of a `click.Command`, imported only when it is called.
        help: one line for the list of commands.
    """

    name: str
    target: str
    help: str
