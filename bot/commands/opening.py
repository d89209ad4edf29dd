"""What the commands of a shop share: a built bot, which shop is meant, and secrets that need not be typed openly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from bot.bootstrap import Bot, build
from bot.config import BadSetting, Settings
from bot.db.engine import DatabaseError
from bot.db.shop import Merchant
from bot.ports import ApiError
from bot.services.connections.vault import Sealed
from bot.services.shop import settings
from bot.tasks.names import QUEUES


class SettingRefused(click.ClickException):
    """A setting that cannot be used: the same exit code as that of the other commands."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Opened:
    """A bot, and the shop the command is about."""

    bot: Bot
    merchant_id: int
    zone: ZoneInfo

    def time(self, at: datetime) -> str:
        """Day and time by the shop's clock: 21 Nov 14:32."""
        return f"{at.astimezone(self.zone):%d %b %H:%M}"


@contextmanager
def opened(slug: str | None) -> Iterator[Opened]:
    """A bot and the shop of this name; see `opened_bot` for what goes wrong."""
    with opened_bot() as bot:
        with bot.database.reading.begin() as db:
            merchant_id = settings.find_by_slug(db, slug)
            zone = db.get_one(Merchant, merchant_id).zone
        yield Opened(bot, merchant_id, ZoneInfo(zone))


@contextmanager
def opened_bot() -> Iterator[Bot]:
    """A built bot. What goes wrong for a known reason ends in one sentence and no traceback."""
    try:
        bot = build(Settings.from_env())
        bot.bells.know(QUEUES)
        yield bot
        bot.database.engine.dispose()
    except BadSetting as error:
        raise SettingRefused(str(error)) from error
    except (settings.WhichShop, Sealed) as error:
        raise click.ClickException(str(error)) from error
    except ApiError as error:
        remedy = {"credentials": ": check what you gave", "later": ": try again later"}.get(error.kind, "")
        raise click.ClickException(f"{error.reason}{remedy}") from error
    except DatabaseError as error:
        raise click.ClickException(f"the database does not do as asked ({type(error).__name__})") from error


def of_shop(name: str = "--shop") -> Callable[[Any], Any]:
    """The option that names the shop, where there are several."""
    return click.option(name, "slug", default=None, metavar="SLUG", help="Which shop, where there are several.")


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
