"""The ledger: what words each claim of the site rests on.

``claims`` finds the claims in what the parse has found; ``texts`` are the two source texts,
one in full, one as fingerprints; ``records`` are the ledger's entries, one file a page, and
``ledger`` holds claims and records together. Why it is built so: scripts/decisions/0012.
"""
