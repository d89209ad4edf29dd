"""What the simulated Twilio bills for a message: its own fee and what WhatsApp takes, told some minutes later."""

from __future__ import annotations

from bot.simulator.world.ledger import Message

UNIT = "USD"
TOLD_AFTER = 300.0  # seconds after a message last changed
# Dollars a message; an undelivered one on WhatsApp is free, one that failed is not.
FEE, TEMPLATE, FAILED, SMS_PART = 0.005, 0.0095, 0.001, 0.08


def price(message: Message, now: float) -> dict[str, str | None]:
    """The price of a message as the REST API shows it: a negative number, null while it is not told yet."""
    if message.inbound or now < message.updated + TOLD_AFTER:
        return {"price": None, "price_unit": None}
    return {"price": f"{-_cost(message):.5f}", "price_unit": UNIT}


def _cost(message: Message) -> float:
    if message.status == "failed":
        return FAILED
    if not message.customer.startswith("whatsapp:"):
        return SMS_PART * message.segments
    if message.status == "undelivered":
        return 0.0
    return FEE + (TEMPLATE if message.rich.get("template") else 0.0)
