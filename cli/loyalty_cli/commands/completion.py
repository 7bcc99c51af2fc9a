"""`loyalty completion`: the script that completes commands and options."""

import click


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell.

    \b
    bash   eval "$(loyalty completion bash)"       in ~/.bashrc
    zsh    eval "$(loyalty completion zsh)"        in ~/.zshrc
    fish   loyalty completion fish | source        in ~/.config/fish/config.fish
    """  # noqa: D301 - click wants a real \b
    from click.shell_completion import get_completion_class

    from loyalty_cli.group import cli

    kind = get_completion_class(shell)
    assert kind is not None
    # The script itself, without the check of the shell's version that `source` makes: it would start that shell.
    script = kind(cli, {}, "loyalty", "_LOYALTY_COMPLETE")
    click.echo(script.source_template % script.source_vars())
