"""Buttons that stand under more than one answer."""

from __future__ import annotations

from actions.dialogue.saying import Button

MENU = (
    Button("button.track", "order_status"),
    Button("button.help", "help"),
    Button("button.person", "talk_to_person"),
)
GREETING_MENU = (
    Button("button.track", "order_status"),
    Button("button.offers", "ask_offers"),
    Button("button.person", "talk_to_person"),
)

PERSON = (Button("button.person", "talk_to_person"),)
