"""What we need from outside, as Protocols, and the frozen values that cross the border."""

from bot.ports.dialogue import PROBE, TRIAL, Answered, Dialogue, DialogueAway, DialogueDown, DialogueTurn, Offered, Said
from bot.ports.messaging import (
    Accepted,
    Letter,
    LetterButton,
    Logged,
    MediaLink,
    Messenger,
    Received,
    SendError,
    StatusUpdate,
)
from bot.ports.shops import ApiError, CarrierApi, Known, Page, ShopApi, Source

__all__ = [
    "PROBE",
    "TRIAL",
    "Accepted",
    "Answered",
    "ApiError",
    "CarrierApi",
    "Dialogue",
    "DialogueAway",
    "DialogueDown",
    "DialogueTurn",
    "Known",
    "Letter",
    "LetterButton",
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
]
