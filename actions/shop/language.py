"""Another language, please."""

from __future__ import annotations

from actions.dialogue.saying import Button
from actions.dialogue.slots import Events
from actions.dialogue.visit import ShopAction, Visit
from bot.domain.languages import DEFAULT, LOCALES
from bot.services.people.customers import choose_language

# What a customer would write to get each locale: buttons say it for them.
_ASKED_AS = {
    "en": ("english", "en"),
    "hi": ("hindi", "hi"),
    "gu": ("gujarati", "gu"),
    "bn": ("bengali", "bn"),
    "hi-Latn": ("hindi", "hi-Latn"),
    "gu-Latn": ("gujarati", "gu-Latn"),
    "bn-Latn": ("bengali", "bn-Latn"),
}
_LANGUAGES = tuple(
    Button(f"button.language.{locale.replace('-', '_')}", "change_language", {"language": locale}) for locale in LOCALES
)


class ActionChangeLanguage(ShopAction):
    """change_language."""

    writes = True

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_change_language"

    def answer(self, visit: Visit) -> Events:
        """Switch if a language of ours was named, else show them."""
        asked, written_in = _ASKED_AS.get(visit.turn.entities.get("language", ""), (visit.turn.text, visit.locale))
        if choose_language(visit.db, visit.conversation_id, asked, written_in or DEFAULT, visit.now):
            visit.say("language.changed")
        else:
            visit.say_list("language.ask", _LANGUAGES)
        return []
