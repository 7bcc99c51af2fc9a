"""The command that the inn declares."""

import click


@click.command()
def rooms():
    """List the rooms."""
    click.echo("suite")


@click.command()
def broken():
    """Fail."""
    click.echo(1 // 0)
