"""Twilio's error codes as answers: the HTTP status, the sentence and the JSON that the SDK reads."""

from __future__ import annotations

from typing import Any

ERRORS: dict[int, tuple[int, str]] = {
    20001: (400, "Invalid parameter"),
    20003: (401, "Authenticate"),
    20005: (403, "Account not active"),
    20404: (404, "The requested resource was not found"),
    20405: (405, "Method not allowed"),
    20422: (400, "Invalid Parameter"),
    20429: (429, "Too Many Requests"),
    20500: (500, "Internal Server Error"),
    20503: (503, "Service Unavailable"),
    21211: (400, "Invalid 'To' Phone Number"),
    21212: (400, "Invalid From Number (caller ID)"),
    21266: (400, "'To' and 'From' numbers cannot be the same"),
    21602: (400, "Message body is required."),
    21603: (400, "A 'From' phone number is required."),
    21604: (400, "A 'To' phone number is required."),
    21606: (400, "The 'From' phone number provided is not a valid message-capable Twilio phone number."),
    21609: (400, "The 'StatusCallback' URL is not a valid URL."),
    21610: (400, "Attempt to send to unsubscribed recipient"),
    21614: (400, "'To' number is not a valid mobile number"),
    21617: (400, "The concatenated message body exceeds the 1600 character limit."),
    21620: (400, "Invalid media URL(s)"),
    21623: (400, "Number of media files exceeds allowed limit"),
    21654: (400, "The ContentSid Parameter is required"),
    21655: (400, "The ContentSid Parameter is invalid"),
    21656: (400, "The ContentVariables Parameter is invalid"),
    21658: (400, "A parameter is longer than allowed"),
    21701: (400, "The Messaging Service does not exist"),
    21703: (400, "The Messaging Service does not have a sender for this channel"),
    21910: (400, "Invalid 'From' and 'To' pair: they must be of the same channel"),
    30004: (0, "Message blocked"),
    35118: (400, "Scheduled sending is not simulated"),
    63003: (0, "Channel could not find To address"),
    63005: (0, "Channel did not accept given content"),
    63007: (400, "Twilio could not find a Channel with the specified From address"),
    63013: (0, "This message was not sent: the channel's policy was violated"),
    63014: (0, "Message failed because it was blocked by a user action"),
    63016: (0, "Message failed: outside the 24 hour customer service window"),
    63019: (0, "Media failed to download"),
    63021: (0, "Channel invalid content error"),
    63024: (0, "Invalid message recipient"),
    63040: (0, "The template was rejected by WhatsApp"),
    63041: (0, "The template is paused by WhatsApp"),
    63042: (0, "The template is disabled by WhatsApp"),
}


class TwilioError(Exception):
    """A refusal that the API answers at once."""

    def __init__(self, code: int, message: str = "") -> None:
        self.code = code
        self.status, default = ERRORS[code]
        self.message = message or default
        super().__init__(f"{code} {self.message}")

    def as_json(self) -> dict[str, Any]:
        """The classic error body (FACTS 3.6)."""
        return {
            "code": self.code,
            "message": self.message,
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }


def sentence(code: int) -> str:
    """What Twilio says about a code."""
    return ERRORS[code][1]
