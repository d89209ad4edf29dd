"""What we need from outside, as Protocols, and the frozen values that cross the border."""

from bot.ports.dialogue import Answered, Dialogue, DialogueDown, Offered, Said, Turn
from bot.ports.messaging import (
    Accepted,
    Button,
    Letter,
    Logged,
    MediaLink,
    Messenger,
    Received,
    SendError,
    StatusUpdate,
)
from bot.ports.shops import ApiError, CarrierApi, Known, Page, ShopApi, Source

__all__ = [
    "Accepted",
    "Answered",
    "ApiError",
    "Button",
    "CarrierApi",
    "Dialogue",
    "DialogueDown",
    "Known",
    "Letter",
    "Logged",
    "MediaLink",
    "Messenger",
    "Offered",
    "Page",
    "Received",
    "Said",
    "SendError",
    "ShopApi",
    "Source",
    "StatusUpdate",
    "Turn",
]
