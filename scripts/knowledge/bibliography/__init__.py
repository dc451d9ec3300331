"""A work as BibTeX and BibLaTeX write it: text, names, dates, fields and types, and what others export."""
