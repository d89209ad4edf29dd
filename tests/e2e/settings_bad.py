"""What is typed into the settings: wrong, with what is said of it, and right, for a save that comes to nothing."""

from __future__ import annotations

from typing import NamedTuple

LONG, HIDDEN, FORMULA = "x" * 100_000, "\u202eabc\u200f", "=HYPERLINK(1)"
HTML = "<img src=x onerror=alert(1)>"


class Bad(NamedTuple):
    """Something wrong in a field of a page, with what else the form wants, and what is said of it."""

    page: str
    label: str
    text: str
    said: str
    others: tuple[tuple[str, str], ...] = ()
    button: str = "Save"


TABLE = (
    Bad("shop", "Website", HTML, "https://"),
    Bad("shop", "WhatsApp number customers write to", "１２３ call me", "+91"),
    Bad("shop", "Days after delivery in which things may be returned", "-7", "0"),
    Bad("shop", "Country of phone numbers without one", "🪔", "IN"),
    Bad("dlt", "Your entity's id", "11", "19 digits"),
    Bad("replies/new", "Typed after /, or nothing", "two words", "", (("Name", "A"), ("What is said", "B"))),
    Bad("hours", "Monday", "from ten", "10:00"),
    Bad("hours", "Minutes to the first answer", "9999999", ""),
    Bad("hours", "Seconds in which a sent answer can be taken back", "ten", "whole number"),
    Bad(
        "answers/new", "Name of the topic, in small letters: gift_wrap", HTML, "", (("Question", "a"), ("Answer", "b"))
    ),
    Bad("delivery-areas", "Days at most", "soon", "", (("PIN code, or its beginning: 38*", "79"),), "Add the place"),
    Bad("delivery-areas", "PIN code, or its beginning: 38*", "٣٨", "", (), "Add the place"),
    Bad("products/1", "Lasts, in days", "1e9", "400"),
    Bad("offers", "Sum off (INR)", "lots", "", (("Code", "A1"), ("From an order of (INR)", "9")), "Add the offer"),
    Bad("offers", "Code", FORMULA, "", (("Sum off (INR)", "5"), ("From an order of (INR)", "9")), "Add the offer"),
    Bad("offers", "Address 1", "javascript:alert(1)", "https://", (("Name 1", "Me"),)),
    Bad("sentences/notice.late?locale=en", "Your words", HIDDEN, "{"),
    Bad("sentences/notice.late?locale=en", "Your words", LONG, ""),
    Bad("rules/new", "Number", "-1", "", (("What you call it", "Late"), ("Its words", "Hello"))),
    Bad("rules/new", "Its words", "Hello {nobody}", "", (("What you call it", "Late"),)),
    Bad("team", "E-mail address", "tara at home", "", (), "Invite"),
    Bad("team", "E-mail address", LONG, "", (), "Invite"),
    Bad("webhooks", "Address", "http://127.0.0.1:8000/", "", (), "Add"),
    Bad("webhooks", "Address", "https://[::1]/" + "a" * 9000, "", (), "Add"),
    Bad("privacy", "Messages of both sides", "3", "30"),
    Bad("privacy", "Pictures and voice notes", "", "1"),
    Bad("keys", "What will use it", " ", "", (), "Make the key"),
)


GOOD = (
    Bad("dlt", "Your entity's id", "1101234567890123456", ""),
    Bad("replies/new", "Name", "Thanks", "", (("What is said", "Thank you."),)),
    Bad("labels", "Name", "lamp", "", (), "Add the label"),
    Bad("shop", "City", "Bhuj", ""),
    Bad("hours", "Tuesday", "11:00-12:00", ""),
    Bad("answers/cod", "Question", "Do you take cash?", ""),
    Bad("delivery-areas", "PIN code, or its beginning: 38*", "744", "", (), "Add the place"),
    Bad("products/1", "Lasts, in days", "60", ""),
    Bad("offers", "Code", "A1", "", (("Sum off (INR)", "5"), ("From an order of (INR)", "9")), "Add the offer"),
    Bad("offers", "Address 1", "https://me.example", "", (("Name 1", "Me"),)),
    Bad("sentences/notice.late?locale=en", "Your words", "Late: {number}", ""),
    Bad("rules/late", "Number", "3", ""),
    Bad("rules/new", "What you call it", "Say so", "", (("Its words", "Hello"),)),
    Bad("team", "E-mail address", "tara@example.in", "", (), "Invite"),
    Bad("privacy", "Messages of both sides", "300", ""),
    Bad("webhooks", "Address", "https://hooks.example.com/", "", (), "Add"),
    Bad("keys", "What will use it", "A till", "", (), "Make the key"),
)
