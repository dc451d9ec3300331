"""The watch over what can turn untrue while nobody looks: provisions, dated facts, works with a DOI."""
