"""None. The folder keeps `migrate` from making the tables of this app: each test makes them for itself (conftest.py)."""
