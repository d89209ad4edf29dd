"""Asks Twilio how the shops' numbers on WhatsApp stand: to how many new people a day, and how good they are thought."""

from __future__ import annotations

from datetime import timedelta

from bot.bootstrap import Bot
from bot.channels.twilio.senders import TwilioSenders
from bot.domain.portfolio import read_limit, read_quality
from bot.logs import get_logger
from bot.ports import SendError
from bot.services.broadcasts import portfolio
from bot.services.broadcasts.portfolio import SenderWord

log = get_logger(__name__)
# WhatsApp looks at limits some times a day; who tries the system should see what they changed.
AT_TWILIO, SIMULATED = timedelta(hours=1), timedelta(minutes=1)


def fetch_senders(bot: Bot) -> int:
    """Note what Twilio tells of the numbers, where it was not asked lately; returns of how many it changed."""
    settings, every = bot.settings, SIMULATED if bot.settings.simulated else AT_TWILIO
    with bot.database.reading.begin() as db:
        if not portfolio.is_asked_again(db, bot.now(), every):
            return 0
    twilio = TwilioSenders(settings.twilio_account_sid, settings.twilio_auth_token, settings.twilio_api_url)
    try:
        found = twilio.listed()
    except SendError as error:
        log.warning("Twilio's list of WhatsApp senders did not answer", reason=error.reason)
        return 0
    told = {one.number: SenderWord(one.status, read_quality(one.quality), read_limit(one.limit)) for one in found}
    with bot.database.writing.begin() as db:
        return portfolio.note_senders(db, told, bot.now())
