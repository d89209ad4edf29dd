"""Another language, please."""

from __future__ import annotations

from actions.dialogue.saying import Button
from actions.dialogue.slots import Events
from actions.dialogue.visit import ShopAction, Visit
from bot.domain.locale import CODES, DEFAULT, LOCALES, Locale
from bot.services.people.customers import choose_language

_LANGUAGES = tuple(
    Button(f"button.language.{locale.folder}", "change_language", {"language": locale.code}) for locale in LOCALES
)


class ActionChangeLanguage(ShopAction):
    """change_language."""

    writes = True

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_change_language"

    def answer(self, visit: Visit) -> Events:
        """Switch if a language of ours was named, else show them."""
        asked, written_in = visit.turn.text, visit.locale
        tapped = visit.turn.entities.get("language", "")
        if tapped in CODES:  # a button says what a customer would write
            asked, written_in = Locale.of(tapped).name, tapped
        if choose_language(visit.db, visit.conversation_id, asked, written_in or DEFAULT, visit.now):
            visit.say("language.changed")
        else:
            visit.say_list("language.ask", _LANGUAGES)
        return []
