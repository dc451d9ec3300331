"""What stands around a page's own text, and how its tables are shown. Knows no MkDocs."""
