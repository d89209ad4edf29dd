"""Lists of people that a shop uploads as files."""
