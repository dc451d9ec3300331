"""What must hold: of the sources before a build, of the built site, of addresses elsewhere."""
