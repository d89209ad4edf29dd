"""What is sent and told of what the assistant got wrong, what it is taught, and the models of that."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import LARGEST_ID
from bot.api.played_shapes import DialoguesTold
from bot.api.staff_shapes import Body
from bot.domain.teaching.judging import TrainingState
from bot.domain.teaching.masking import LONGEST
from bot.services.teaching.examples import ConflictKind
from bot.services.teaching.wrong import WrongWhy
from bot.shops.own import kinds

Words = Annotated[kinds.Needed, Field(max_length=LONGEST)]
Reason = Annotated[kinds.Needed, Field(max_length=300)]


class WrongTold(Shown):
    """A message that was got wrong, without numbers and names. `message`: as its thread names it, in-12."""

    id: Id
    message: str
    conversation_id: Id
    text: str
    locale: str
    intent: str
    confidence: float
    why: WrongWhy
    at: Moment


class WrongGroup(Shown):
    """Messages that ask the same, in whatever language; `last_at` is when one came last."""

    times: int
    last_at: Moment
    locales: tuple[str, ...]
    messages: tuple[WrongTold, ...]


class WrongList(Shown):
    """What was got wrong in the last 30 days, the commonest first; neither taught nor set aside since."""

    groups: tuple[WrongGroup, ...]


class Marking(Body):
    """Whether a message was answered wrongly; false: nothing is to be taught by it."""

    wrong: bool


class MarkTold(Shown):
    """A marked message."""

    message: str
    wrong: bool


class Teaching(Body):
    """Words and what they mean: an intent, or a topic of the shop's answers. What tells of a person is masked.

    `anyway`: also where the words mean something else already. `message_id`: the customer's message they come from.
    """

    text: Words
    locale: str = Field(max_length=10)
    intent: str = Field(default="", max_length=60)
    topic: str = Field(default="", max_length=60)
    message_id: int | None = Field(default=None, ge=1, le=LARGEST_ID)
    anyway: bool = False


class ConflictTold(Shown):
    """Words that mean something else already: the same, or alike ones of the shop, or everybody's (`known`)."""

    kind: ConflictKind
    text: str
    intent: str
    topic: str


class ConflictList(Shown):
    """What the words of a lesson mean already, where that is something else."""

    text: str
    conflicts: tuple[ConflictTold, ...]


class ExampleTold(Shown):
    """Words that were taught, masked. `topic` is "" where an intent is meant."""

    id: Id
    text: str
    locale: str
    intent: str
    topic: str
    staff_id: int | None
    at: Moment


class ExampleList(Shown):
    """What the shop has taught, the newest first."""

    examples: tuple[ExampleTold, ...]


class MeaningsTold(Shown):
    """What words can be taught to mean: intents (docs/intents.md), topics of the shop's answers."""

    intents: tuple[str, ...]
    topics: tuple[str, ...]


class KeptTestMade(Body):
    """A conversation to be kept as a test, under a name."""

    conversation_id: int = Field(ge=1, le=LARGEST_ID)
    name: Annotated[kinds.Needed, Field(max_length=60)]


class KeptStep(Shown):
    """A message of a kept conversation, masked, and what it is taken for."""

    text: str
    locale: str
    intent: str


class KeptTestTold(Shown):
    """A conversation kept as a test: every new model reads it before it answers."""

    id: Id
    conversation_id: Id
    name: str
    steps: tuple[KeptStep, ...]
    at: Moment


class KeptTestList(Shown):
    """The shop's kept conversations, the newest first."""

    tests: tuple[KeptTestTold, ...]


class ScoreTold(Shown):
    """How many messages of a locale are right, before and after. `of`: held_out, taught, kept, contradicted."""

    of: str
    locale: str
    messages: int
    before: int
    after: int


class ReadAs(Shown):
    """What a model takes a message for."""

    intent: str
    confidence: float


class ChangedTold(Shown):
    """A message that is gained or lost. `of` as in scores; `test` names the kept conversation it belongs to."""

    of: str
    text: str
    locale: str
    wanted: tuple[str, ...]
    before: ReadAs
    after: ReadAs
    gained: bool
    test: str


class TrainingTold(Shown):
    """A training. `worse`: in what its model is worse than the one that answers; `others`: it harms what other shops
    keep or have taught, which nobody here can overrule; `why`: why it failed.
    """

    id: Id
    state: TrainingState
    phase: str
    share: float
    began_at: Moment
    ended_at: Moment | None
    staff_id: int | None
    worse: tuple[str, ...]
    others: bool
    why: str
    model: str


class TrainingWhole(TrainingTold):
    """A training with what its model changes, by locale and by message."""

    scores: tuple[ScoreTold, ...]
    changed: tuple[ChangedTold, ...]
    dialogues: DialoguesTold
    log: tuple[str, ...]


class TrainingList(Shown):
    """The shop's trainings, the newest first. `in_force` is the model that answers, "" for that of the sources;
    `former` the one before it, null where none was taught; `elsewhere`: another shop trains now.
    """

    trainings: tuple[TrainingTold, ...]
    in_force: str
    former: str | None
    elsewhere: bool


class Overruling(Body):
    """Why a model is put in force against what the comparison says; for the audit log."""

    reason: Reason


class RollingBack(Body):
    """Which model is in force as whoever asks sees it: the one before it is put in its place."""

    in_force: str = Field(max_length=80)


class InForce(Shown):
    """The model in force, "" for that of the sources."""

    in_force: str
