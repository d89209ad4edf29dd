"""The action server, in one process: `python -m actions.serving --port PORT`. What started it watches it."""

from __future__ import annotations

import argparse
import logging
import signal
import sys

from rasa_sdk.executor import ActionExecutor

from actions.dialogue import topics
from actions.door import ActionServer
from bot import logs
from bot.bootstrap import calm_collector
from bot.config import Settings
from bot.private import keep_private

FOR_EVER = 3600.0  # seconds; nothing but a signal ends it


def main(host: str, port: int) -> None:
    """Answer Rasa until told to stop; what is under way then is finished."""
    settings = Settings.from_env()
    keep_private(settings.var_dir)
    logs.to_stderr(settings.log_level, settings.log_format)
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
    executor = ActionExecutor()
    executor.register_package("actions")
    server = ActionServer((host, port), executor.actions, settings.action_token)
    topics.warm_up_behind()
    calm_collector()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: sys.exit(0))
    try:
        server.serve_forever(FOR_EVER)
    finally:
        server.finish()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    given = parser.parse_args()
    main(given.host, given.port)
