"""Rasa's own Twilio channel with its answers sent to the benchmark's sink (loaded by Rasa, Python 3.10)."""

import os
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.channels.twilio import TwilioInput, TwilioOutput
from sanic import Blueprint


class _SinkOutput(TwilioOutput):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.api.base_url = os.environ["BENCH_SINK"]

    async def send_custom_json(self, recipient_id: str, json_message: dict[str, Any], **kwargs: Any) -> None:
        """Send nothing for our keys: the English text of each has been sent already; the original fails on them."""


class SinkTwilioInput(TwilioInput):
    """The channel as it is, but for the address of Twilio."""

    @classmethod
    def name(cls) -> str:
        """The name of Rasa's own channel, so that its routes keep theirs."""
        return "twilio"

    def get_output_channel(self) -> OutputChannel:
        """The one difference."""
        return _SinkOutput(self.account_sid, self.auth_token, self.twilio_number)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The original builds its output by class name, which is replaced for it."""
        import rasa.core.channels.twilio as original

        original.TwilioOutput = _SinkOutput  # type: ignore[misc]  # the one name it is built by
        return super().blueprint(on_new_message)
