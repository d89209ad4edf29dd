"""The web application of a bot. Its routes are put together once a process: that takes longer than most tests."""

from __future__ import annotations

import threading
from copy import copy
from dataclasses import dataclass
from functools import cache

from flask import Flask

from bot.bootstrap import Bot
from bot.config import Settings
from bot.web import put_together, serve

# Werkzeug compiles its routes from syntax trees, and Python 3.11 loses count when two threads do that at once
# (SystemError: AST constructor recursion depth mismatch). A real process makes its application once.
_making = threading.Lock()


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
        made = known or _Made(bot, bot.settings, _around(bot))
        _newest[:] = [made]
        return made.app


def _around(bot: Bot) -> Flask:
    """An application of its own for the bot, which shares its routes with all others of this process."""
    app = copy(_routes(simulated=bot.settings.simulated))
    app.config, app.extensions = copy(app.config), dict(app.extensions)
    serve(app, bot)
    return app


@cache
def _routes(*, simulated: bool) -> Flask:
    return put_together(simulated=simulated)
