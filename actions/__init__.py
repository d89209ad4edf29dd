"""The action server's side of the dialogue: what Rasa decided becomes one service call and a keyed message.

Its door is hung here: the process that serves imports no more than the modules of the actions it knows.
"""

from actions import door as door
