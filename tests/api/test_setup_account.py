"""A shop's own Twilio account by the API: tried at a Twilio that has several, kept sealed, changed, left."""

from __future__ import annotations

from datetime import timedelta

from bot.bootstrap import Bot
from bot.db.accounts import OwnAccount
from bot.db.conversations import Conversation
from bot.db.outgoing import Alert, OutgoingMessage
from bot.db.shop import Merchant
from bot.db.staff import AuditEntry
from bot.domain.access import StaffRole
from tests.accounts import KEY, NEXT_KEY, OTHERS, OTHERS_KEY, THEIRS, say
from tests.api.own_accounts import NUMBERS, own_body, owner, there
from tests.api.people import Browser, browser_of
from tests.cast import ASHA, JOHN, SHOP_WHATSAPP, Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import START, FakeMessenger, Watch
from tests.simulator.conftest import Simulator, shop, simulator

__all__ = ["owner", "shop", "simulator", "there"]


def test_what_is_wrong_names_field_and_remedy_and_keeps_nothing(
    there: Bot, owner: Browser, simulator: Simulator
) -> None:
    simulator.sim("POST", "/accounts", {"sid": "AC" + "9" * 32, "token": "9" * 32, "status": "suspended"})
    wrong = [
        (own_body("SK" + "1" * 32), "/account_sid", "API key"),
        (own_body("AC12"), "/account_sid", "no Account SID"),
        (own_body(there.settings.twilio_account_sid), "/account_sid", "installation"),
        (own_body(token="not one"), "/auth_token", "no Auth Token"),
        (own_body(token="f" * 32), "/auth_token", "does not open"),
        (own_body("AC" + "f" * 32), "/auth_token", "does not open"),
        (own_body("AC" + "9" * 32, "9" * 32), "/account_sid", "suspended"),
        (own_body(whatsapp_from=SHOP_WHATSAPP), "/whatsapp_from", "no number of this account"),
        (own_body(whatsapp_from="", sms_from=""), "/account_sid", "has no number"),
    ]
    for body, pointer, says in wrong:
        answer = owner.call("PUT", "/setup/account", body)
        (fault,) = answer.get_json()["errors"]
        assert (answer.status_code, fault["pointer"]) == (422, pointer)
        assert says in fault["detail"]
        assert fault["remedy"]
        assert body["auth_token"] not in answer.get_data(as_text=True)
    assert owner.call("POST", "/setup/account/trials", own_body(token="f" * 32)).status_code == 422
    simulator.sim("POST", "/accounts", {"sid": THEIRS, "kind": "Trial"})
    tried = owner.call("POST", "/setup/account/trials", own_body()).get_json()
    assert (tried["own"], tried["trial"], [one["number"] for one in tried["senders"]]) == (
        True,
        True,
        list(NUMBERS[THEIRS]),
    )
    assert (rows(there, OwnAccount), rows(there, AuditEntry)) == ([], [])


def test_an_agent_may_not_choose(there: Bot, cast: Cast) -> None:
    agent = browser_of(there, cast.shop, StaffRole.AGENT)
    assert agent.call("PUT", "/setup/account", own_body()).status_code == 403


def test_two_shops_leave_by_two_accounts(
    there: Bot, owner: Browser, cast: Cast, simulator: Simulator, messenger: FakeMessenger
) -> None:
    post(there, whatsapp_form(AccountSid=there.settings.twilio_account_sid))
    work(there)
    assert (len(messenger.letters), simulator.client.messages.list()) == (1, [])
    told = owner.call("PUT", "/setup/account", own_body()).get_data(as_text=True)
    assert ("own" in told, KEY in told, THEIRS in told) == (True, False, False)
    theirs = browser_of(there, cast.other_shop, StaffRole.OWNER)
    assert theirs.call("PUT", "/setup/account", own_body(OTHERS, OTHERS_KEY)).status_code == 200
    assert [one.token.startswith("gAAAA") for one in rows(there, OwnAccount)] == [True, True]
    for sid, key, who in ((THEIRS, KEY, ASHA), (OTHERS, OTHERS_KEY, JOHN)):
        simulator.write(who, to=NUMBERS[sid][0])
        assert say(there, key, sid, To=f"whatsapp:{NUMBERS[sid][0]}", From=f"whatsapp:{who}") == 200
    simulator.settle()
    work(there)
    ways = [(there.ways.make(THEIRS, KEY), ASHA), (there.ways.make(OTHERS, OTHERS_KEY), JOHN)]
    since = START - timedelta(minutes=1)
    assert [len(way.messenger.sent_to(who, "whatsapp", "", since)) for way, who in ways] == [1, 1]
    assert simulator.client.messages.list() == []  # nothing of theirs is the installation's to see
    assert {one.state for one in rows(there, OutgoingMessage)} == {"accepted"}
    # The conversation that was under way leaves from the new number.
    addresses = {one.merchant_id: one.our_address for one in rows(there, Conversation)}
    assert addresses == {cast.shop: NUMBERS[THEIRS][0], cast.other_shop: NUMBERS[OTHERS][0]}
    steps = {one["name"]: one for one in owner.call("GET", "/setup").get_json()["steps"]}
    assert steps["twilio"]["facts"]["account"] == "ACbbbb…bbbb"


def test_a_token_is_changed_and_an_account_left(
    there: Bot, owner: Browser, cast: Cast, simulator: Simulator, watch: Watch
) -> None:
    for _ in range(2):  # a repetition changes nothing
        assert owner.call("PUT", "/setup/account", own_body()).status_code == 200
    assert len(rows(there, OwnAccount)) == 1
    simulator.sim("POST", "/accounts", {"sid": THEIRS, "token": NEXT_KEY})
    assert say(there, KEY, To=f"whatsapp:{NUMBERS[THEIRS][0]}") == 200
    work(there)
    assert [(one.state, one.attempts) for one in rows(there, OutgoingMessage)] == [("queued", 0)]
    assert [one.cause for one in rows(there, Alert)] == ["twilio_account"]
    assert owner.call("PUT", "/setup/account", own_body(token=NEXT_KEY)).status_code == 200
    watch.advance(minutes=2)
    work(there)
    assert ([one.state for one in rows(there, OutgoingMessage)], rows(there, Alert)) == (["accepted"], [])
    assert owner.call("PUT", "/setup/account", {}).status_code == 200
    (mine, _) = rows(there, Merchant)
    assert (mine.twilio_sid, mine.twilio_account_id, mine.whatsapp_from) == (
        "",
        None,
        simulator.settings.twilio_whatsapp_from,
    )
    details = [(one.action, one.detail) for one in rows(there, AuditEntry)]
    assert ("setup.account", "installation") in details
    assert KEY not in str(details)
