"""The live process as an ASGI application: one stream of Server-Sent Events, and a sign of life."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.utils import formatdate

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.bootstrap import Bot
from bot.db.engine import DatabaseError
from bot.live.entry import Refused, check_origin, is_ours, let_in
from bot.live.forwarding import Forwarder
from bot.live.stream import Stream

_HEADERS = {
    "Cache-Control": "no-store",
    "Vary": "Origin",
    "X-Accel-Buffering": "no",  # nginx would keep what is told until it has enough of it
    "X-Content-Type-Options": "nosniff",
}


def create_app(bot: Bot, forwarder: Forwarder) -> Starlette:
    """Return the application around a built bot and the forwarder that tells its streams."""

    async def live(request: Request) -> Response:
        try:
            check_origin(bot, request)
            stream = await run_in_threadpool(let_in, bot, request)
            first = await forwarder.join(stream, _read_place(request))
        except Refused as error:
            return _refusal(error, _headers(bot, request))
        except DatabaseError:
            away = Refused(503, "Try again later", "The database does not answer.", {"Retry-After": "10"})
            return _refusal(away, _headers(bot, request))
        return _Telling(forwarder, stream, first, _headers(bot, request))

    async def healthz(_request: Request) -> Response:
        return JSONResponse({"status": "ok", "streams": forwarder.count()})

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        running = asyncio.create_task(forwarder.run())
        yield
        running.cancel()

    return Starlette(routes=[Route("/live", live), Route("/healthz", healthz)], lifespan=lifespan)


class _Telling(StreamingResponse):
    """An open stream as an answer. The stream is left also where the browser went before the first word."""

    def __init__(self, forwarder: Forwarder, stream: Stream, first: bytes, headers: dict[str, str]) -> None:
        super().__init__((), headers=headers, media_type="text/event-stream")
        self._forwarder, self._stream, self._first = forwarder, stream, first

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            await self._stream.serve(self._first, receive, send)
        finally:
            self._forwarder.leave(self._stream)


def _read_place(request: Request) -> int | None:
    """The number up to which a screen was told; 0, which nothing has, for what is no number."""
    written = request.headers.get("Last-Event-ID") or request.query_params.get("after")
    if not written:
        return None
    return int(written) if written.isascii() and written.isdigit() and len(written) < 19 else 0


def _headers(bot: Bot, request: Request) -> dict[str, str]:
    """What each answer says of itself; and what lets a page of ours read it that was opened at another port."""
    said = _HEADERS | {"Date": formatdate(usegmt=True)}
    origin = request.headers.get("Origin", "")
    if not is_ours(bot, origin):
        return said
    return said | {"Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true"}


def _refusal(error: Refused, headers: dict[str, str]) -> Response:
    kind = f"/api/v1/docs#{error.status}"
    body = {"type": kind, "title": error.title, "status": error.status, "detail": error.detail}
    return JSONResponse(body, error.status, headers | error.headers, media_type="application/problem+json")
