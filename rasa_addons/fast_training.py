"""Small repairs to Rasa 3.6.21 for its training, which reads 22 000 messages several times over (docs/nlu.md).

Tied to that exact version as those of fast_actions.py are. What is learned stays the same.
"""

import rasa
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message

from rasa_addons.fast_actions import REPAIRED_VERSION


def apply() -> None:
    """Apply them, under the version that they are for."""
    if rasa.__version__ == REPAIRED_VERSION:
        _leave_validation_to_tests()
        _tell_messages_apart_by_text()


def _leave_validation_to_tests() -> None:
    """Each file of messages is parsed twice and held against a schema at each read; `rasa data validate` does it
    once, where a mistake can be mended (tests/rasa_side/test_model.py)."""
    RasaYAMLReader.validate = lambda self, string: None  # type: ignore[method-assign]  # the repair


def _tell_messages_apart_by_text() -> None:
    """Whenever files are put together each message is copied and its whole content hashed, to drop what is twice.

    Messages of one text are still compared by all that they hold.
    """
    Message.__hash__ = lambda self: hash(self.data.get(TEXT))  # type: ignore[method-assign]  # the repair
