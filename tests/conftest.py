"""How property tests run: without a stopwatch, and on a build server with the same examples every time."""

import os

from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")
