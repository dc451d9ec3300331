"""The site to take along: one book as PDF and EPUB, and a copy of the site that opens from disk.

All three are made of the built site, so that they hold what a reader of the site sees,
whatever hook put it there. Making them needs lxml, pandoc and a Chromium (``make downloads``);
building the site needs none of this, only ``offer`` and ``addresses``.
"""
