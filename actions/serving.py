"""The action server, for `python -m bot.running.serving "actions.serving:make_app()" --processes 1`.

One process: its answers' vectors are the larger part of it, and the database is what it waits for. What started it
watches it. Whoever looks for actions imports this module too (rasa_sdk's register_package): that begins nothing.
"""

import logging

from rasa_sdk.executor import ActionExecutor

from actions.dialogue import topics
from actions.door import ActionDoor
from bot import logs
from bot.bootstrap import calm_collector
from bot.config import Settings
from bot.private import keep_private


def make_app() -> ActionDoor:
    """Return the door before all actions, by the environment's settings, and begin to read the answers ahead."""
    settings = Settings.from_env()
    keep_private(settings.var_dir)
    logs.to_stderr(settings.log_level, settings.log_format)
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
    executor = ActionExecutor()
    executor.register_package("actions")
    topics.warm_up_behind()
    app = ActionDoor(executor.actions, settings.action_token)
    calm_collector()
    return app
