"""What the commands of a shop share: an office to work in, which shop is meant, and secrets not typed openly.

A command waits for what it needs alone: the whole bot (Twilio, Redis, the language guesser) is built when asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from bot.clock import read_clock
from bot.config import BadSetting, Settings
from bot.db.engine import Database, DatabaseError, describe, open_engine, sessions
from bot.db.shop import Merchant
from bot.domain.locale import CONSOLE_CODES, DEFAULT
from bot.private import keep_private
from bot.services.shop.slugs import WhichShop, find_by_slug

if TYPE_CHECKING:
    from bot.bootstrap import Bot


class SettingRefused(click.ClickException):
    """A setting that cannot be used: the same exit code as that of the other commands."""

    exit_code = 2


class Office:
    """What a command works with."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.now: Callable[[], datetime] = read_clock(settings)
        self.database: Database = sessions(open_engine(settings.database_url, bears=None), partly=True)

    @cached_property
    def bot(self) -> Bot:
        """The whole bot, whose bells know every queue; built at first use."""
        from bot.bootstrap import build
        from bot.tasks.names import QUEUES

        bot = replace(build(self.settings, now=self.now), database=self.database)
        bot.bells.know(QUEUES)
        return bot


@dataclass(frozen=True, slots=True)
class Opened:
    """An office, and the shop the command is about."""

    office: Office
    merchant_id: int
    zone: ZoneInfo

    @property
    def database(self) -> Database:
        """Where the shop's rows are."""
        return self.office.database

    @property
    def settings(self) -> Settings:
        """What the environment says."""
        return self.office.settings

    @property
    def bot(self) -> Bot:
        """The whole bot, built at first use."""
        return self.office.bot

    def now(self) -> datetime:
        """The time by the clock of every process."""
        return self.office.now()

    def time(self, at: datetime) -> str:
        """Day and time by the shop's clock: 21 Nov 14:32."""
        return f"{at.astimezone(self.zone):%d %b %H:%M}"


@contextmanager
def opened(slug: str | None) -> Iterator[Opened]:
    """An office and the shop of this name; see `opened_office` for what goes wrong."""
    with opened_office() as office:
        with office.database.reading.begin() as db:
            merchant_id = find_by_slug(db, slug)
            zone = db.get_one(Merchant, merchant_id).zone
        yield Opened(office, merchant_id, ZoneInfo(zone))


@contextmanager
def opened_office() -> Iterator[Office]:
    """What a command works with. What goes wrong for a known reason ends in one sentence and no traceback."""
    with opened_settings() as settings:
        office = Office(settings)
        yield office
        office.database.engine.dispose()


@contextmanager
def opened_settings() -> Iterator[Settings]:
    """The settings alone, with the same ends."""
    try:
        settings = Settings.from_env()
        keep_private(settings.var_dir)
        yield settings
    except BadSetting as error:
        raise SettingRefused(str(error)) from error
    except DatabaseError as error:
        raise click.ClickException(f"DATABASE_URL: {describe(error)} (see docs/settings.md#database_url)") from error
    except Exception as error:
        if sentence := _say(error):
            raise click.ClickException(sentence) from error
        raise


def _say(error: Exception) -> str:
    """What went wrong for a known reason in one sentence, "" for anything else."""
    # Here and not above: the most commands neither ask a shop's system nor open what is sealed.
    from bot.ports import ApiError
    from bot.services.connections.vault import Sealed

    if isinstance(error, ApiError):
        remedy = {"credentials": ": check what you gave", "later": ": try again later"}.get(error.kind, "")
        return f"{error.reason}{remedy}"
    return str(error) if isinstance(error, WhichShop | Sealed) else ""


def of_shop(name: str = "--shop") -> Callable[[Any], Any]:
    """The option that names the shop, where there are several."""
    return click.option(name, "slug", default=None, metavar="SLUG", help="Which shop, where there are several.")


def in_language() -> Callable[[Any], Any]:
    """The option that says in which language of the console sentences are told."""
    return click.option("--language", type=click.Choice(CONSOLE_CODES), default=DEFAULT, help="Of the sentences.")


def secret_options(name: str, what: str) -> Callable[[Any], Any]:
    """--NAME and --NAME-file for a secret; neither is needed, it is asked for then."""

    def both(command: Any) -> Any:
        typed = click.option(f"--{name}", default=None, help=f"{what}; asked for when left out.")
        file = click.option(
            f"--{name}-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=f"{what}, in a file."
        )
        return typed(file(command))

    return both


def secret_of(typed: str | None, file: Path | None, what: str) -> str:
    """A secret from the option, the file, or the keyboard without showing it."""
    value = typed or (file.read_text(encoding="utf-8") if file else click.prompt(what, hide_input=True))
    if not str(value).strip():
        raise click.UsageError(f"{what}: is empty")
    return str(value).strip()


def echo_unkept(unkept: Sequence[str]) -> None:
    """Print which stored words promise what is no longer kept, where there are any."""
    if unkept:
        click.echo("These stored words promise what the shop no longer keeps; customers still read them:")
    for line in unkept:
        click.echo(f"  {line}")
