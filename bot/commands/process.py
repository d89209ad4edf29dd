"""`dastak process` and `dastak units`: the processes one by one, for systemd, Procfiles and containers."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.commands.opening import opened_settings
from bot.running import ROOT, CannotRun


@click.command()
@click.argument("name")
@click.option("--host", default="127.0.0.1", show_default=True, help="What it listens on: 0.0.0.0 in a container.")
@click.option("--alive", is_flag=True, help="Start nothing; end with 1 where the one that runs gives no sign of life.")
@click.option("--model", type=click.Path(path_type=Path), help="Rasa's, instead of that of the sources here.")
def process(name: str, host: str, alive: bool, model: Path | None) -> None:
    """Become one process: web, live, worker, scheduler, actions or rasa."""
    from bot.running import one, training

    with opened_settings() as settings:
        names = one.list_names(settings)
        if name not in names:
            raise click.BadParameter(f"choose from {', '.join(names)}", param_hint="NAME")
        if alive:
            sys.exit(0 if one.is_alive(settings, name) else 1)
        if name == "rasa" and model is None:
            model = training.archive(ROOT)
        try:
            one.become(settings, name, model or Path(), host)
        except CannotRun as error:
            raise click.ClickException(str(error)) from error


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="A folder.")
@click.option("--home", default="/opt/dastak", show_default=True, help="Where the code lies on the host.")
@click.option("--var", "var_dir", default="/var/lib/dastak", show_default=True, help="VAR_DIR on the host.")
def units(out: Path, home: str, var_dir: str) -> None:
    """Write systemd's units and a Procfile, by the table of processes that `dastak run` starts."""
    from bot.running.units import write_all

    for path in write_all(out, home, var_dir):
        click.echo(path)
