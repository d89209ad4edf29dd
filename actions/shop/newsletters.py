"""Which news a customer would like: asked once they agreed to offers, and answered by a button."""

from __future__ import annotations

from actions.dialogue.saying import Button
from actions.dialogue.visit import Visit
from bot.services.chat.newsletter_taps import JOIN, LEAVE, WHICH
from bot.services.people.newsletters import list_newsletters, list_taken, say_name


def ask_which(visit: Visit) -> bool:
    """Ask which of the shop's newsletters are wanted, or which are to end where all are taken; False without any."""
    offered = list_newsletters(visit.db, visit.merchant_id)
    if not offered:
        return False
    taken = list_taken(visit.db, visit.customer_id)
    left = [one for one in offered if one.id not in taken]
    key, intent = ("newsletter.ask", JOIN) if left else ("newsletter.yours", LEAVE)
    rows = [
        Button("button.newsletter", intent, {WHICH: str(one.id)}, {"name": say_name(one, visit.locale)})
        for one in left or offered
    ]
    visit.say(key, rows)
    return True
