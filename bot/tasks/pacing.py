"""Places below the limit of a sender and of the account: whoever nobody waits for asks for one before it leaves."""

from __future__ import annotations

from datetime import timedelta

from bot.bootstrap import Bot
from bot.services.sending import pace

PACE_WAIT = timedelta(milliseconds=250)
# What is left to notices and answers by one of many, and to answers by a notice.
SPARE_FOR_OTHERS, SPARE_FOR_ANSWERS = 0.25, 0.0
WORTHWHILE = 0.2  # seconds of the rate that are waited for when many are to leave
# An answer and what it answers: a limit counts what comes in as well.
BOTH_WAYS = 2


def take_places(bot: Bot, sender: str, wanted: int, spare: float) -> int:
    """Return for how many of so many messages there is room now."""
    with bot.database.reading.begin() as db:
        rates = pace.find_rates(db, sender, bot.settings.twilio_account_sid, bot.now())
    # A few at a time would cost as many statements as all of them.
    least = min(wanted, int(min(rates.values()) * WORTHWHILE))
    return bot.bells.take(rates, wanted, spare, max(1, least))


def give_back(bot: Bot, sender: str, count: int) -> None:
    """Give back places of a sender that nobody needed."""
    if count > 0:
        bot.bells.spend(sender, -count)


def go_slower(bot: Bot, outgoing_id: int, code: int | None) -> None:
    """Halve the pace where a code says that it is too fast."""
    if code in pace.OF_ACCOUNT | pace.OF_SENDER:
        with bot.database.writing.begin() as db:
            pace.limit_pace(db, code, outgoing_id, bot.settings.twilio_account_sid, bot.now())


def count_answer(bot: Bot, sender: str) -> None:
    """Count an answer, which never waits."""
    bot.bells.spend(sender, BOTH_WAYS)
