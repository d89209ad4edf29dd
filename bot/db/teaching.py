"""What the assistant made of messages, what the shop's people teach it, and the models that came of that."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, OfMerchant, Values


class MessageReading(Base, OfMerchant):
    """How the dialogue model read a message, and the order it spoke of as that stood then ({} of none).

    `told` has ranking, entities, actions and the model's name, as rasa_addons/reading.py writes them.
    """

    __tablename__ = "message_reading"
    inbound_id: Mapped[int] = mapped_column(ForeignKey("inbound_message.id", ondelete="CASCADE"), unique=True)
    told: Mapped[Values]
    order_then: Mapped[Values]
    at: Mapped[datetime]


class MessageMark(Base, OfMerchant):
    """A message that somebody of the shop said was answered wrongly, or (`is_wrong` false) is nothing to teach by."""

    __tablename__ = "message_mark"
    inbound_id: Mapped[int] = mapped_column(ForeignKey("inbound_message.id", ondelete="CASCADE"), unique=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    is_wrong: Mapped[bool]
    at: Mapped[datetime]


class TaughtExample(Base, OfMerchant):
    """Words, without anything of a person (bot/domain/teaching/masking.py), and what they mean.

    `key` is what the same words have in common; one meaning each. `intent` is trained; `topic` of the shop's answers
    the words were added to, "" of none. `source_id`: the message they were taken from.
    """

    __tablename__ = "taught_example"
    __table_args__ = (UniqueConstraint("merchant_id", "key"),)
    text: Mapped[str]
    key: Mapped[str]
    locale: Mapped[str]
    intent: Mapped[str]
    topic: Mapped[str] = mapped_column(default="")
    source_id: Mapped[int | None] = mapped_column(ForeignKey("inbound_message.id", ondelete="SET NULL"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    at: Mapped[datetime]


class KeptTest(Base, OfMerchant):
    """A conversation that is read anew by each model before it answers; `steps` are [masked text, locale, intent]."""

    __tablename__ = "kept_test"
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), unique=True)
    name: Mapped[str]
    steps: Mapped[Values]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    at: Mapped[datetime]


class ModelTraining(Base, OfMerchant):
    """A training for the whole installation, begun at one shop. state: a TrainingState.

    `alone` is 1 while it is under way and None afterwards: unique, so that two cannot be. `found` is what the
    comparison says (bot/domain/teaching/judging.py); `why` says why it failed or is held back.
    """

    __tablename__ = "model_training"
    alone: Mapped[int | None] = mapped_column(unique=True)
    state: Mapped[str]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    phase: Mapped[str] = mapped_column(default="")
    share: Mapped[float] = mapped_column(default=0.0)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_token: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    model: Mapped[str] = mapped_column(default="")  # its name
    archive: Mapped[str] = mapped_column(default="")  # where it is on the machine that trained it
    sources: Mapped[str] = mapped_column(default="")  # of which sources it is made, as models/ names them
    found: Mapped[Values] = mapped_column(default=dict)
    why: Mapped[str] = mapped_column(default="")
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ServedModel(Base):
    """A model that was put in force, the newest last; `archive` "" is the one that the sources alone make.

    `training_id` None: that one, after a rollback.
    """

    __tablename__ = "served_model"
    training_id: Mapped[int | None] = mapped_column(ForeignKey("model_training.id"))
    model: Mapped[str]
    archive: Mapped[str]
    sources: Mapped[str]
    at: Mapped[datetime]
