"""The action server's side of the dialogue: what Rasa decided becomes one service call and a keyed message."""
