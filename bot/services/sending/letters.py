"""From a row to the letter Twilio is handed: in free words, or as an approved template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.db.conversations import Choice
from bot.db.outgoing import OutgoingMessage
from bot.domain.channels import Channel
from bot.domain.consent import Purpose
from bot.domain.sending import ROW_DESCRIPTION, ROW_TITLE, TITLE, Lane
from bot.domain.shortening import shortened, shortened_parts, shortened_titles
from bot.ports import Letter, LetterButton
from bot.services.messages.wording import Wording
from bot.services.templates import choosing, pictures
from bot.services.templates.choosing import Ready


def write_letter(db: Session, row: OutgoingMessage) -> Letter:
    """The letter of a row, in free words; titles are cut to what WhatsApp shows of them."""
    conversation, merchant = row.conversation, row.conversation.merchant
    rich, as_list = row.shown_as in ("buttons", "list"), row.shown_as == "list"
    return Letter(
        token=row.token,
        channel=conversation.channel,
        sender=conversation.our_address,
        receiver=conversation.address,
        messaging_service_sid=merchant.messaging_service_sid,
        text=row.text,
        shown_as=row.shown_as,
        buttons=_buttons(row.choices, ROW_TITLE if as_list else TITLE) if rich else (),
        list_label=shortened(Wording(db, merchant, row.locale).say("list.open", {}), TITLE) if as_list else "",
        # A picture and buttons are two kinds of message; an SMS with a picture is another one in India (FACTS 6.3).
        picture_url=row.picture_url if conversation.channel == Channel.WHATSAPP and not rich else "",
    )


def write_template(db: Session, row: OutgoingMessage, template: Ready) -> Letter:
    """The letter of a row as an approved template; the row says from now on what the customer will read.

    Raises:
        bot.services.templates.choosing.BadVariables: a value that Twilio would refuse.
    """
    told = Wording(db, row.conversation.merchant, template.locale).written(row.values, template.fields)
    tokens = [choice.token for choice in row.choices]
    picture = pictures.name_picture(row.token) if template.with_picture else ""
    variables = choosing.values_for(template, told, tokens, picture)
    row.template_id, row.locale = template.template_id, template.locale
    if template.category == "MARKETING" and row.lane != Lane.TEST:
        row.purpose = Purpose.MARKETING  # and is counted as such
    row.text = choosing.filled(template, variables)
    return replace(write_letter(db, row), text=row.text, content_sid=template.sid, variables=variables, picture_url="")


def _buttons(choices: Sequence[Choice], limit: int) -> tuple[LetterButton, ...]:
    titles = shortened_titles([choice.title for choice in choices], limit)
    return tuple(
        LetterButton(choice.token, title, shortened_parts(choice.description, ROW_DESCRIPTION))
        for choice, title in zip(choices, titles, strict=True)
    )
