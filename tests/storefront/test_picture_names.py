"""Names of pictures that nothing of ours can have: they get the sample, and the database is not asked."""

from __future__ import annotations

import pytest

from tests.storefront.conftest import Front


@pytest.mark.parametrize("name", ["%00", "a%00b", "%ED%A0%80", "a'b", "x" * 5000, "%E0%A4%B8"])
def test_it_shows_the_sample_for_a_name_that_is_none(front: Front, name: str) -> None:
    answer = front.get(f"/p/{name}.jpg")
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
