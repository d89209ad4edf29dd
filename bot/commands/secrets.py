"""`dastak secrets`: what SECRET_KEY has sealed, sealed with the newest of its keys."""

from __future__ import annotations

import click

from bot.commands.opening import opened_office


@click.group()
def secrets() -> None:
    """What SECRET_KEY has sealed of shops, carriers and people."""


@secrets.command()
def reseal() -> None:
    """Seal with the newest SECRET_KEY what former ones sealed, so that these can be taken out.

    First let every process have SECRET_KEY=new,former: one that has not would seal with the former one again.
    """
    from bot.services.connections.resealing import list_sealed, seal_anew
    from bot.services.connections.vault import Vault

    with opened_office() as office:
        vault = Vault(office.settings.secret_key.split(","))
        done = []
        for column in list_sealed():
            with office.database.writing.begin() as db:
                done.append(seal_anew(db, vault, column))
    for one in done:
        click.echo(f"{one.column}: {one.anew} sealed anew{f', {one.lost} that no key opens' if one.lost else ''}")
    if any(one.lost for one in done):
        raise click.ClickException("give the key that sealed the rest as well, or connect those shops and people again")
    click.echo("Nothing in the database needs a former key any more.")
