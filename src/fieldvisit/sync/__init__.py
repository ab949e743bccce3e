"""The journal travels: bundles of events and the carriers that move them."""
