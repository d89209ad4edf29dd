"""Tests of what only runs inside Rasa's environment; `tests/language/test_rasa_side.py` starts them."""
