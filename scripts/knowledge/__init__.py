"""Cited, checkable knowledge: the site's logic, with no MkDocs in it.

``citations``       citations in Markdown and the labels and references made of them
``pages``           page sources: front matter, headings, links, navigation
``registers``       the data: references, provisions, concepts, notes on the sources
``register_pages``  the Markdown of the pages that show those data
``checks``          what must hold of the sources, of the built site, of external links
``library``         reads all of it from a project folder, once

Everything reports what is wrong as ``problems.Problem``: file, line, what, mend.
"""
