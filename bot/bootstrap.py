"""Puts the parts together: the one place that knows which adapter stands behind which port."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pkgutil import resolve_name
from typing import Any

from bot import logs
from bot.channels.twilio.message_log import MessageLog
from bot.channels.twilio.signature import Signature
from bot.channels.twilio.wire import HANDS
from bot.chimes import Chimes
from bot.clock import read_clock, tell_utc
from bot.config import Settings
from bot.db.changes import tell_committed
from bot.db.connections import Connection
from bot.db.engine import Database, open_desk, open_engine, sessions
from bot.dialogue import RasaDialogue
from bot.locales.guess import LanguageGuesser, trained_guesser
from bot.mail import Mail
from bot.media import MediaStore
from bot.model_servers import RasaServers
from bot.outside import Outside
from bot.platforms import PLATFORMS
from bot.ports import CarrierApi, Dialogue, Messenger, ShopApi, Source
from bot.ports.accounts import SenderAccount
from bot.ports.models import ModelServers
from bot.ports.platforms import Account, Role
from bot.ports.telling import Mailer, Pusher
from bot.presence import Attendance
from bot.push import WebPush
from bot.queue import Bells
from bot.services.connections import accounts
from bot.services.connections.vault import Vault
from bot.spool import Spool
from bot.watched_dialogue import WatchedDialogue
from bot.ways import Way, Ways

STATUS_PATH = "/twilio/status"
COURTESIES = 4  # typing indicators under way at once
MESSAGES_PATH = "/twilio/messages"


@dataclass(frozen=True, slots=True)
class Bot:
    """Everything a process works with."""

    settings: Settings
    database: Database
    door: Database  # the same, for who takes webhooks in: a sender is not kept waiting
    ways: Ways  # of shops' own accounts; the next two and the log are the installation's
    messenger: Messenger
    account: SenderAccount
    dialogue: Dialogue
    models: ModelServers
    signature: Signature
    bells: Bells
    attendance: Attendance
    spool: Spool
    media: MediaStore
    sources: Mapping[str, Source]
    vault: Vault
    outside: Outside
    shop_api: Callable[[Connection], ShopApi]
    carrier_api: Callable[[Connection], CarrierApi]
    message_log: MessageLog
    push: Pusher
    mail: Mailer
    guesser: LanguageGuesser
    now: Callable[[], datetime]
    machine_now: Callable[[], datetime]  # as people's own phones show it, also when days have passed at the demo
    background: ThreadPoolExecutor
    hands: ThreadPoolExecutor  # each holds one of many messages out to Twilio
    free_hands: threading.BoundedSemaphore

    def way(self, account_id: int | None) -> Way:
        """The way to Twilio by a shop's own account, None: by the installation's.

        Raises:
            Sealed, Forgotten: as Ways.of does; never for the installation's.
        """
        if account_id is not None:
            return self.ways.of(account_id)
        settings = self.settings
        mine = (settings.twilio_account_sid, settings.twilio_auth_token, settings.twilio_api_url)
        return Way(*mine, self.messenger, self.message_log, self.account)

    def show_typing(self, inbound_sid: str, account_id: int | None) -> None:
        """Show that an answer is on its way, beside the answering and never in its way.

        Dropped when others still wait for Twilio: an indicator that comes after the answer would be a lie.
        """
        if self.free_hands.acquire(blocking=False):
            done = self.background.submit(lambda: self.way(account_id).messenger.show_typing(inbound_sid))
            done.add_done_callback(lambda _: self.free_hands.release())


def build(
    settings: Settings,
    *,
    database: Database | None = None,
    messenger: Messenger | None = None,
    dialogue: Dialogue | None = None,
    guesser: LanguageGuesser | None = None,
    now: Callable[[], datetime] | None = None,
    durable: bool = False,
) -> Bot:
    """The parts for these settings, `durable` for who takes webhooks in; a test may give its own. None is connected."""
    vault, outside = Vault(settings.secret_key.split(",")), Outside()
    desk, door = _open_databases(settings, database, durable=durable)
    ways = Ways(door, vault, settings.twilio_api_url, settings.public_url + STATUS_PATH)
    installation = ways.make(settings.twilio_account_sid, settings.twilio_auth_token)
    return Bot(
        settings,
        database=desk,
        door=door,
        ways=ways,
        messenger=messenger or installation.messenger,
        account=installation.account,
        dialogue=dialogue or WatchedDialogue(RasaDialogue(settings.rasa_url, settings.rasa_token)),
        models=RasaServers(settings.rasa_urls, settings.rasa_token),
        signature=Signature(settings.twilio_signing_tokens),
        bells=Bells(settings.redis_url),
        spool=Spool(settings.spool_dir),
        attendance=Attendance(settings.redis_url),
        media=MediaStore(settings.media_dir, settings.media_hosts, settings.twilio_host),
        **_face(outside, vault),
        message_log=installation.message_log,
        push=WebPush(outside, settings.push_key, f"mailto:{settings.mail_from}"),
        mail=Mail(settings.smtp_url, settings.mail_from),
        guesser=guesser or trained_guesser(),
        now=now or read_clock(settings),
        machine_now=now or tell_utc,
        **_hire(),
    )


def _face(outside: Outside, vault: Vault) -> dict[str, Any]:
    """What shops and carriers are heard and asked by."""
    return {
        "sources": {kind: resolve_name(face.source)() for kind, face in PLATFORMS.items()},
        "vault": vault,
        "outside": outside,
        "shop_api": partial(shop_api, outside, vault),
        "carrier_api": partial(carrier_api, outside, vault),
    }


def _hire() -> dict[str, Any]:
    """The threads of a bot; none of them runs yet."""
    return {
        "background": ThreadPoolExecutor(max_workers=COURTESIES, thread_name_prefix="courtesy"),
        "hands": ThreadPoolExecutor(max_workers=HANDS, thread_name_prefix="hand"),
        "free_hands": threading.BoundedSemaphore(COURTESIES),
    }


def _open_databases(settings: Settings, given: Database | None, *, durable: bool) -> tuple[Database, Database]:
    """The database for everybody, and for whoever takes webhooks in.

    Their commits tell the live process whose screens have something to show.
    """
    door = given or sessions(open_engine(settings.database_url, durable=durable))
    desk = open_desk(settings.database_url, door) if durable and not given else door
    for database in {id(door): door, id(desk): desk}.values():
        tell_committed(database.writing, Chimes(settings.redis_url).strike)
    return desk, door


class NoApi(LookupError):
    """The platform of a connection has no API that we ask: what it has to say comes by webhook alone."""


def shop_api(outside: Outside, vault: Vault, connection: Connection) -> ShopApi:
    """The API of a connected shop, made by its platform.

    Raises:
        NoApi: the platform has none, or is no shop.
        bot.services.connections.vault.Sealed, KeyError: its credentials cannot be opened, or are not there.
    """
    api: ShopApi = _api(Role.SHOP, outside, vault, connection)
    return api


def carrier_api(outside: Outside, vault: Vault, connection: Connection) -> CarrierApi:
    """The API of a connected carrier, made by its platform.

    Raises:
        NoApi: the platform has none, or is no carrier.
        bot.services.connections.vault.Sealed, KeyError: its credentials cannot be opened, or are not there.
    """
    api: CarrierApi = _api(Role.CARRIER, outside, vault, connection)
    return api


def _api(role: Role, outside: Outside, vault: Vault, connection: Connection) -> Any:
    face = PLATFORMS[connection.kind]
    if not face.api or face.role is not role:
        raise NoApi(f"{face.name} has no {role}'s API that is asked")
    secret = next(iter(accounts.read_signing_secrets(vault, connection)), "")
    account = Account(connection.account, accounts.read_credentials(vault, connection), secret)
    return resolve_name(face.api)(outside, account)


def calm_collector() -> None:
    """For processes that live long: what start-up made stays for good, and is not looked through again and again.

    The collector's own defaults cost these processes about a tenth of their time; the rows of a turn are freed by
    reference counting anyway. What many messages that leave together leave behind goes in circles and is old by then:
    the oldest generation is looked through for each 300 000 things that stay. Collected again after the freezing, since
    CPython 3.11 waits besides until what is new is a quarter of what the last such look found (gc_collect_generations).
    """
    gc.collect()
    gc.freeze()
    gc.collect()
    gc.set_threshold(20_000, 3, 5)


def log_to_stderr(settings: Settings) -> None:
    """One line an event on standard error; the process manager keeps it."""
    logs.to_stderr(settings.log_level, settings.log_format)
