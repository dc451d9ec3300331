"""What a maintainer can ask for, one module a command; the work is done in ``knowledge``."""
