"""The registers as open data: JSON and CSV under stable addresses, with schemas and one descriptor."""
