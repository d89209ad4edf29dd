"""Answers to common questions as tables: sent, taken in, and what is wrong with one by row and column."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.bootstrap import Bot
from bot.db.shop import FaqTopic
from tests.api.people import Browser
from tests.api.tables import maya, upload
from tests.api.test_faq import CASH, MADE, PATH, topic

__all__ = ["maya"]


def test_a_table_comes_back_as_it_went(maya: Browser) -> None:
    maya.call("POST", PATH, MADE)
    maya.call("POST", PATH, {"slug": "minus", "texts": {"en": CASH | {"answer": '- one\n- two, "three"'}}})
    whole = maya.client.get("/api/v1/faq/answers.csv")
    assert whole.headers["Content-Type"].startswith("text/csv")
    assert "\n'- one" in whole.text or "\"'- one" in whole.text, "no spreadsheet works it out"
    taken = upload(maya, "/faq/import", whole.data).get_json()
    assert (taken["rows"], taken["new"], taken["changed"], taken["same"]) == (3, 0, 0, 2)
    table = "Topic;Language;Question;Answer\ncash;Hindi;कैश?;हाँ\nnew_one;en;New?;Yes\n".encode()
    foreseen = upload(maya, "/faq/import?dry_run=true", table).get_json()
    assert (foreseen["new"], foreseen["changed"], topic(maya, "new_one")) == (1, 1, {})
    done = upload(maya, "/faq/import", table).get_json()
    assert (done["new"], done["changed"]) == (1, 1)
    assert list(topic(maya)["texts"]) == ["en", "gu", "hi"]


BAD_TABLES = [
    (b"", ["empty"]),
    (b"PK\x03\x04x", ["workbook"]),
    (b"topic,language\ncod,en\n", ["no_column", "no_column"]),
    (b"topic,language,question,answer\n", ["no_rows"]),
    (b"topic,language,question,answer\ncod,xx,Q,A\n", ["locale"]),
    (b"topic,language,question,answer\nC O D,en,,A\n", ["topic", "missing"]),
    (b"topic,language,question,answer\ncod,en,Q,A\ncod,en,Q,B\n", ["doubled_row"]),
    (b"topic,language,question,answer\ncod,en,Q,=SUM(A1)\n", ["formula"]),
    (b"topic,language,question,answer\ncod,en,Q,A,B\n", ["too_many_cells"]),
    (b"topic,language,question,answer\ncod,en,Q,Refunds take 3 days\n", ["answer"]),
    (b'topic,language,question,answer\ncod,en,"Q,A\n', ["no_csv"]),
]


def test_a_table_that_cannot_be_taken_says_where_and_why(bot: Bot, maya: Browser) -> None:
    for table, names in BAD_TABLES:
        answer = upload(maya, "/faq/import", table)
        faults = answer.get_json()["present"]["faults"]
        assert (answer.status_code, [one["name"] for one in faults]) == (422, names)
    told = upload(maya, "/faq/import", BAD_TABLES[5][0]).get_json()["errors"]
    assert [one["pointer"] for one in told] == ["/file/2/topic", "/file/2/question"]
    assert told[1]["detail"] == "row 2, column question: The cell is empty."
    with bot.database.reading.begin() as db:
        assert db.scalar(select(func.count()).select_from(FaqTopic)) == 0
