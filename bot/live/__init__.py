"""The live process: streams that tell screens what changed, beside the web process, whose threads they would hold."""
