"""The plain way beside ours: one task a recipient on the same queue's broker, and no rows.

`dramatiq bench.fan_out:broker` is its worker; `enqueue` puts the recipients into the queue.
"""

from __future__ import annotations

import os

import dramatiq

from bench.broadcast_rows import phone
from bot.channels.twilio.client import TwilioMessenger
from bot.config import Settings
from bot.domain.channels import Channel
from bot.ports import Letter
from bot.queue import Bells

QUEUE, SID = "fan_out", "HX" + "0" * 32
settings = Settings.from_env()
broker = Bells(settings.redis_url).broker
broker.maintenance_chance = 1_000_000  # of a million: what a dead worker had is looked for at once
dramatiq.set_broker(broker)
_messenger = TwilioMessenger(
    settings.twilio_account_sid,
    settings.twilio_auth_token,
    os.environ["TWILIO_API_URL"],
    f"{settings.public_url}/twilio/status",
)


@dramatiq.actor(queue_name=QUEUE, broker=broker, max_retries=3)
def send_one(number: int) -> None:
    """Send to one recipient."""
    _messenger.send(
        Letter(
            token=f"fan-{number}",
            channel=Channel.WHATSAPP,
            sender=settings.twilio_whatsapp_from,
            receiver=phone(number),
            messaging_service_sid=None,
            text="",
            shown_as="text",
            content_sid=SID,
            variables={"1": "friend", "2": "₹100", "3": "₹1000", "4": "SAVE100"},
        )
    )
