"""The servers that `make run` and the tests bring along: PostgreSQL and Valkey out of their wheels.

Nothing here imports Django: the settings read `addresses` before they exist.
"""
