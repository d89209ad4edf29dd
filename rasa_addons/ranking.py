"""What a message is taken for: bare details by themselves, all else by the model, what is unsure by nobody. Pure."""

from rasa_addons.bare import only_details, only_small_number
from rasa_addons.intents import IntentModel

INFORM, FALLBACK = "inform", "nlu_fallback"
THRESHOLD, LENGTH = 0.15, 3  # as config.yml has them


def rank(
    model: IntentModel | None, text: str, threshold: float = THRESHOLD, length: int = LENGTH
) -> list[tuple[str, float]]:
    """The likeliest intents, the first of them the one that is taken: FALLBACK where none reaches the threshold."""
    if model is None or not text.strip() or only_small_number(text):
        return [(FALLBACK, 1.0)]
    if only_details(text):
        return [(INFORM, 1.0)]
    scores = model.scores(text)
    best = scores.argsort()[::-1][:length]
    ranking = [(model.labels[index], round(float(scores[index]), 4)) for index in best]
    return ranking if ranking[0][1] >= threshold else [(FALLBACK, threshold), *ranking]
