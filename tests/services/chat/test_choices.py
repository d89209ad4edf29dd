"""Buttons: opaque on the way out, checked against the conversation on the way back."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Choice
from bot.ports import DialogueTurn, Offered, Said
from tests.cast import JOHN, Cast
from tests.driver import post, rows, sms_form, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger, Watch

YES = Offered("button.cancel_yes", {}, "affirm", {"order_number": "1042"})
NO = Offered("button.cancel_no", {}, "deny")


@pytest.fixture(autouse=True)
def asking(dialogue: FakeDialogue) -> None:
    """Every turn asks the same question."""

    def ask(turn: DialogueTurn) -> tuple[Said, ...]:
        return (Said(None, {}, text="Cancel it?", offers=(YES, NO)),)

    dialogue.says = ask


def test_it_offers_buttons_with_opaque_ids(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    post(bot, whatsapp_form())
    work(bot)
    [letter] = messenger.letters
    assert letter.shown_as == "buttons"
    assert letter.content_sid == f"HX{1:032x}"
    assert all("affirm" not in b.token and "1042" not in b.token and len(b.token) >= 12 for b in letter.buttons)


def test_it_turns_a_tap_into_the_stored_meaning(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    post(bot, whatsapp_form())
    work(bot)
    token, title = messenger.letters[0].buttons[0].token, messenger.letters[0].buttons[0].title
    post(bot, whatsapp_form(title, ButtonText=title, ButtonPayload=token))
    work(bot)
    assert dialogue.turns[-1].message == '/affirm{"order_number": "1042"}'


@pytest.mark.parametrize("field", ["ButtonPayload", "ListId"])
def test_it_does_not_believe_a_payload_of_the_customers_own(
    bot: Bot, cast: Cast, dialogue: FakeDialogue, field: str
) -> None:
    post(bot, whatsapp_form("Track", **{field: '/cancel_order{"order_number":"1042"}'}))
    work(bot)
    assert dialogue.turns[-1].message == "Track"


def test_it_does_not_honour_a_button_of_another_conversation(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    post(bot, whatsapp_form())
    work(bot)
    token = messenger.letters[0].buttons[0].token
    post(bot, whatsapp_form("Yes, cancel", sender=JOHN, ButtonPayload=token))
    work(bot)
    assert dialogue.turns[-1].message == "Yes, cancel"


def test_it_does_not_honour_a_button_that_has_expired(
    bot: Bot, cast: Cast, messenger: FakeMessenger, watch: Watch, dialogue: FakeDialogue
) -> None:
    post(bot, whatsapp_form())
    work(bot)
    watch.advance(days=8)
    post(bot, whatsapp_form("Yes", ButtonPayload=messenger.letters[0].buttons[0].token))
    work(bot)
    assert dialogue.turns[-1].message == "Yes"


def test_it_numbers_the_choices_on_sms(bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue) -> None:
    post(bot, sms_form())
    work(bot)
    [letter] = messenger.letters
    assert letter.shown_as == "numbered"
    assert letter.buttons == ()
    assert "\n1. " in letter.text
    assert "\n2. " in letter.text
    post(bot, sms_form(" ૧. "))
    work(bot)
    assert dialogue.turns[-1].message == '/affirm{"order_number": "1042"}'


@pytest.mark.parametrize("text", ["3", "0", "12", "1042"])
def test_it_takes_other_numbers_as_text(bot: Bot, cast: Cast, dialogue: FakeDialogue, text: str) -> None:
    post(bot, sms_form())
    work(bot)
    post(bot, sms_form(text))
    work(bot)
    assert dialogue.turns[-1].message == text


def test_it_takes_a_number_only_for_the_latest_question(bot: Bot, cast: Cast, dialogue: FakeDialogue) -> None:
    post(bot, sms_form())
    work(bot)
    dialogue.says = lambda turn: (Said(None, {}, text="How many?"),)
    post(bot, sms_form("something else"))
    work(bot)
    post(bot, sms_form("1"))
    work(bot)
    assert dialogue.turns[-1].message == "1"


def test_it_makes_a_list_of_four_and_keeps_the_limits(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    long = Offered("list.product", {"title": "A" * 60}, "inform", {}, ("list.product_description", {"price": "B" * 90}))
    dialogue.says = lambda turn: (Said(None, {}, text="Which?", offers=(long,) * 4),)
    post(bot, whatsapp_form())
    work(bot)
    [letter] = messenger.letters
    assert letter.shown_as == "list"
    assert {len(b.title) for b in letter.buttons} == {24}
    assert {len(b.description) for b in letter.buttons} == {72}
    assert len({c.token for c in rows(bot, Choice)}) == 4


def test_it_makes_one_content_for_one_shape(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    for sender in (JOHN, "+919800000009", "+919800000010"):
        post(bot, whatsapp_form(sender=sender))
    work(bot)
    assert len(messenger.letters) == 3
    assert len(messenger.contents) == 1


def test_it_takes_a_typed_title_for_a_tap(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    post(bot, whatsapp_form())
    work(bot)
    post(bot, whatsapp_form(messenger.letters[0].buttons[0].title.upper() + "."))
    work(bot)
    assert dialogue.turns[-1].message == '/affirm{"order_number": "1042"}'
