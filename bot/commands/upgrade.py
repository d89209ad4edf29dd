"""`dastak upgrade`: the database for this code, before the processes that need it."""

from __future__ import annotations

import sys

import click

from bot.commands.opening import opened_settings
from bot.db.migrate import UnfitDatabase, find_version
from bot.db.migrate import upgrade as migrate
from bot.db.versions import describe_misfit, read_code_version


@click.command()
@click.option("--check", is_flag=True, help="Change nothing; end with 1 where the schema and this code do not fit.")
def upgrade(check: bool) -> None:
    """Bring the schema to this code's, once, however many hosts begin it at the same time.

    To be run with the new code before its processes are started. A schema that is newer than this code is left alone.
    """
    with opened_settings() as settings:
        if check:
            misfit = describe_misfit(find_version(settings.database_url), read_code_version())
            click.echo(misfit or f"The schema is {read_code_version()}, as this code needs it.")
            sys.exit(1 if misfit else 0)
        try:
            before, after = migrate(settings.database_url)
        except UnfitDatabase as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"The schema was {before} and is {after}." if before != after else f"The schema is {after} already.")
