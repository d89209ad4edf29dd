"""`dastak upgrade`: the database for this code, before the processes that need it."""

from __future__ import annotations

import sys
import time

import click

from bot.commands.opening import opened_settings
from bot.db.engine import Busy, describe
from bot.db.migrate import UnfitDatabase, find_version
from bot.db.migrate import upgrade as migrate
from bot.db.versions import describe_misfit, read_code_version

PAUSE = 3.0  # seconds between two tries to reach a database


@click.command()
@click.option("--wait", is_flag=True, help="Wait for a database that cannot be reached yet.")
@click.option("--check", is_flag=True, help="Change nothing; end with 1 where the schema and this code do not fit.")
def upgrade(check: bool, wait: bool) -> None:
    """Bring the schema to this code's, once, however many hosts begin it at the same time.

    To be run with the new code before its processes are started. A schema that is newer than this code is left alone.
    """
    with opened_settings() as settings:
        if check:
            misfit = describe_misfit(find_version(settings.database_url), read_code_version())
            click.echo(misfit or f"The schema is {read_code_version()}, as this code needs it.")
            sys.exit(1 if misfit else 0)
        try:
            before, after = _migrate_when_there(settings.database_url, wait)
        except UnfitDatabase as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"The schema was {before} and is {after}." if before != after else f"The schema is {after} already.")


def _migrate_when_there(database_url: str, wait: bool) -> tuple[str, str]:
    while True:
        try:
            return migrate(database_url)
        except Busy as error:
            if not wait:
                raise
            click.echo(f"DATABASE_URL: {describe(error)}: asked again.", err=True)
            time.sleep(PAUSE)
