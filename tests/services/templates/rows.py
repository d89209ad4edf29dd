"""Templates in the database as tests need them."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.db.shop import Merchant, Sentence
from bot.db.templates import Template
from bot.domain.channels import WayToCustomer
from bot.services.people import conversations
from bot.services.templates import choosing
from tests.cast import ASHA, SHOP_WHATSAPP, Cast
from tests.fakes import ACCOUNT, START

_numbers = itertools.count(1)


def add_shop(db: Session, slug: str = "rangoli", **values: Any) -> Merchant:
    """A shop that writes on WhatsApp."""
    shop = Merchant(slug=slug, name="Rangoli Handlooms", whatsapp_from="+917900000000", **values)
    db.add(shop)
    db.flush()
    return shop


def add_template(
    db: Session, shop: Merchant, key: str, locale: str, body: str | None = None, **values: Any
) -> Template:
    """An approved template; without a `body`, of the wording that is in force."""
    number = next(_numbers)
    [wording] = [
        w.wording for w in choosing.list_wanted(db, shop) if (w.wording.key, w.wording.locale) == (key, locale)
    ]
    defaults = {
        "account": ACCOUNT,
        "fingerprint": f"{number}",
        "name": f"dastak_{number}",
        "sid": f"HX{number:032x}",
        "asked_category": "UTILITY",
        "category": "UTILITY",
        "status": "approved",
        "created_at": START,
        "fields": list(wording.fields),
        "buttons": list(wording.buttons),
        "with_picture": wording.with_picture,
    }
    row = Template(merchant_id=shop.id, key=key, locale=locale, body=body or wording.body, **defaults | values)
    db.add(row)
    db.flush()
    return row


def reword(db: Session, shop: Merchant, key: str, locale: str, text: str) -> None:
    """The shop's own words for a sentence."""
    db.add(Sentence(merchant_id=shop.id, key=key, locale=locale, text=text))
    db.flush()


def hold(bot: Bot, cast: Cast, because: str, key: str, token: str, shop: int | None = None) -> None:
    """A notice for Asha that is held."""
    with bot.database.writing.begin() as db:
        merchant = shop or cast.shop
        found = conversations.find(db, merchant, "whatsapp", ASHA)
        conversation: Conversation = found or conversations.open_new(
            db, merchant, cast.asha, WayToCustomer("whatsapp", ASHA, SHOP_WHATSAPP), bot.now()
        )
        db.add(
            OutgoingMessage(
                merchant_id=merchant,
                conversation_id=conversation.id,
                token=token,
                lane="notice",
                purpose="utility",
                author="system",
                key=key,
                locale="gu",
                text="x",
                state="held",
                held_because=because,
                queued_at=bot.now(),
                not_before=bot.now() + timedelta(days=1),
            )
        )
