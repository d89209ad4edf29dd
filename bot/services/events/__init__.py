"""News from shops and carriers as it came: stored once, waiting, read anew."""
