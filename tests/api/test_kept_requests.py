"""Requests that nobody could understand: told with their reason, to agents without what is of a person, read again."""

from __future__ import annotations

from urllib.parse import urlencode

from bot.bootstrap import Bot
from bot.db.conversations import InboundMessage, KeptRequest
from bot.db.shop import Merchant
from bot.domain.access import StaffRole
from bot.domain.hidden_bodies import HIDDEN
from bot.domain.hidden_forms import hide_fields
from bot.services.chat import unread
from tests.api.people import browser_of
from tests.cast import ASHA, OTHER_WHATSAPP, SHOP_WHATSAPP, Cast
from tests.driver import post, rows, whatsapp_form

REPLAY = "/kept-requests/replay"
NOWHERE = "+15550001111"


def _number(bot: Bot, shop: int, number: str) -> None:
    with bot.database.writing.begin() as db:
        db.get_one(Merchant, shop).whatsapp_from = number


def _keep(bot: Bot, shop: int, *names: str) -> None:
    """Messages to a number that the shop has no more when they are read: one of a kind that may come right."""
    with bot.database.writing.begin() as db:
        for name in names:
            form = whatsapp_form("where is 1042?", To=f"whatsapp:{NOWHERE}")
            unread.keep(db, "/twilio/messages", urlencode(form), "no shop has it", name, bot.now())
    with bot.database.writing.begin() as db:
        for row in db.query(KeptRequest).filter(KeptRequest.fingerprint.in_(names)):
            row.merchant_id = shop


def test_it_is_kept_for_the_shop_whose_number_it_names(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form(MessageSid="", SmsSid="", SmsMessageSid=""))
    post(bot, whatsapp_form(To=f"whatsapp:{OTHER_WHATSAPP}", MessageSid="", SmsSid="", SmsMessageSid=""))
    post(bot, whatsapp_form(To=f"whatsapp:{NOWHERE}"))
    post(bot, {"MessageSid": "SM1", "MessageStatus": "sent", "From": f"whatsapp:{SHOP_WHATSAPP}"}, "/twilio/status?m=x")
    assert [row.merchant_id for row in rows(bot, KeptRequest)] == [cast.shop, cast.other_shop, None, cast.shop]
    told = browser_of(bot, cast.shop, StaffRole.OWNER).call("GET", "/kept-requests?limit=1").get_json()
    assert [(one["door"], one["count"]) for one in told["groups"]] == [("status", 1), ("message", 1)]
    assert (told["requests"][0]["id"], told["next"]) == (4, 4)
    rest = browser_of(bot, cast.shop, StaffRole.OWNER).call("GET", "/kept-requests?before=4").get_json()
    assert [(one["id"], one["sender"]) for one in rest["requests"]] == [(1, f"whatsapp:{ASHA}")]


def test_an_owner_sees_all_of_it_and_an_agent_nothing_of_a_person(bot: Bot, cast: Cast) -> None:
    _keep(bot, cast.shop, "a")
    whole = browser_of(bot, cast.shop, StaffRole.OWNER).call("GET", "/kept-requests/1").get_json()
    assert (whole["fields"]["Body"], whole["hidden"]) == ("where is 1042?", False)
    masked = browser_of(bot, cast.shop, StaffRole.AGENT).call("GET", "/kept-requests/1")
    assert (masked.get_json()["fields"]["NumMedia"], masked.get_json()["hidden"]) == ("0", True)
    assert masked.get_json()["sender"] == "whatsapp:+91 ••••• 00001"
    assert not [word for word in ("Asha", ASHA[3:], "1042") if word in masked.text]
    assert ASHA[3:] not in browser_of(bot, cast.shop, StaffRole.AGENT).call("GET", "/kept-requests").text
    assert browser_of(bot, cast.other_shop, StaffRole.OWNER).call("GET", "/kept-requests/1").status_code == 404


def test_one_or_all_of_a_kind_are_read_once_more(bot: Bot, cast: Cast) -> None:
    _keep(bot, cast.shop, "a", "b", "d")
    _keep(bot, cast.other_shop, "c")
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    of = {"all_of": {"door": "message", "reason": "no shop has it"}}
    assert owner.call("POST", REPLAY, {"ids": [1, 4]}).get_json() == {"understood": 0, "not_understood": 1}
    assert "whatsapp_from" in rows(bot, KeptRequest)[0].reason
    _number(bot, cast.shop, NOWHERE)
    assert owner.call("POST", REPLAY, of).get_json() == {"understood": 2, "not_understood": 0}
    assert owner.call("POST", REPLAY, {"ids": [1, 1, 2]}).get_json() == {"understood": 1, "not_understood": 0}
    assert owner.call("POST", REPLAY, {"ids": [1], **of}).status_code == 422
    assert len(rows(bot, InboundMessage)) == 3
    assert [(row.body == "", row.settled_at is None) for row in rows(bot, KeptRequest)] == [(True, False)] * 3 + [
        (False, True)
    ]
    assert [one["id"] for one in owner.call("GET", "/kept-requests").get_json()["requests"]] == []


def test_a_field_that_nobody_knows_is_hidden_and_a_known_one_that_says_more_too() -> None:
    shown = hide_fields({"Sms": "x", "SmsStatus": "sent", "MessageStatus": "ring +91 98000 00001, Asha!", "From": ""})
    assert shown == {"Sms": HIDDEN, "SmsStatus": "sent", "MessageStatus": HIDDEN, "From": ""}
    assert unread.read_fields("&".join(f"a{n}=1" for n in range(2000))) == {}
