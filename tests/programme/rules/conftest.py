from hypothesis import settings

# No folder of past examples in the tree, and no time limit per example: test machines are busy.
settings.register_profile("portal", database=None, deadline=None)
settings.load_profile("portal")
