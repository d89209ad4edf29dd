"""`dastak backup` and `dastak restore`: everything that cannot be made again, in one file, and back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.backup import CannotBackUp
from bot.clock import tell_utc
from bot.commands.opening import opened_settings
from bot.config import Settings
from bot.db.migrate import UnfitDatabase

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_FILE, required=False)
@click.option("--with-secrets", is_flag=True, help="The keys of VAR_DIR/secrets as well.")
def backup(file: Path | None, with_secrets: bool) -> None:
    """Write database, media and what waits on disk to one FILE, while everything runs.

    Without FILE: VAR_DIR/backups/dastak-<time>.zip. The keys are left out: without them it opens nobody's account.
    """
    from bot.backup.making import back_up

    with _settled() as settings:
        now = tell_utc()
        target = file or settings.var_dir / "backups" / f"dastak-{now:%Y%m%dT%H%M%SZ}.zip"
        made = back_up(settings, target, now, with_secrets=with_secrets)
    click.echo(f"{made.file}: {made.size / 1e6:.1f} MB, {made.media} files of customers.")
    if with_secrets:
        click.echo("The keys of VAR_DIR/secrets are in it: whoever has this file can open every connected account.")
    else:
        click.echo(
            "The keys are not in it. Keep SECRET_KEY (VAR_DIR/secrets/secret_key) in another place: without it shops, "
            "carriers and second factors have to be connected again after a restore."
        )


@click.command()
@click.argument("file", type=_FILE)
@click.option("--over", is_flag=True, help="In place of what is there, which is lost.")
def restore(file: Path, over: bool) -> None:
    """Put a backup back; everything has to be stopped.

    It is proved byte by byte before anything is touched. Afterwards what would have left since it was made is looked
    for at Twilio before it leaves, and broadcasts ask first.
    """
    from bot.backup.restoring import restore as put_back

    with _settled() as settings:
        done = put_back(settings, file, tell_utc(), over=over)
    age = datetime.now(UTC) - done.made_at
    click.echo(
        f"Restored what was there at {done.made_at:%Y-%m-%d %H:%M} UTC, {age.total_seconds() / 3600:.1f} hours ago."
    )
    click.echo(f"{done.media} files of customers; schema {done.schema}, now {done.now_at}.")
    if not done.opens:
        click.echo(
            "SECRET_KEY is another than the one that sealed this backup: set the former one (SECRET_KEY=new,former), "
            "or connect shops and carriers again."
        )


@contextmanager
def _settled() -> Iterator[Settings]:
    """The settings, and a sentence for what goes wrong with a backup."""
    try:
        with opened_settings() as settings:
            yield settings
    except (CannotBackUp, UnfitDatabase) as error:
        raise click.ClickException(str(error)) from error
