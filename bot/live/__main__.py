"""The live process: `python -m bot.live --port PORT`."""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import socket
from collections.abc import Callable
from functools import partial
from types import FrameType

import uvicorn

from bot.bootstrap import Bot, build, calm_collector, log_to_stderr
from bot.config import Settings
from bot.live.app import create_app
from bot.live.forwarding import Forwarder
from bot.private import keep_private

HOST, BACKLOG = "127.0.0.1", 1024
GRACE_SECONDS = 3
NICE = 5
# What was sent to a browser and is not taken by it for so long: it is gone, though nobody said so.
UNREAD_MS = 45_000


class Server(uvicorn.Server):
    """A server that ends its streams when it is told to stop: they would never end by themselves."""

    def __init__(self, bot: Bot) -> None:
        self._forwarder = Forwarder(bot)
        self._told_to_stop: Callable[[], object] = int
        app = create_app(bot, self._forwarder)
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                date_header=False,  # kept up to date by a look ten times a second; bot/live/app.py says it itself
                proxy_headers=False,
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
        )

    async def main_loop(self) -> None:
        """Wait to be told to stop; the library's own looks ten times a second, idle or not."""
        stop, loop = asyncio.Event(), asyncio.get_running_loop()
        self._told_to_stop = partial(loop.call_soon_threadsafe, stop.set)
        if not self.should_exit:
            await stop.wait()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop, told by a signal."""
        super().handle_exit(sig, frame)
        self._told_to_stop()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End every stream, then the rest."""
        self._forwarder.close()
        await super().shutdown(sockets)


def main(port: int, host: str = HOST) -> None:
    """Serve until told to stop."""
    # Ahead of it go the webhooks: a screen that is told a moment later loses nothing, Twilio's patience is counted.
    if hasattr(os, "nice"):
        os.nice(NICE)
    settings = Settings.from_env()
    keep_private(settings.var_dir)
    log_to_stderr(settings)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # each stream is an open file, and 1024 is soon too few
    server = Server(build(settings))
    calm_collector()
    with socket.create_server((host, port), backlog=BACKLOG) as listening:
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux; inherited by each connection
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD_MS)
        server.run([listening])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default=HOST)
    given = parser.parse_args()
    main(given.port, given.host)
