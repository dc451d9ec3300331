"""The data every page points to: references, provisions, concepts, notes on the sources."""
