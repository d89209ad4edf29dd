"""The action server, in one process: `python -m actions.serving --port PORT`.

The command of rasa_sdk starts two more, which watch the one that answers and ask each other ten times a second how it
is. Ours is watched by what started it.
"""

from __future__ import annotations

import argparse
import logging

from rasa_sdk import utils
from rasa_sdk.endpoint import create_app_for_serve
from rasa_sdk.executor import ActionExecutor


def main(host: str, port: int) -> None:
    """Answer Rasa until told to stop."""
    utils.configure_colored_logging(logging.WARNING)
    utils.update_sanic_log_level()
    executor = ActionExecutor()
    executor.register_package("actions")
    app = create_app_for_serve(executor)
    app.run(host=host, port=port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    given = parser.parse_args()
    main(given.host, given.port)
