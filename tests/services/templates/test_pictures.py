"""Where the picture of a message is, asked for by its name."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.services.templates import pictures
from tests.cast import ASHA, SHOP_WHATSAPP, add_cast
from tests.fakes import START

LOGO = "https://shop.example.com/logo.png"


def add_message(db: Session, picture_url: str, logo_url: str = "") -> None:
    cast = add_cast(db, START)
    conversation = Conversation(
        merchant_id=cast.shop, customer_id=cast.asha, channel="whatsapp", address=ASHA, our_address=SHOP_WHATSAPP,
        public_id="c_1", created_at=START,
    )  # fmt: skip
    db.add(conversation)
    db.flush()
    conversation.merchant.logo_url = logo_url
    db.add(
        OutgoingMessage(
            merchant_id=cast.shop, conversation_id=conversation.id, token="tok", lane="notice", purpose="marketing",
            author="system", locale="gu", text="x", queued_at=START, picture_url=picture_url,
        )
    )  # fmt: skip
    db.flush()


@pytest.mark.parametrize(
    ("picture", "logo", "shown"),
    [
        ("https://cdn.example/s.jpg?v=1", LOGO, "https://cdn.example/s.jpg?v=1"),
        ("", LOGO, LOGO),
        ("", "https://shop.example.com/logo.svg", None),
        ("javascript:alert(1)", "", None),
        ("file:///etc/passwd", "", None),
        ("https://cdn.example/s.webp", LOGO, LOGO),
    ],
)
def test_it_leads_to_the_picture_or_the_logo(db: Session, picture: str, logo: str, shown: str | None) -> None:
    add_message(db, picture, logo)
    assert pictures.find_address(db, pictures.name_picture("tok")) == shown


@pytest.mark.parametrize("name", ["other.jpg", "tok", ".jpg", "", "tok.png", "%.jpg", "sample.jpg", "TOK.jpg"])
def test_it_knows_no_other_name(db: Session, name: str) -> None:
    add_message(db, "https://cdn.example/s.jpg")
    assert pictures.find_address(db, name) is None
