"""What Rasa itself loads: the components that read a message, the REST channel, the conversation store."""
