"""The topics of the shop's answers that a free question is about, searched outside of any transaction that writes."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from functools import lru_cache
from weakref import WeakKeyDictionary

from actions.dialogue import visit as shop
from actions.dialogue.turn import Turn
from bot.config import Settings
from bot.db.engine import Engine, Session
from bot.faq.search import FaqSearch
from bot.logs import get_logger
from bot.services.catalogue.answers import FaqEntry, read_marks
from bot.services.catalogue.answers import list_entries as entries_of
from bot.services.chat.inbox import NoMerchant, find_merchant
from bot.services.people.conversations import find_shop_of

logger = get_logger(__name__)

_LONGEST_QUESTION = 500
SHOPS = 32  # whose answers are kept as they were read
Marks = tuple[tuple[int, str, int], ...]
_READ: WeakKeyDictionary[Engine, dict[int, tuple[Marks, tuple[FaqEntry, ...]]]] = WeakKeyDictionary()
# Rasa loads its model at the same time: the topics that were never encoded wait until it is done.
WARM_AFTER = 15.0
# Intents broader than some topics: a question that is clearly on one of these gets the finer answer.
FINER = {
    "ask_cod": {"cancel_policy"},
    "ask_contact": {"store_visit"},
    "ask_delivery_charges": {"cancel_policy", "exchange_policy"},
    "ask_offers": {"bulk_orders", "gift_card"},
    "ask_payment_methods": {"gift_card", "gift_wrap"},
    "ask_product": {"authenticity", "bulk_orders", "colour_difference", "custom_made", "restock", "size_guide"},
    "ask_return_policy": {"cancel_policy", "exchange_policy"},
    "check_pincode": {"international"},
    "how_to_order": {"bulk_orders"},
    "refund_status": {"refund_time"},
    "suggest_product": {"bulk_orders", "gift_wrap"},
}
_CLEARLY = 0.5
# "Do you ship to Guwahati" is nearly "do you ship abroad"; nothing else is like a visit or a present.
_AS_CLEARLY = {"international": 0.55, "store_visit": 0.4, "gift_wrap": 0.4}
_DETAILS = frozenset({"order_number", "pin_code", "product", "tracking_number"})


def topic_of(turn: Turn) -> str:
    """The slug of the topic that a typed question is about, "" when none is clearly meant."""
    return _found(turn)[0]


def finer_topic(turn: Turn) -> str:
    """The topic of a question whose intent is broader; "" when the intent's own answer is the right one."""
    finer = FINER.get(turn.intent)
    if not finer or _DETAILS & turn.entities.keys():
        return ""
    slug, score = _found(turn)
    return slug if slug in finer and score >= _AS_CLEARLY.get(slug, _CLEARLY) else ""


def _found(turn: Turn) -> tuple[str, float]:
    question = turn.text[:_LONGEST_QUESTION]
    if not question.strip():
        return "", 0.0
    match = search().find(_answers(turn), question)
    return (match.slug, match.score) if match else ("", 0.0)


def _answers(turn: Turn) -> Sequence[FaqEntry]:
    """The answers of the shop that this turn is asked at."""
    with shop.database().reading.begin() as db:
        merchant_id = find_shop_of(db, turn.sender)
        if merchant_id is not None:
            return _kept(db, merchant_id)
    # A developer's shell, a question that is tried out: of those that the visit knows how to open.
    with shop.opened(turn, writing=False) as visit:
        return _kept(visit.db, visit.merchant_id)


def _kept(db: Session, merchant_id: int) -> Sequence[FaqEntry]:
    """The shop's answers as they were read before, read anew where a topic is another than then."""
    known = _READ.setdefault(db.get_bind().engine, {})
    marks = read_marks(db, merchant_id)
    before = known.get(merchant_id)
    if before is None or before[0] != marks:
        while len(known) >= SHOPS:
            known.pop(next(iter(known)))
        known[merchant_id] = before = (marks, tuple(entries_of(db, merchant_id)))
    return before[1]


@lru_cache(maxsize=1)
def search() -> FaqSearch:
    """The search, one a process; the vectors of what it has read are kept for the next start."""
    return FaqSearch(Settings.from_env().var_dir / "faq_vectors")


def warm_up(wait: float) -> None:
    """Read the kept vectors and encode what is new, so that no customer waits for it. A failure costs nothing else."""
    time.sleep(wait)
    try:
        receiver = Settings.from_env().twilio_whatsapp_from
        with shop.database().reading.begin() as db:
            entries = _kept(db, find_merchant(db, receiver))
        search().warm(entries)
    except NoMerchant:
        logger.info("No shop yet: its answers are read at the first question")
    except Exception:
        logger.exception("The shop's answers could not be read ahead; the first question will do it")


def warm_up_behind() -> None:
    """Make the search ready while a starting action server answers already."""
    threading.Thread(target=warm_up, args=(WARM_AFTER,), name="topics", daemon=True).start()
