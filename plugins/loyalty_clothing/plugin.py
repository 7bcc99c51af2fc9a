"""What this package declares to a program that lists it: ``plugins = ["clothing"]``."""
