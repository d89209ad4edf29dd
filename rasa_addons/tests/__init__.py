"""Tests of what only runs inside Rasa's environment; `tests/rasa_side/test_rasa_side.py` starts them."""
