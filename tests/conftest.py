"""How every test of this suite is run."""

import gc

from hypothesis import settings

# An example is judged by what it shows and never by how long it took: the machine may be busy.
settings.register_profile("fieldvisit", deadline=None)
settings.load_profile("fieldvisit")

# Each screen and each collected test leaves many small things; looking them over for garbage after
# every 700 takes a fifth of the time of the tests of the screens.
gc.set_threshold(20_000, 10, 10)
