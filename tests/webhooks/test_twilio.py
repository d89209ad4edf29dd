"""POST /twilio/messages: what is accepted, what is refused, what is kept."""

from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from bot.bootstrap import Bot
from bot.db.conversations import Conversation, InboundMessage, KeptRequest, Media
from bot.db.people import Customer, Identity
from bot.services.people import customers
from tests.apps import app_of
from tests.cast import ASHA, STRANGER, Cast
from tests.driver import post, rows, sms_form, whatsapp_form
from tests.fakes import ACCOUNT, signed


def test_it_stores_a_text_and_answers_empty_twiml(bot: Bot, cast: Cast) -> None:
    response = post(bot, whatsapp_form("  મારો ઓર્ડર ક્યાં છે? "))
    assert (response.status_code, response.mimetype) == (200, "text/xml")
    assert response.text.endswith("<Response/>")
    [message] = rows(bot, InboundMessage)
    assert (message.text, message.kind, message.state) == ("  મારો ઓર્ડર ક્યાં છે? ", "text", "waiting")
    assert message.merchant_id == cast.shop
    [conversation] = rows(bot, Conversation)
    assert (conversation.customer_id, conversation.channel, conversation.address) == (cast.asha, "whatsapp", ASHA)


@pytest.mark.parametrize("signature", ["", "AAAA", "x" * 28])
def test_it_refuses_a_wrong_signature_and_stores_nothing(bot: Bot, cast: Cast, signature: str) -> None:
    response = post(bot, whatsapp_form(), **{"X-Twilio-Signature": signature})
    assert response.status_code == 403
    assert rows(bot, InboundMessage) == []
    assert rows(bot, KeptRequest) == []


# What can stand in a request line beside a path, and what only looks as if it could.
TARGETS = ["http://x", "https://shop.example.com", "HTTP://[::1]:80", "http://x:port", "http://[::1", "x+y://a@b"]


@pytest.mark.parametrize("whole", TARGETS)
def test_it_takes_a_rightly_signed_request_whose_target_is_a_whole_address(bot: Bot, cast: Cast, whole: str) -> None:
    form = whatsapp_form()
    assert _post_to(bot, f"{whole}/twilio/messages", form, signed("/twilio/messages", form)).status_code == 200
    assert len(rows(bot, InboundMessage)) == 1


@pytest.mark.parametrize(
    "target", [*(f"{whole}/twilio/messages" for whole in TARGETS), ":80:90/twilio/messages", "[::1", "@a:b/", "*", "//"]
)
def test_it_refuses_a_wrongly_signed_request_whatever_its_target(bot: Bot, cast: Cast, target: str) -> None:
    assert _post_to(bot, target, whatsapp_form(), {"X-Twilio-Signature": "A" * 28}).status_code == 403
    assert rows(bot, InboundMessage) == []


def _post_to(bot: Bot, target: str, form: dict[str, str], headers: dict[str, str]) -> TestResponse:
    named = {"RAW_URI": target, "REQUEST_URI": target}
    return app_of(bot).test_client().post("/twilio/messages", data=form, headers=headers, environ_overrides=named)


def test_it_refuses_the_signature_of_another_message(bot: Bot, cast: Cast) -> None:
    other = signed("/twilio/messages", whatsapp_form("cancel everything"))
    assert post(bot, whatsapp_form("hello"), **other).status_code == 403


def test_it_refuses_the_signature_of_another_token(bot: Bot, cast: Cast) -> None:
    form = whatsapp_form()
    assert post(bot, form, **signed("/twilio/messages", form, token="another token")).status_code == 403


def test_it_keeps_parameters_it_does_not_know(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form(NewThing="42", ReferralSourceId="118", ReferralCtwaClid="ARAk"))
    [message] = rows(bot, InboundMessage)
    assert (message.raw["NewThing"], message.raw["ReferralCtwaClid"]) == ("42", "ARAk")


def test_it_knows_a_whatsapp_user_without_a_number(bot: Bot, cast: Cast) -> None:
    user = "IN.4566546130240823"
    form = whatsapp_form(sender=user, ExternalUserId=f"whatsapp:{user}")
    del form["WaId"]
    assert post(bot, form).status_code == 200
    [conversation] = rows(bot, Conversation)
    assert conversation.address == user
    assert [(i.kind, i.value) for i in rows(bot, Identity) if i.customer_id == conversation.customer_id] == [
        (customers.WHATSAPP_USER, user)
    ]


def test_it_joins_number_and_user_id_to_one_customer(bot: Bot, cast: Cast) -> None:
    user = "IN.77"
    post(bot, whatsapp_form(ExternalUserId=f"whatsapp:{user}"))
    post(bot, whatsapp_form(sender=user, ExternalUserId=f"whatsapp:{user}"))
    assert {c.customer_id for c in rows(bot, Conversation)} == {cast.asha}


def test_it_adds_a_customer_for_a_new_number(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form(sender=STRANGER, ProfileName="Ravi"))
    assert rows(bot, Customer)[-1].name == "Ravi"


def test_it_keeps_sms_and_whatsapp_of_one_person_apart(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form())
    post(bot, sms_form())
    assert [(c.channel, c.customer_id) for c in rows(bot, Conversation)] == [
        ("whatsapp", cast.asha),
        ("sms", cast.asha),
    ]


def test_it_notes_files_to_fetch(bot: Bot, cast: Cast) -> None:
    url = f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Messages/MM1/Media/ME1"
    post(bot, whatsapp_form("damaged", NumMedia="1", MediaUrl0=url, MediaContentType0="image/jpeg"))
    assert [(m.url, m.content_type, m.state) for m in rows(bot, Media)] == [(url, "image/jpeg", "waiting")]
    assert rows(bot, InboundMessage)[0].kind == "media"


@pytest.mark.parametrize("missing", ["MessageSid", "From", "To"])
def test_it_keeps_a_signed_request_it_cannot_read(bot: Bot, cast: Cast, missing: str) -> None:
    form = whatsapp_form()
    form[missing] = ""
    if missing == "MessageSid":
        form |= {"SmsSid": "", "SmsMessageSid": ""}
    assert post(bot, form).status_code == 200
    assert post(bot, form).status_code == 200
    [kept] = rows(bot, KeptRequest)
    assert missing in kept.reason
    assert rows(bot, InboundMessage) == []


def test_it_keeps_a_message_to_nobodys_number(bot: Bot, cast: Cast) -> None:
    assert post(bot, whatsapp_form(To="whatsapp:+15550001111")).status_code == 200
    assert "whatsapp_from" in rows(bot, KeptRequest)[0].reason
