"""Cited, checkable knowledge: the site's logic, with no MkDocs in it.

``citations``       citations in Markdown and the labels and references made of them
``pages``           page sources: front matter, headings, links, navigation
``registers``       the data: references, provisions, concepts, notes on the sources
``library``         all of it together, as one project folder holds it
``reading``         reads and checks a project folder into a library

``register_pages``  the Markdown of the pages that show the registers
``illustrations``   the figures
``frame``           what stands around a page's text, and how tables and languages are shown
``search``          the index the reader's browser searches in
``exports``         citations of pages and works in the formats of reference managers
``open_data``       the registers as JSON and CSV
``machines``        twins, feed and pictures for programs
``downloads``       the book, and the copy that works from disk
``checks``          what must hold of the sources, of the built site, of external links

Everything reports what is wrong as ``problems.Problem``: file, line, what, mend.
"""
