"""What is known of customers' words: how they are folded to be compared, how they sound, what they mean.

Both environments use it (Python 3.10 and newer), so it imports the standard library alone.
"""
