"""The `loyalty` command: its table of commands and its own options."""

import click

from loyalty_cli.guard import guarded
from loyalty_cli.lazy import Entry, LazyGroup

COMMANDS = {
    "check": Entry("loyalty_cli.commands.check:check", "Find every mistake in a program."),
    "run": Entry("loyalty_cli.commands.run:run", "Tiers, points and rejections of a population of members."),
    "due": Entry("loyalty_cli.commands.due:due", "What is owed to the members, in due order, overdue first."),
    "explain": Entry("loyalty_cli.commands.explain:explain", "Why a member has a tier, or why not."),
    "targets": Entry("loyalty_cli.commands.targets:targets", "What became of a program's targets over a period."),
    "test": Entry("loyalty_cli.commands.test:test", "Run scenario files."),
    "plugins": Entry("loyalty_cli.commands.plugins:plugins", "What the installed plugins add, commands among it."),
    "new-plugin": Entry("loyalty_cli.commands.new_plugin:new_plugin", "Write a new plugin, with its tests."),
    "completion": Entry("loyalty_cli.commands.completion:completion", "Print the completion script of a shell."),
}


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click calls it so
    if asked and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"loyalty {version('loyalty-sdk')}")
        ctx.exit()


@click.group(cls=LazyGroup, entries=COMMANDS, guard=guarded, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and exit."
)
def cli() -> None:
    """A loyalty program as one reviewable file.

    \b
    loyalty check program.toml
    loyalty run program.toml events.jsonl --out members.csv
    loyalty due program.toml events.jsonl --at 2024-06-30T12:00 --role service-team
    loyalty explain program.toml events.jsonl --member wang --at 2024-06-30 why-not gold
    loyalty test configs/
    """  # noqa: D301 - click wants a real \b
