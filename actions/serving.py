"""The action server, for `python -m bot.running.serving actions.serving:app --processes 1`; what started it watches it.

One process: its answers' vectors are the larger part of it, and the database is what it waits for.
"""

import logging

from rasa_sdk.executor import ActionExecutor

from actions.dialogue import topics
from actions.door import ActionDoor
from bot import logs
from bot.bootstrap import calm_collector
from bot.config import Settings
from bot.private import keep_private

settings = Settings.from_env()
keep_private(settings.var_dir)
logs.to_stderr(settings.log_level, settings.log_format)
logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
executor = ActionExecutor()
executor.register_package("actions")
app = ActionDoor(executor.actions, settings.action_token)
topics.warm_up_behind()
calm_collector()
