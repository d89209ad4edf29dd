"""Another model for a running Rasa: sent whole, tried out beside the one that answers, and only then put in its place.

`GET /webhooks/rest/model` -> {"model": its name}; `PUT` with an archive's bytes -> the same of the new one. By token.
A model that cannot be loaded, or reads nothing, leaves everything as it was (422). Whoever is answered meanwhile is
answered by the former one; turns that run keep what they began with.
"""

import asyncio
import logging
import tempfile
from collections.abc import Callable
from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

logger = logging.getLogger(__name__)
TRIED_WITH = "hello"
_switching = asyncio.Lock()


def add_routes(webhook: Blueprint, knows: Callable[[Request], bool]) -> None:
    """Add both to the channel; `knows` says whether a request has the token."""

    async def tell(request: Request) -> HTTPResponse:
        agent = request.app.ctx.agent
        return response.json({"model": name_of(agent)}) if knows(request) else _refusal(401, "No token.")

    async def take(request: Request) -> HTTPResponse:
        return await switch(request.app.ctx.agent, request.body) if knows(request) else _refusal(401, "No token.")

    webhook.add_route(tell, "/model", methods=["GET"])
    webhook.add_route(take, "/model", methods=["PUT"])


def name_of(agent: Agent | None) -> str:
    """The name of the model that answers, "" of none."""
    return str(agent.model_id or "") if agent is not None and agent.is_ready() else ""


async def switch(agent: Agent | None, archive: bytes) -> HTTPResponse:
    """Put the model of an archive in the place of the one that answers."""
    if agent is None or not agent.is_ready():
        return _refusal(503, "No model is loaded: start again.")
    async with _switching:
        try:
            processor = await asyncio.get_running_loop().run_in_executor(None, _load, agent, archive)
            parsed = await processor.parse_message(UserMessage(TRIED_WITH, CollectingOutputChannel(), "trial"))
            if not (parsed.get("intent") or {}).get("name"):
                return _refusal(422, "The model reads nothing.")
        except Exception as error:
            logger.exception("A model could not be loaded; the former one goes on")
            return _refusal(422, f"The model cannot be loaded: {type(error).__name__}.")
        agent.processor = processor
    logger.info("Another model answers now: %s", name_of(agent))
    return response.json({"model": name_of(agent)})


def _load(agent: Agent, archive: bytes) -> MessageProcessor:
    # Rasa unpacks it as it is loaded: the file is not needed afterwards.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.tar.gz"
        path.write_bytes(archive)
        return MessageProcessor(
            model_path=path,
            tracker_store=agent.tracker_store,
            lock_store=agent.lock_store,
            action_endpoint=agent.action_endpoint,
            generator=agent.nlg,
            http_interpreter=agent.http_interpreter,
        )


def _refusal(status: int, sentence: str) -> HTTPResponse:
    return response.json({"error": sentence}, status=status)
