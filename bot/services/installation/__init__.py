"""The installation itself: who runs it, and which shops it holds; nothing of what is in them."""
