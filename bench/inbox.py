"""How fast the inbox is at a shop with very many messages: lists, filters, search, a conversation, counts.

Every question goes through the API in this process, with a session, against PostgreSQL; beside the search stands the
query that an inbox would write without an index of words.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from sqlalchemy import make_url
from werkzeug.test import Client

from bench import inbox_rows, postgres
from bench.table import row
from bot.bootstrap import Bot, build
from bot.config import Settings
from bot.db.conversations import Conversation, InboundMessage
from bot.db.migrate import upgrade
from bot.db.orders import Order
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer, Identity
from bot.db.search import SearchEntry, Side
from bot.db.shop import Merchant
from bot.domain.access import StaffRole
from bot.domain.search_words import index_text, name_key
from bot.services.staff import accounts, passwords, sessions
from bot.web import create_app

TIMES = 40  # each question; the first few are not counted
WARM = 4
TOKEN = "a session for the bench"
COMMON = {"en": "order", "hi": "ऑर्डर", "gu": "ઓર્ડર", "bn": "অর্ডার"}
TWO = {"en": "saree damaged", "hi": "साड़ी छोटा", "gu": "સાડી નાની", "bn": "শাড়ি ছোট"}
LIMIT = "SET statement_timeout = '10s'"


def main(folder: Path, customers: int, messages: int, given: str) -> None:
    """Fill a database of its own and print how long each question takes, p50 to p99."""
    with postgres.server(given) as server, postgres.database(server, "bench_inbox") as url:
        upgrade(url)
        bot = build(Settings.from_env({"DATABASE_URL": url, "VAR_DIR": str(folder)}))
        _add_first(bot)
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        started = time.perf_counter()
        with psycopg.connect(plain, autocommit=True) as connection:
            inbox_rows.fill(connection.cursor(), customers, messages)
            took = time.perf_counter() - started
            print(f"{customers:,} customers and {messages:,} messages written and indexed in {took:.0f} s")
            client = create_app(bot).test_client()
            client.set_cookie("dastak", TOKEN)
            for name, paths in _questions(customers).items():
                row(name, list(_timed(client, paths)), "")
            _plain(connection.cursor())
        bot.database.engine.dispose()


def _questions(customers: int) -> dict[str, Iterable[str]]:
    some = [2 + number * 7919 % (customers - 1) for number in range(TIMES + WARM)]
    return {
        "list: all": ["/conversations"],
        "list: waiting": ["/conversations?folder=waiting"],
        "list: unassigned": ["/conversations?folder=unassigned"],
        "list: resolved": ["/conversations?folder=resolved"],
        "count badges": ["/conversations/counts"],
        "open: conversation": [f"/conversations/{number}" for number in some],
        "open: its thread": [f"/conversations/{number}/timeline" for number in some],
        "filter: in: and channel:": _searches(["in:snoozed channel:whatsapp", "in:resolved -owner:agent"]),
        "filter: from: a name": _searches(["from:asha", "from:આશા", "from:patel in:resolved", "from:रॉय"]),
        "filter: phone: the last digits": _searches(f"phone:{number:05}" for number in some),
        "filter: order:": _searches(f"order:{number}" for number in some),
        "filter: waiting> and label:": _searches(["waiting>10m", "is:unanswered", "-label:damage in:open"]),
        "filter: is:late is:cod is:withheld has:note": _searches(["is:late", "is:cod", "is:withheld", "has:note"]),
        **{f"search: a common word, {code}": _searches([word]) for code, word in COMMON.items()},
        **{f"search: two words, {code}": _searches([words]) for code, words in TWO.items()},
        "search: a rare word": _searches(f"rk{number % 20_000}" for number in some),
        "search: a rare and a common word": _searches(f"order rk{number % 20_000}" for number in some),
        "search: words as in a phrase": _searches(['"मेरा ऑर्डर"', '"my order"', '"કબ આવશે"', '"আমার শাড়ি"']),
        "search: a word nobody has said": _searches(["zanzibar", "ज़ंजीबार", "jhumritalaiya"]),
        "search: in resolved, Gujarati customers": _searches(["order in:resolved", "refund in:snoozed"]),
        "customers: the newest, and further back": ["/customers", f"/customers?before={customers // 2}"],
        "customers: a name in any script": _people(["asha", "આશા", "आशा पटेल", "রয়", "zanzibar"]),
        "customers: last digits, order": _people([*(f"{number:05}" for number in some[:20]), "IN-4242", "#777"]),
        "customers: narrowed": [
            f"/customers?{how}" for how in ("locale=gu", "consent=silent", "order=open", "phone=none")
        ],
        "palette": [f"/palette?q={quote(word)}" for word in ("ash", "આશ", "patel", "00042", "1042", "र")],
    }


def _searches(typed: Iterable[str]) -> list[str]:
    return [f"/search?q={quote(words)}" for words in typed]


def _people(typed: Iterable[str]) -> list[str]:
    return [f"/customers?q={quote(words)}" for words in typed]


def _timed(client: Client, paths: Iterable[str]) -> Iterator[float]:
    for number, path in enumerate(itertools.islice(itertools.cycle(paths), TIMES + WARM)):
        begun = time.perf_counter()
        answer = client.get(f"/api/v1{path}")
        took = time.perf_counter() - begun
        if answer.status_code != 200 or '"narrow":true' in answer.text.replace(" ", ""):
            print(f"  {path}: {answer.status_code}, not all was found in time")
        if number >= WARM:
            yield took


def _plain(cursor: psycopg.Cursor[tuple[object, ...]]) -> None:
    """The query without an index of words: the newest messages of the shop that hold it."""
    query = (
        "SELECT m.id FROM inbound_message m JOIN conversation c ON c.id = m.conversation_id"
        " WHERE m.merchant_id = 1 AND c.merchant_id = 1 AND m.text ILIKE %s"
        " ORDER BY m.received_at DESC, m.id DESC LIMIT 50"
    )
    cursor.execute(LIMIT)
    for name, word in (("a common word, en", "order"), ("two words, hi", "साड़ी%छोटा"), ("a rare word", "rk4242")):
        seconds = []
        for _ in range(3):
            begun = time.perf_counter()
            try:
                cursor.execute(query, [f"%{word}%"])
                cursor.fetchall()
            except psycopg.errors.QueryCanceled:
                pass
            seconds.append(time.perf_counter() - begun)
        row(f"plain ILIKE, {name}", seconds, "theirs alone, one script; ended after 10 s")


def _add_first(bot: Bot) -> None:
    """One of everything, as the system stores it, and somebody who is logged in."""
    now, text = datetime(2026, 1, 1, tzinfo=UTC), "order"
    with bot.database.writing.begin() as db:
        shop = Merchant(slug="bench", name="Bench")
        db.add(shop)
        db.flush()
        of: dict[str, Any] = {"merchant_id": shop.id}
        db.add(Customer(**of, name="Asha", name_key=name_key("Asha"), locale="gu", created_at=now))
        db.flush()
        of["customer_id"] = 1
        talk = {"channel": "whatsapp", "address": "+919000000001", "our_address": "+917900000000", "created_at": now}
        db.add(Identity(**of, kind="phone", value="+919000000001"))
        db.add(Order(**of, number="#1", payment="paid", total=100, placed_at=now))
        db.add(Conversation(**of, public_id="c1", active_at=now, last_inbound_at=now, **talk))
        db.flush()
        said: dict[str, Any] = {"merchant_id": shop.id, "conversation_id": 1, "text": text}
        came = {"provider": "twilio", "provider_sid": "SM1", "receiver": "", "kind": "text", "raw": {}}
        left = {"token": "t1", "lane": "reply", "purpose": "service", "author": "assistant", "locale": "gu"}
        db.add(InboundMessage(**said, **came, received_at=now, state="answered"))
        db.add(OutgoingMessage(**said, **left, queued_at=now))
        words = index_text(shop.id, text)
        db.add(SearchEntry(merchant_id=1, conversation_id=1, side=Side.IN, thing_id=1, at=now, words=words))
        staff_id = accounts.add_member(db, shop.id, "owner@example.in", "Owner", StaffRole.OWNER, bot.now())
        member = accounts.find_member(db, shop.id, staff_id or 0)
        assert member is not None
        accounts.choose_password(db, member, passwords.make_hash(TOKEN))
        sessions.open_session(db, member, TOKEN, bot.now())
