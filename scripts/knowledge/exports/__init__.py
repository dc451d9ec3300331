"""The bibliography and the pages in the formats that reference managers and search engines read."""
