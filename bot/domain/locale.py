"""The locales customers are answered in: languages as they are written, and all that depends on which it is.

The database, the catalogues, the training data and the seams between processes hold a locale's code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LATIN_SCRIPT = "LATIN"
DEFAULT = "en"
_INDIAN_ENGLISH = "en_IN"


@dataclass(frozen=True, slots=True)
class Locale:
    """A language in one script. `Locale.of` finds it by its code."""

    code: str  # as we store it: "hi-Latn"
    language: str  # "hi"
    name: str  # what a customer writes to ask for the language
    autonym: str  # what its readers call it, in this script
    script: str  # the first word of Unicode's names for its letters
    whatsapp: str  # the language its templates are submitted as
    babel: str  # whose numbers, days and amounts it has
    other_script: str = ""  # the code of the same language in its other script

    @staticmethod
    def of(code: str) -> Locale:
        """The locale with this code ("gu-Latn", also as gettext writes it: "gu_Latn"); English for any other."""
        return _BY_CODE.get(code.replace("_", "-"), _BY_CODE[DEFAULT])

    @property
    def folder(self) -> str:
        """The locale's name where no hyphen may be: gettext's folder, the end of a catalogue key."""
        return self.code.replace("-", "_")

    @property
    def is_romanised(self) -> bool:
        """Whether it is in Latin letters, while its language has a script of its own."""
        return self.script == LATIN_SCRIPT and self.language != DEFAULT

    @property
    def falls_back_to(self) -> tuple[str, ...]:
        """The codes to try in order: this one, the language's other script, English."""
        return tuple(dict.fromkeys(filter(None, (self.code, self.other_script, DEFAULT))))


# A language's own script comes before Latin letters. WhatsApp has no code for an Indian language in Latin letters;
# the words are that language's, so that is what we say (docs/templates.md: what to do where a reviewer disagrees).
# Latin-letter Gujarati and Bengali are not in CLDR: their speakers write numbers and months as Indian English does.
LOCALES = (
    Locale("en", "en", "english", "English", LATIN_SCRIPT, "en", _INDIAN_ENGLISH),
    Locale("hi", "hi", "hindi", "हिन्दी", "DEVANAGARI", "hi", "hi_IN", other_script="hi-Latn"),
    Locale("gu", "gu", "gujarati", "ગુજરાતી", "GUJARATI", "gu", "gu_IN", other_script="gu-Latn"),
    Locale("bn", "bn", "bengali", "বাংলা", "BENGALI", "bn", "bn_IN", other_script="bn-Latn"),
    Locale("hi-Latn", "hi", "hindi", "Hindi", LATIN_SCRIPT, "hi", "hi_Latn", other_script="hi"),
    Locale("gu-Latn", "gu", "gujarati", "Gujarati", LATIN_SCRIPT, "gu", _INDIAN_ENGLISH, other_script="gu"),
    Locale("bn-Latn", "bn", "bengali", "Bangla", LATIN_SCRIPT, "bn", _INDIAN_ENGLISH, other_script="bn"),
)
CODES = tuple(locale.code for locale in LOCALES)
CONSOLE_CODES = ("en", "hi", "gu", "bn")  # in which the shop\'s own people read
LATIN_CODES = tuple(locale.code for locale in LOCALES if locale.script == LATIN_SCRIPT)
_BY_CODE = {locale.code: locale for locale in LOCALES}


def in_locale(texts: Mapping[str, str], code: str, default: str = "") -> str:
    """The text for a locale, or for the nearest one there is; `texts` are by code."""
    return next((texts[name] for name in Locale.of(code).falls_back_to if texts.get(name)), default)
