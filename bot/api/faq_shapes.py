"""What is sent and told of the shop's answers to common questions."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import LARGEST_VERSION, Number, Query, Version
from bot.api.canned_shapes import CustomerLocale
from bot.api.staff_shapes import Body
from bot.domain.faq import LONGEST_ANSWER, LONGEST_QUESTION, MOST_ASKED_AS
from bot.shops.own import kinds

Line = Annotated[kinds.Needed, Field(max_length=LONGEST_QUESTION)]
TopicName = Annotated[str, StringConstraints(pattern="^[a-z][a-z0-9_]{0,40}$")]
AnswerText = Annotated[kinds.Paragraphs, Field(max_length=LONGEST_ANSWER)]


class FaqTextGiven(Body):
    """A topic in one language: the question, other ways to ask it, and the answer, whose {fields} are filled in."""

    question: Line
    asked_as: tuple[Line, ...] = Field(default=(), max_length=MOST_ASKED_AS)
    answer: AnswerText


FaqTexts = Annotated[dict[CustomerLocale, FaqTextGiven], Field(min_length=1)]


class FaqTopicMade(Body):
    """A new topic, in one language or more."""

    slug: TopicName
    texts: FaqTexts


class FaqTopicRevised(Body):
    """A topic as a whole, in place of what it was at `version`: a language that is left out goes."""

    version: Version
    texts: FaqTexts


class FaqTextTold(Shown):
    """A topic in one language."""

    question: str
    asked_as: tuple[str, ...]
    answer: str


class FaqTopicTold(Shown):
    """A topic; `uses`: messages of the last 30 days that it was the answer to."""

    slug: str
    version: int
    texts: dict[str, FaqTextTold]
    uses: int


class FaqTopicList(Shown):
    """The shop's topics by name, and the fields that answers may name: what each is now, in English."""

    topics: tuple[FaqTopicTold, ...]
    fields: dict[str, str]


class Slugged(BaseModel):
    """The name of a topic in an address."""

    slug: str = Field(max_length=41)


class VersionQuery(Query):
    """At which version somebody saw what is to go."""

    version: Number = Field(ge=1, le=LARGEST_VERSION)


class FaqVersionTold(Shown):
    """A topic as a change left it: no texts where it was dropped. `by`: whose change it was, "" for a program's."""

    number: int
    texts: dict[str, FaqTextTold]
    how: str
    by: str
    at: Moment


class FaqVersionList(Shown):
    """A topic's versions, the newest first."""

    versions: tuple[FaqVersionTold, ...]


class FaqRestored(Body):
    """Which version is to be brought back, of a topic that is at `version` now (0: it was dropped)."""

    version: int = Field(ge=0, le=LARGEST_VERSION)
    number: Version


class FaqChangeTold(Shown):
    """A change of one topic or of many."""

    id: Id
    how: str
    by: str
    at: Moment
    topics: tuple[str, ...]


class FaqChangeList(Shown):
    """The newest changes first."""

    changes: tuple[FaqChangeTold, ...]


class FaqChanged(Shown):
    """The topics that are new and those that are others now; `deed` is the change's number, by which it is undone."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    deed: int | None


class FaqStarterTold(Shown):
    """A topic of the starter set as it would be for this shop. `missing`: the setting it can't do without.

    `state`: new, there (the shop's own words stay), same, or old: put together for settings that have changed since.
    """

    slug: str
    texts: dict[str, FaqTextTold]
    missing: str
    state: str


class FaqStarterList(Shown):
    """The starter set, for this shop."""

    topics: tuple[FaqStarterTold, ...]


class FaqStarted(Body):
    """Which topics of the starter set are wanted, in which languages; null: all of them."""

    slugs: tuple[TopicName, ...] | None = Field(default=None, max_length=100)
    locales: tuple[CustomerLocale, ...] | None = Field(default=None, min_length=1)


class FaqAskedTold(Shown):
    """A message that a topic was the answer to, with what is the customer's masked; `intent`: what was meant by it."""

    text: str
    locale: str
    intent: str
    confidence: float | None
    at: Moment


class FaqAskedList(Shown):
    """The newest such messages of the last 30 days, and how many there were."""

    count: int
    messages: tuple[FaqAskedTold, ...]


class FaqQuestion(Body):
    """A question as a customer may type it; `locale`: theirs, found by its words where it is left out."""

    text: Annotated[kinds.Paragraphs, Field(max_length=1000)]
    locale: CustomerLocale | None = None


class FaqCandidate(Shown):
    """A topic that is near a question, and how near."""

    slug: str
    score: float


class FaqTriedTold(Shown):
    """What would be said to a question, and why. `by`: intent (what was meant has this answer), topic (it was the
    nearest), other (an action of its own), acts (it does something with a customer, and here is none), unclear (nothing
    was sure enough), away (the model does not answer now).

    `said`: message by message. `sure`: the least a topic's score has to be; `nearest`: the topics by score.
    """

    locale: str
    by: str
    intent: str
    confidence: float | None
    topic: str
    said: tuple[str, ...]
    nearest: tuple[FaqCandidate, ...]
    sure: float
