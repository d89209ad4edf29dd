"""What a message mentions, as Rasa entities; the work is in `mentions.py`."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from rasa_addons.mentions import find_mentions


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class Mentions(GraphComponent):
    """Finds order_number, tracking_number, pin_code, phone, amount, date, product and rating; learns nothing."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Mentions":
        """The component needs neither configuration nor storage."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the mentions of each message to its entities."""
        for message in messages:
            found = [
                {
                    "entity": mention.kind,
                    "value": mention.value,
                    "start": mention.start,
                    "end": mention.end,
                    "extractor": "Mentions",
                }
                for mention in find_mentions(message.get(TEXT) or "")
            ]
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
