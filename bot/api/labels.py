"""Labels of a shop, and which of them a conversation has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Response, current_app
from flask_openapi3.types import ResponseDict

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID, Numbered
from bot.api.at_desk import Desk, at_desk
from bot.api.canned import moved_on
from bot.api.declared import answers, reference
from bot.api.desk_shapes import Labelling
from bot.api.group import Group
from bot.api.inbox_shapes import ConversationTold
from bot.api.labels_shapes import LabelChange, LabelList, LabelMade, LabelTold
from bot.api.problems import Problem, wrong_field
from bot.api.thread import ONE
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.services.desk import labels as kept
from bot.services.staff import audit

labels = Group("labels", __name__, "labels")
_LABEL = f"/labels/<int(min=1,max={LARGEST_ID}):id>"
_THERE: ResponseDict = {200: reference("LabelTold", "There already, and just so")}


@labels.get("/labels", responses=answers(LabelList, 401, 403, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def list_labels() -> Response:
    """The labels of the shop"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        found = tuple(LabelTold.model_validate(one) for one in kept.list_labels(db, caller().merchant_id))
    return sent(LabelList(labels=found))


@labels.post("/labels", responses=answers(LabelTold, 401, 403, 409, 413, 415, 422, 429, 503, status=201) | _THERE)
@needs(Permission.SETTINGS_WRITE)
def add_label(body: LabelMade) -> Response:
    """Make a label; one of this name that is just so is there already"""
    with _at_labels() as desk:
        made = (body.name, body.colour, body.goal_minutes)
        label, is_new = kept.add_label(desk.db, desk.viewer.merchant_id, *made, desk.now)
        if is_new:
            audit.record(desk.db, desk.actor, "label.add", f"label:{label.id}", desk.now)
        told = LabelTold.model_validate(label)
    return sent(told, 201 if is_new else 200)


@labels.patch(_LABEL, responses=answers(LabelTold, 401, 403, 404, 409, 413, 415, 422, 429, 503))
@needs(Permission.SETTINGS_WRITE)
def change_label(path: Numbered, body: LabelChange) -> Response:
    """Change the name, colour or goal of a label"""
    with _at_labels() as desk:
        label = kept.find_label(desk.db, desk.viewer.merchant_id, path.id)
        if body.version not in (None, label.version):
            raise moved_on(LabelTold.model_validate(label))
        given = body.model_dump(exclude_unset=True, exclude={"version"})
        changes = {field: value for field, value in given.items() if value is not None or field == "goal_minutes"}
        kept.change_label(desk.db, label, changes, desk.now)
        audit.record(desk.db, desk.actor, "label.change", f"label:{label.id}", desk.now)
        told = LabelTold.model_validate(label)
    return sent(told)


@labels.delete(_LABEL, responses=answers(None, 401, 403, 404, 429, 503, status=204))
@needs(Permission.SETTINGS_WRITE)
def delete_label(path: Numbered) -> Response:
    """Take a label off all conversations, and away"""
    with _at_labels() as desk:
        label = kept.find_label(desk.db, desk.viewer.merchant_id, path.id)
        kept.drop_label(desk.db, label, desk.now)
        audit.record(desk.db, desk.actor, "label.delete", f"label:{path.id}", desk.now)
    return Response(status=204)


@labels.put(f"{ONE}/labels", responses=answers(ConversationTold, 401, 403, 404, 409, 413, 415, 422, 429, 503))
@needs(Permission.CONVERSATIONS_WRITE)
def label_conversation(path: Numbered, body: Labelling) -> Response:
    """Give a conversation these labels and no others"""
    with at_desk() as desk:
        try:
            with desk.keep_for_undo(path.id):
                row = kept.change_labels(desk.db, desk.viewer, path.id, body.labels, body.version, desk.now)
        except kept.NoSuchLabel as error:
            raise wrong_field("labels", f"{error} is no label of yours", "GET /labels lists them") from error
        return desk.tell(row)


@contextmanager
def _at_labels() -> Iterator[Desk]:
    with at_desk() as desk:
        try:
            yield desk
        except kept.NoSuchLabel as error:
            raise Problem(404, "No such label", "The shop has none by this id: GET /labels lists them.") from error
        except kept.LabelTaken as error:
            raise Problem(409, "Name taken", "Another label has this name: GET /labels lists them.") from error
        except kept.TooManyLabels as error:
            raise Problem(409, "Too many labels", f"A shop has at most {kept.MOST}: delete one first.") from error
