"""The register of provisions and legal documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.register_pages import parts
from knowledge.registers.entries import Entry, norwegian_date

if TYPE_CHECKING:
    from knowledge.library import Library

# The order of the legal sources, highest first, as the page «Rettslig grunnlag» explains it.
_LEVELS = {
    "grunnlov": "Grunnloven",
    "internasjonal": "Internasjonale konvensjoner og menneskerettsloven",
    "lov": "Lover",
    "forskrift": "Forskrifter",
    "forarbeid": "Forarbeider",
    "stortingsmelding": "Meldinger til Stortinget",
    "nou": "Norges offentlige utredninger (NOU)",
    "avtale": "Avtaler",
}
_NOTES = {
    "feil": "Feil i kilden",
    "feil form": "Feil form i kilden",
    "feil ord": "Feil ord i kilden",
    "mulig feil": "Mulig feil i kilden",
    "upresist": "Upresist i kilden",
    "merk": "Merk",
}


def render(library: Library) -> str:
    """Return every provision, grouped by the level of the legal source, in the file's order."""
    sections = []
    for level, heading in _LEVELS.items():
        entries = [entry for entry in library.provisions.values() if entry["kind"] == level]
        if entries:
            sections.append(f"## {heading} {{#niva-{level}}}")
            sections += [_entry(library, entry) for entry in entries]
    return parts.blocks(*sections)


def _entry(library: Library, entry: Entry) -> str:
    here = library.register_page["provisions"]
    label = entry["label"]
    where = "Lovdata" if entry["url"].startswith("https://lovdata.no/") else "offisiell side"
    unchecked = "" if entry["url_checked"] else " (adressen følger Lovdatas vanlige form, men er ikke prøvd)"
    if where != "Lovdata":
        unchecked = "" if entry["url_checked"] else " (adressen er ikke prøvd)"
    uses = [
        f"- {parts.one_line(use['purpose'])} {parts.citation(use['source'], use['page'])}" for use in entry["used_in"]
    ]
    related = [
        f"[{library.provisions[name]['label']}](#{name})"
        for name in entry.get("see_also", [])
        if name in library.provisions
    ]
    note = entry.get("note")
    as_of = (
        f" Lovteksten er lest slik den lød {norwegian_date(entry['text_as_of'])}." if entry.get("text_as_of") else ""
    )
    return parts.blocks(
        f"### {label[0].upper()}{label[1:]} {{#{entry.id} .entry}}",
        f"{parts.one_line(entry['paraphrase'])}",
        f"**Fullt navn:** {parts.one_line(entry['name'])}"
        + (f", {entry['section']}" if entry.get("section") else "")
        + f". [Les hos {where}]({entry['url']}){unchecked}.",
        parts.blocks("**Slik bruker kildene den:**", "\n".join(uses))
        if uses
        else "**Kildene nevner den ikke.** Den er tatt med som nødvendig sammenheng.",
        f"**{_NOTES[entry.get('note_kind', 'merk')]}:** {parts.one_line(note)}" if note else "",
        f"**Endringer siden kildene ble skrevet:** {parts.one_line(entry['changes'])}" if entry.get("changes") else "",
        f"**Kontrollert:** {norwegian_date(entry['checked'])}.{as_of}",
        f"**Se også:** {', '.join(related)}." if related else "",
        parts.used_on(library, here, library.usage.provisions[entry.id]),
    )
