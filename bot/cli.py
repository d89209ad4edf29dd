"""The `dastak` command. Each sub-command imports what it runs itself: `dastak chat` should not wait for SQLAlchemy."""

from __future__ import annotations

import gc
import importlib
import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from bot.command_list import ELSEWHERE

if TYPE_CHECKING:
    from bot.config import Settings

SECRETS = {
    "action_token",
    "rasa_token",
    "staff_token",
    "twilio_auth_token",
    "twilio_signing_tokens",
    "secret_key",
    "smtp_url",
    "push_key",
}
BAD_SETTING, CANNOT = 2, 1
OBJECTS_BETWEEN_LOOKS = 50_000


class _Lazy(click.Group):
    """Finds the commands of other modules when they are asked for."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was chosen."""
        # Nearly all that a command makes are modules and classes, which stay: by its own defaults the collector looks
        # through them so often that it takes an eighth of the command's time.
        gc.set_threshold(OBJECTS_BETWEEN_LOOKS)
        return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands: those of this module and those that other modules hold."""
        return sorted({*super().list_commands(ctx), *ELSEWHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command of this module, or one of another module, imported now."""
        if cmd_name not in ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        module, name, _ = ELSEWHERE[cmd_name]
        found: click.Command = getattr(importlib.import_module(module), name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing those of other modules."""
        told = {name: summary for name, (_, _, summary) in ELSEWHERE.items()}
        told |= {name: command.get_short_help_str(formatter.width) for name, command in self.commands.items()}
        with formatter.section("Commands"):
            formatter.write_dl(sorted(told.items()))


@click.version_option(package_name="dastak", message="%(package)s %(version)s")
@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Dastak, the post-purchase assistant of an online shop on WhatsApp and SMS."""
    # Into a file or a pipe as well, each line is there when it is said.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)


@main.command()
def run() -> None:
    """Start every process, wait until all are well, stop them at Ctrl-C."""
    from bot.running import start

    with _settings() as settings:
        start.run(settings, lambda: _prepare(settings))


@main.command()
@click.option("--with-taught", is_flag=True, help="Train with what the shops have taught, compare, and switch.")
@click.option("--shop", "slug", default=None, metavar="SHOP", help="Which shop begins that.")
@click.option("--job", type=int, default=None, hidden=True)
def train(with_taught: bool, slug: str | None, job: int | None) -> None:
    """Train the model, if its sources changed since the last archive."""
    from bot.running import ROOT, training

    if with_taught or job is not None:
        from bot.commands.training import run_job, train_now

        return train_now(slug) if job is None else run_job(job)
    with _settings() as settings:
        model = training.ensure_model(ROOT, settings.var_dir / "log" / "train.log")
        click.echo(f"Model: {model}")


@main.command()
def migrate() -> None:
    """Bring the database to the newest version."""
    with _settings() as settings:
        _upgrade(settings)


@main.command()
def seed() -> None:
    """Fill the demo shop in; a second time changes nothing."""
    from bot.demo.seed import seed

    with _settings() as settings:
        click.echo(seed(settings))


@main.command()
@click.option("--as", "number", required=True, metavar="NUMBER", help="The customer's phone, as +919800000001.")
@click.option("--sms", is_flag=True, help="Write by SMS instead of WhatsApp.")
@click.argument("message", required=False)
def chat(number: str, sms: bool, message: str | None) -> None:
    """Write as a customer of the simulator and print the reply; without MESSAGE, a conversation."""
    from bot.commands.chat import NoAnswer, PhoneLine, converse, say_once

    with _settings() as settings:
        if not settings.simulated:
            raise _Failure("`dastak chat` writes through the simulator, and TWILIO_* settings say that Twilio is used.")
        try:
            line = PhoneLine(settings.simulator_url, number, "sms" if sms else "whatsapp")
            if message is None:
                converse(line)
            else:
                say_once(line, message)
        except NoAnswer as error:
            raise _Failure(str(error)) from error


@main.command()
def scheduler() -> None:
    """Run what happens by the clock: sweeps, reminders, broadcasts (a process of `dastak run`)."""
    from bot import scheduler

    with _settings() as settings:
        scheduler.main(settings)


@main.command()
def settings() -> None:
    """Print every setting as it is in force, secrets masked."""
    from bot.config import DERIVED

    with _settings() as values:
        for field, value in values:
            name = field if field in DERIVED else field.upper()
            click.echo(f"{name:<30} {_shown(field, value)}")


def _upgrade(settings: Settings) -> None:
    from bot.db.migrate import UnfitDatabase, upgrade

    try:
        upgrade(settings.database_url)
    except UnfitDatabase as error:
        raise _Failure(str(error)) from error


def _prepare(settings: Settings) -> str:
    """Make the database ready; returns what is to be said once everything runs."""
    from bot.commands.first_code import say_first_code

    _upgrade(settings)
    if settings.simulated and settings.demo:
        from bot.demo.seed import seed

        click.echo(seed(settings))
    elif not settings.simulated:
        from bot.demo.staff import close_demo

        close_demo(settings)
    return say_first_code(settings)


def _shown(name: str, value: object) -> str:
    if name in SECRETS:
        return "********" if value else ""
    if name in ("database_url", "redis_url"):
        text, password = re.sub(r"(password=)[^&]+", r"\1********", str(value)), urlsplit(str(value)).password
        return re.sub(f":{re.escape(password)}@", ":********@", text) if password else text
    return ", ".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)


class _Failure(Exception):
    """One sentence, exit code 1."""


@contextmanager
def _settings() -> Iterator[Settings]:
    """The settings for a command; what goes wrong for a known reason ends in one sentence and no traceback."""
    from bot.config import BadSetting, Settings
    from bot.private import keep_private
    from bot.running import CannotRun

    try:
        values = Settings.from_env()
        keep_private(values.var_dir)
        yield values
    except BadSetting as error:
        click.echo(str(error), err=True)
        sys.exit(BAD_SETTING)
    except (CannotRun, _Failure) as error:
        click.echo(str(error), err=True)
        sys.exit(CANNOT)


if __name__ == "__main__":
    main()
