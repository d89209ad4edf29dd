"""The web application, for `python -m bot.running.serving webhook_server:app` and any server of WSGI."""

from bot.bootstrap import build, calm_collector, log_to_stderr
from bot.config import Settings
from bot.private import keep_private
from bot.web import create_app

settings = Settings.from_env()
keep_private(settings.var_dir)
log_to_stderr(settings)
app = create_app(build(settings, durable=True))
calm_collector()
