"""`rasa shell` works without a phone: it speaks as the first customer, in English."""

from __future__ import annotations

from tests.actions.conftest import WhoChats


def test_a_developers_shell_is_the_first_customer(chat: WhoChats) -> None:
    shell = chat("whatever")
    shell.sender, shell.channel, shell.locale = "0f3b2c", "cmdline", None
    assert shell.says("order_status", "where is my order") == ["order.out_for_delivery"]
    assert "Bandhani silk saree" in next(event["text"] for event in shell.events if event["event"] == "bot")
    assert shell.says("talk_to_person", "a person") == ["person.asked"]
