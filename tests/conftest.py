"""How every test of this suite is run."""

from hypothesis import settings

# An example is judged by what it shows and never by how long it took: the machine may be busy.
settings.register_profile("fieldvisit", deadline=None)
settings.load_profile("fieldvisit")
