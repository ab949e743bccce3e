"""Rule packs: load, select, decide, explain."""
