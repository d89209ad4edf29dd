"""One page of a pull, asked over the network and never inside a transaction; recording it is bot.tasks.pulls' part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot.bootstrap import Bot, NoApi
from bot.channels.twilio.inbound import UnreadableMessage
from bot.channels.twilio.message_log import as_received
from bot.db.connections import Connection
from bot.domain.news import Delivery
from bot.logs import get_logger
from bot.ports import ApiError, CarrierApi, Received, ShopApi
from bot.ports.platforms import Pulled
from bot.services.connections import findings
from bot.services.connections.findings import Found
from bot.services.connections.pulls import Asked
from bot.services.connections.vault import Sealed
from bot.services.events.store import KEY_LENGTH
from bot.ways import Forgotten

log = get_logger(__name__)
PARCELS_A_PAGE = 10
# A slow carrier's page ends here: the answer it waits for, a new token with it, must be in before the lease ends.
ASKING = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class PulledPage:
    """What a page held: of a shop or carrier, or of Twilio's list with when each message came."""

    cursor: str | None
    wait: timedelta = timedelta()
    found: Sequence[Found] = ()
    messages: Sequence[tuple[Received, datetime]] = ()
    total: int | None = None


def reader_of(bot: Bot, asked: Asked) -> Callable[[Asked], PulledPage]:
    """What asks for the pages of a pull, one after the other; it raises ApiError, as this does."""
    connection = asked.connection
    if connection is None:
        return partial(_messages, bot)
    try:
        if asked.what == Pulled.TRACKING:
            return partial(_parcels, bot, connection, bot.carrier_api(connection))
        read = _products if asked.what == Pulled.PRODUCTS else _orders
        return partial(read, bot, connection, bot.shop_api(connection))
    except NoApi as error:
        raise ApiError(str(error), "credentials") from error
    except (Sealed, KeyError) as error:
        # Nothing that waiting would mend: the merchant has to connect again.
        raise ApiError(f"its credentials cannot be opened: {error}", "credentials") from error


def _orders(bot: Bot, connection: Connection, api: ShopApi, asked: Asked) -> PulledPage:
    page = api.changed_since(asked.since, asked.cursor)
    return PulledPage(page.cursor, page.wait, [_found(bot, asked, connection, one) for one in page.deliveries])


def _products(bot: Bot, connection: Connection, api: ShopApi, asked: Asked) -> PulledPage:
    """Products; of a whole catalogue also those that came before: only so does each get again what the shop has."""
    page = api.products(None if asked.whole else asked.since, asked.cursor)
    found = [_found(bot, asked, connection, one) for one in page.deliveries]
    if asked.whole:
        found = [replace(one, key=f"{asked.until:%y%m%d%H%M%S} {one.key}"[:KEY_LENGTH]) for one in found]
    return PulledPage(page.cursor, page.wait, found, total=page.total)


def _parcels(bot: Bot, connection: Connection, api: CarrierApi, asked: Asked) -> PulledPage:
    """Some parcels nobody has seen for a while, one request each; the cursor is the id of the last one asked about."""
    after = int(asked.cursor or 0)
    with bot.database.reading.begin() as db:
        silent = findings.list_silent_parcels(db, asked.merchant_id, after, PARCELS_A_PAGE, bot.now())
    answers = _answers(bot, api, [number for _, number in silent])
    found = [_found(bot, asked, connection, one) for one in answers if one is not None]
    is_last = len(answers) == len(silent) < PARCELS_A_PAGE
    return PulledPage(None if is_last else str(silent[len(answers) - 1][0]), found=found)


def _answers(bot: Bot, api: CarrierApi, numbers: Sequence[str]) -> list[Delivery | None]:
    """What the carrier says of each, as far as the time goes; a number it refuses is one it knows nothing of."""
    until, unclear = bot.now() + ASKING, 0
    answers: list[Delivery | None] = []
    for number in numbers:
        try:
            answers.append(api.track(number))
        except ApiError as error:
            if error.kind == "later" and answers:
                break  # what was said is kept; the next page meets the limit, or the trouble, at its beginning
            if error.kind != "broken":
                raise
            # An answer nobody can read may be about this parcel alone; one for every parcel is about all of them.
            unclear += error.status is None
            if unclear == len(numbers):
                raise
            log.warning("a parcel is passed over", reason=error.reason)
            answers.append(None)
        if bot.now() > until:
            break
    return answers


def _messages(bot: Bot, asked: Asked) -> PulledPage:
    """Of one of the shop's numbers after the other; the cursor says of which, and Twilio's own place in it."""
    place, _, cursor = (asked.cursor or "0 ").partition(" ")
    here = int(place)
    if here >= len(asked.numbers):
        return PulledPage(None)
    channel, number = asked.numbers[here]
    try:
        log_of_twilio = bot.way(asked.account[1]).message_log
    except (Sealed, Forgotten) as error:
        raise ApiError(f"the token of the shop's account at Twilio cannot be opened: {error}", "credentials") from error
    page = log_of_twilio.received_by(number, channel, asked.since, cursor or None)
    settled = [one for one in page.messages if one.at <= asked.until]
    with bot.database.reading.begin() as db:
        unknown = findings.find_unknown_messages(db, [one.sid for one in settled])
    messages: list[tuple[Received, datetime]] = []
    # Twilio lists the newest first, and customers are answered in the order in which they wrote.
    for heard in reversed([one for one in settled if one.sid in unknown]):
        files = log_of_twilio.files_of(heard.sid) if heard.files else ()
        try:
            messages.append((as_received(heard, files), heard.at))
        except UnreadableMessage as error:
            log.warning("a message of Twilio's list cannot be read", sid=heard.sid, reason=str(error))
    following = f"{here} {page.cursor}" if page.cursor else f"{here + 1} "
    is_last = page.cursor is None and here + 1 >= len(asked.numbers)
    return PulledPage(None if is_last else following, messages=messages)


def _found(bot: Bot, asked: Asked, connection: Connection, delivery: Delivery) -> Found:
    """The delivery with its key and what it says; one that cannot be read is stored, and kept for a person there."""
    source = bot.sources[connection.kind]
    try:
        news = source.read(delivery, asked.known)
    except Exception as error:  # Unreadable, or a body nobody thought of: neither ends the pull
        log.warning("a delivery of a pull cannot be read", connection_id=connection.id, error=type(error).__name__)
        news = ()
    return Found(delivery, source.dedupe_key(delivery), news)
