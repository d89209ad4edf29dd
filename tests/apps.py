"""The web application of a bot, for tests that ask for one in several threads at once."""

from __future__ import annotations

import threading

from flask import Flask

from bot.bootstrap import Bot
from bot.web import create_app

# Werkzeug compiles its routes from syntax trees, and Python 3.11 loses count when two threads do that at once
# (SystemError: AST constructor recursion depth mismatch). A real process makes its application once.
_making = threading.Lock()


def app_of(bot: Bot) -> Flask:
    """A new application around the bot."""
    with _making:
        return create_app(bot)
