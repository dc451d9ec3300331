"""The search: what the site's pages and registers offer a reader who looks for something.

``words`` turns text into search terms, ``sections`` reads a built page, ``documents``
says what can be found and by which names, ``index`` writes it all as two script files.
``docs/assets/search-engine.js`` reads them. Why it is our own: scripts/decisions/0005-search.md.
"""
