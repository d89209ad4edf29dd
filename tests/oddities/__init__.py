"""One odd detail never loses the news it came with."""
