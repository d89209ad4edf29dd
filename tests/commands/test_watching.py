"""`dastak webhooks` and `dastak audit` as a merchant types them, and rules of the shop's own."""

from __future__ import annotations

import re

import pytest

from tests.commands.test_shop import Command, dastak

__all__ = ["dastak"]
URL = "https://hear.example.com/in"
MADE = (
    "rules",
    "add",
    "Thanks again",
    "order.delivered",
    "--text",
    "en=Thank you, {name}, your {item} is with you now, and we hope it pleases you.",
)


@pytest.fixture
def shop(dastak: Command) -> Command:
    """A shop that has just been opened."""
    dastak("shop", "open", "my-shop", "--name", "My Shop", "--site", "https://my.example")
    return dastak


def test_an_address_hears_and_hears_no_more(shop: Command) -> None:
    assert "There is none" in shop("webhooks", "list").output
    for wrong in ("http://hear.example.com/in", "https://127.0.0.1/in", "https://x:y@hear.example.com/"):
        assert (shop("webhooks", "add", wrong).exit_code, shop("webhooks", "list").output.count("http")) == (1, 1)
    made = shop("webhooks", "add", URL, "--topic", "order.changed").output
    secret = made.split()[-1]
    assert re.match(r"Webhook 1; its secret, not shown again:", made)
    assert shop("webhooks", "add", URL).exit_code == 1
    listed = shop("webhooks", "list").output
    assert re.search(rf"1  active\s+{URL}  order.changed  0 waiting", listed)
    assert secret not in listed
    assert shop("webhooks", "set", "1", "--off").output == "Webhook 1 is changed.\n"
    assert shop("webhooks", "set", "1", "--on", "--topic", "message.received").exit_code == 0
    assert "message.received" in shop("webhooks", "list").output
    assert shop("webhooks", "rotate", "1").output.split()[-1] != secret
    assert shop("webhooks", "ping", "1").exit_code == 0
    assert "ping" in shop("webhooks", "log", "1").output
    assert shop("webhooks", "log", "1", "--failed").output == ""
    assert shop("webhooks", "replay", "1").output == "0 are told once more.\n"
    assert shop("webhooks", "drop", "1").output == "Webhook 1 is dropped.\n"
    assert "no webhook 1" in shop("webhooks", "drop", "1").output


def test_what_was_done_is_told_newest_first(shop: Command) -> None:
    shop("webhooks", "add", URL)
    shop("user", "add", "owner@example.in", "--role", "owner")
    lines = [line.split() for line in shop("audit").output.splitlines()]
    assert [(line[3], line[4]) for line in lines[:3]] == [
        ("terminal", "staff.link"),
        ("terminal", "staff.invite"),
        ("terminal", "webhook.add"),
    ]
    assert [line.split()[4] for line in shop("audit", "--action", "webhook").output.splitlines()] == ["webhook.add"]
    assert "webhook" not in shop("audit", "--subject", "staff:1").output
    assert len(shop("audit", "--limit", "1").output.splitlines()) == 1


def test_a_rule_of_ones_own_is_made_played_reworded_and_dropped(shop: Command) -> None:
    assert "{item}" in shop("rules", "moments").output
    assert "in one language at least" in shop(*MADE[:4]).output
    refused = shop("rules", "add", "x", "order.delivered", "--text", "en=Only today! {nmae}").output
    assert "nothing is kept" in refused
    assert "nmae" in refused
    made = shop(*MADE, "--after", "2d", "--hours", "10:00-19:00", "--segment", '{"orders_at_least": 2}').output
    name = made.split()[0]
    assert "already" in shop(*MADE).output
    assert re.search(rf"off {name} .*after 2d, 10:00-19:00.*orders_at_least", shop("rules", "list").output)
    assert "Nothing was due" in shop("rules", "dry-run", name).output
    hindi = "hi=धन्यवाद {name} जी, आपका {item} पहुँच गया है, उम्मीद है पसंद आएगा."
    assert shop("rules", "change", name, "--title", "Thanks", "--text", hindi).exit_code == 0
    assert "would say nothing" in shop("rules", "change", name, "--text", "en=", "--text", "hi=").output
    assert shop("rules", "set", name, "--on").exit_code == 0
    assert "--off" in shop("rules", "drop", "placed").output
    assert shop("rules", "drop", name).output == f"{name} is dropped.\n"
    assert shop("rules", "change", name).exit_code == 1
    assert name not in shop("rules", "list").output
    done = [line.split()[4] for line in shop("audit", "--action", "rule").output.splitlines()]
    assert done == ["rule.drop", "rule.change", "rule.change", "rule.add"]
