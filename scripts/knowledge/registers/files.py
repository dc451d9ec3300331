"""Where the registers of a project lie, relative to its folder."""

BIBLIOGRAPHY = "bibliography/references.bib"
# Register -> its file and the schema of its entries.
REGISTERS = {
    "provisions": ("bibliography/legal.yml", "provision.schema.json"),
    "concepts": ("bibliography/glossary.yml", "concept.schema.json"),
    "source-notes": ("bibliography/source_notes.yml", "source_note.schema.json"),
    "figures": ("bibliography/figures.yml", "figure.schema.json"),
    "timeline": ("bibliography/timeline.yml", "event.schema.json"),
    "trials": ("bibliography/trials.yml", "trial.schema.json"),
    "illustrations": ("bibliography/illustrations.yml", "illustration.schema.json"),
}
# A project without figures has no need of these.
OPTIONAL = frozenset({"trials", "illustrations"})
# What was worked out before is kept here; safe to delete.
CACHE = ".cache"


def file_of(register: str) -> str:
    """Return the file of a register, the bibliography's being ``references``; raise KeyError for an unknown one."""
    return BIBLIOGRAPHY if register == "references" else REGISTERS[register][0]
