"""The web application of a bot, made once for each: to put its routes together takes longer than most tests."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule

from bot.bootstrap import Bot
from bot.config import Settings
from bot.web import create_app

# Werkzeug compiles its routes from syntax trees, and Python 3.11 loses count when two threads do that at once
# (SystemError: AST constructor recursion depth mismatch). A real process makes its application once.
_making = threading.Lock()
_make_builder = Rule._compile_builder
_builders: dict[tuple[str, str, bool], Callable[..., tuple[str, str]]] = {}


def _known_builder(self: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    """Return what makes the addresses of a route: most of the time of putting an application together went into it."""
    wanted = (self.rule, repr(self.defaults), append_unknown)
    if wanted not in _builders:
        _builders[wanted] = _make_builder(self, append_unknown)
    return _builders[wanted]


Rule._compile_builder = _known_builder  # type: ignore[method-assign]


@dataclass(frozen=True, slots=True)
class _Made:
    """An application and what it was made of; some tests put other settings into their bot."""

    bot: Bot
    settings: Settings
    app: Flask


_newest: list[_Made] = []


def app_of(bot: Bot) -> Flask:
    """Return the application around the bot as it is now: that of the call before, where nothing has changed."""
    with _making:
        known = next((one for one in _newest if one.bot is bot and one.settings is bot.settings), None)
        made = known or _Made(bot, bot.settings, create_app(bot))
        _newest[:] = [made]
        return made.app
