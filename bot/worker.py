"""The worker process: `dramatiq bot.worker`."""

from bot import signs, tasks
from bot.bootstrap import build, calm_collector, log_to_stderr
from bot.config import Settings
from bot.private import keep_private
from bot.queue import serve

settings = Settings.from_env()
keep_private(settings.var_dir)
log_to_stderr(settings)
bot = build(settings)
bot.bells.know(tasks.QUEUES)
signs.start_beating(settings.run_dir, "worker")
bot.guesser.guess("")  # counted now instead of while the first customer waits
serve(bot.bells, tasks.all_tasks(bot), tasks.SHARES)
calm_collector()
