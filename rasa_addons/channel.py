"""The REST channel as the worker needs it: a failed turn says so, and a repeated message is answered once.

`POST /webhooks/rest/webhook` {sender, message, input_channel?, metadata?} -> the bot's messages, as Rasa's own channel.
`GET`, `PUT /webhooks/rest/model` -> rasa_addons/switching.py.
`DELETE /webhooks/rest/conversations/<sender>` -> 204, and nothing of the conversation is kept.
"""

import asyncio
import hmac
import logging
import traceback
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from rasa.shared.core.events import BotUttered, Event, UserUttered
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from rasa_addons import fast_actions
from rasa_addons.reading import NotedOutput, tell_reading
from rasa_addons.switching import add_routes
from rasa_addons.turn_failed import TurnFailed

logger = logging.getLogger(__name__)
# A WhatsApp message has at most 4,096 characters; the rest is metadata.
MOST_BYTES = 64 * 1024
LONGEST_TEXT = 4096
WHO_ASKS = "The Authorization header does not hold RASA_TOKEN."
# Rasa's own wait between two looks at a conversation's lock is a second: the second of two quick messages would pay it.
LOCK_POLL_SECONDS = 0.02
LOCK_LIFETIME_SECONDS = 60.0

fast_actions.apply()


class OnceInput(RestInput):
    """Answers each of a customer's messages once, however often it is delivered.

    metadata.message_id  names the message
    metadata.attempt     counts its deliveries from 1; from the second on the conversation is asked first
    200 list · 400 unreadable · 401 without the token · 413 too large
    500 the turn failed and left no trace · 503 no model loaded
    Headers of an answer: X-Dastak-Intent, X-Dastak-Confidence, X-Dastak-Reading (rasa_addons/reading.py).
    """

    def __init__(self, token: str) -> None:
        """`token`: what everybody who asks has to send; two, divided by a comma, while it is renewed."""
        self._expected = [one.strip().encode() for one in token.split(",") if one.strip()]
        if not self._expected:
            raise ValueError("rasa_addons.channel needs a token (credentials.yml): whoever asks has to know it.")

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "OnceInput":
        """Read the channel's part of credentials.yml."""
        return cls(str((credentials or {}).get("token") or ""))

    @classmethod
    def name(cls) -> str:
        """Stands in for Rasa's own channel."""
        return "rest"

    def blueprint(self, on_new_message: Any) -> Blueprint:
        """`on_new_message` is not used: it hides the agent, and with it whether the turn went well."""
        webhook = Blueprint("once_webhook", __name__)

        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        async def receive(request: Request) -> HTTPResponse:
            return await self._receive(request) if self.knows(request) else _refusal(401, WHO_ASKS)

        async def forget(request: Request, sender: str) -> HTTPResponse:
            return await _forget(request.app.ctx.agent, sender) if self.knows(request) else _refusal(401, WHO_ASKS)

        webhook.add_route(health, "/", methods=["GET"])
        webhook.add_route(receive, "/webhook", methods=["POST"])
        webhook.add_route(forget, "/conversations/<sender:str>", methods=["DELETE"])
        add_routes(webhook, self.knows)
        return webhook

    def knows(self, request: Request) -> bool:
        """Whether the request has one of the tokens, perhaps among others; compared in constant time."""
        scheme, _, given = request.headers.get("authorization", "").encode(errors="replace").partition(b" ")
        pairs = [hmac.compare_digest(one.strip(), token) for one in given.split(b",") for token in self._expected]
        return scheme == b"Bearer" and any(pairs)

    async def _receive(self, request: Request) -> HTTPResponse:
        if len(request.body) > MOST_BYTES:
            return _refusal(413, f"A request may have at most {MOST_BYTES} bytes.")
        try:
            message = self._message(request)
        except ValueError as error:
            return _refusal(400, str(error))
        agent: Agent | None = request.app.ctx.agent
        if agent is None or not agent.is_ready():
            return _refusal(503, "No model is loaded.")
        # Shielded: when the caller hangs up, the turn is finished and saved all the same, and its repetition finds it.
        turn = asyncio.ensure_future(_turn(agent, message))
        try:
            return await asyncio.shield(turn)
        except asyncio.CancelledError:
            logger.warning("The caller hung up during a turn; it is finished without them.")
            raise

    def _message(self, request: Request) -> UserMessage:
        try:
            body = request.json
        except Exception as error:
            raise ValueError("The body must be JSON.") from error
        if not isinstance(body, dict):
            raise ValueError("The body must be a JSON object.")
        sender, text, metadata = body.get("sender"), body.get("message"), body.get("metadata") or {}
        if not isinstance(sender, str) or not sender or not isinstance(text, str):
            raise ValueError(
                "`sender` and `message` must be text; without a sender strangers would share a conversation."
            )
        if not isinstance(metadata, dict):
            raise ValueError("`metadata` must be an object.")
        channel = body.get("input_channel") or self.name()
        return UserMessage(text[:LONGEST_TEXT], NotedOutput(), sender, input_channel=str(channel), metadata=metadata)


async def _turn(agent: Agent, message: UserMessage) -> HTTPResponse:
    processor = agent.processor
    assert processor is not None  # the agent is ready
    try:
        async with agent.lock_store.lock(message.sender_id, LOCK_LIFETIME_SECONDS, LOCK_POLL_SECONDS):
            answered = await _answered_before(agent, message)
            if answered is not None:
                return await _again(message, answered, _model_of(agent))
            message.parse_data = await processor.parse_message(message)
            await processor.handle_message(message)
    except (Exception, TurnFailed) as error:
        _log_without_words("A turn failed", error)
        return _refusal(500, f"{type(error).__name__}: {error}")
    return _answer(message, dict(message.parse_data or {}), _model_of(agent))


def _log_without_words(what: str, error: BaseException) -> None:
    # The words of an error may quote a customer; its kind and place don't.
    logger.error("%s: %s\n%s", what, type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))


async def _forget(agent: Agent | None, sender: str) -> HTTPResponse:
    if agent is None or not agent.is_ready():
        return _refusal(503, "No model is loaded.")
    # Rasa wraps every store and hands through only what it knows of.
    store: Any = getattr(agent.tracker_store, "_tracker_store", agent.tracker_store)
    try:
        async with agent.lock_store.lock(sender, LOCK_LIFETIME_SECONDS, LOCK_POLL_SECONDS):
            store.forget(sender)
    except (Exception, TurnFailed) as error:
        _log_without_words("A conversation was not forgotten", error)
        return _refusal(500, f"{type(error).__name__}: {error}")
    return response.empty()


async def _answered_before(agent: Agent, message: UserMessage) -> tuple[UserUttered, list[BotUttered]] | None:
    """The stored turn of this very message, if this is not its first delivery and an earlier one got through."""
    metadata = message.metadata or {}
    message_id, attempt = metadata.get("message_id"), metadata.get("attempt")
    if not message_id or not isinstance(attempt, int) or attempt < 2:
        return None
    tracker = await agent.tracker_store.retrieve_full_tracker(message.sender_id)
    return _turn_of(list(tracker.events), message_id) if tracker else None


def _turn_of(events: list[Event], message_id: str) -> tuple[UserUttered, list[BotUttered]] | None:
    """The user event with that id and the bot's messages up to the next user event."""
    for index, event in enumerate(events):
        if isinstance(event, UserUttered) and (event.metadata or {}).get("message_id") == message_id:
            answers: list[BotUttered] = []
            for later in events[index + 1 :]:
                if isinstance(later, UserUttered):
                    break
                if isinstance(later, BotUttered):
                    answers.append(later)
            return event, answers
    return None


def _model_of(agent: Agent) -> str:
    return str(agent.model_id or "")


async def _again(message: UserMessage, answered: tuple[UserUttered, list[BotUttered]], model: str) -> HTTPResponse:
    """The stored answers through the same output channel as the first time, hence in the same form."""
    said, answers = answered
    for answer in answers:
        await message.output_channel.send_response(message.sender_id, answer.message())
    return _answer(message, dict(said.parse_data or {}), model)


def _answer(message: UserMessage, parsed: dict[str, Any], model: str) -> HTTPResponse:
    intent = parsed.get("intent") or {}
    channel = message.output_channel
    assert isinstance(channel, NotedOutput)  # `_message` made it
    headers = {
        "X-Dastak-Intent": str(intent.get("name") or ""),
        "X-Dastak-Confidence": f"{float(intent.get('confidence') or 0):.4f}",
        "X-Dastak-Reading": tell_reading(parsed, channel.ran, model),
    }
    return response.json(channel.messages, headers=headers)


def _refusal(status: int, sentence: str) -> HTTPResponse:
    return response.json({"error": sentence}, status=status)
