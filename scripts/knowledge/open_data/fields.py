"""What each published field holds, in Bokmål, for the page «Åpne data» and the data package.

The schemas say the same in English for those who write programs; a test holds that every
field of every schema stands here.
"""

from __future__ import annotations

from knowledge.open_data.datasets import Dataset

_COMMON = {
    "id": "Fast navn på oppføringen, også etter # i adressen. Endres ikke.",
    "address": "Oppføringens adresse på nettstedet.",
    "used_on": "Adressene til sidene som bruker oppføringen.",
}
_OF_DATASET = {
    "references": {
        "type": "Type verk, med navnene fra BibLaTeX. «legislation» er NOU-er og dokumenter fra regjeringen, "
        "«misc» er verk av ukjent type.",
        "genre": "Hva slags rapport eller oppgave verket kaller seg.",
        "label": "Forfatter og år, slik verket siteres på sidene.",
        "reference": "Hele referansen i nettstedets siteringsstil.",
        "authors": "Forfattere som «Etternavn, Fornavn». Bare etternavn der fornavnet ikke er sett.",
        "editors": "Redaktører, skrevet som forfatterne.",
        "year": "Utgivelsesår.",
        "date": "Utgivelsesdato, der dagen er kjent.",
        "title": "Tittel. Tom når tittelen ikke er sett.",
        "titleaddon": "Tillegg til tittelen.",
        "shorttitle": "Kortformen verket siteres med.",
        "journaltitle": "Tidsskrift.",
        "booktitle": "Boka kapitlet står i.",
        "series": "Serie.",
        "volume": "Årgang eller bind.",
        "number": "Hefte eller rapportnummer.",
        "chapter": "Kapittelnummer.",
        "pages": "Sidene verket står på.",
        "eid": "Artikkelnummer i tidsskrift uten sidetall.",
        "edition": "Utgave.",
        "version": "Versjon.",
        "publisher": "Forlag eller utgiver.",
        "organization": "Organisasjonen bak en nettside.",
        "institution": "Institusjonen bak en rapport eller oppgave.",
        "location": "Utgivelsessted.",
        "pagetotal": "Antall sider.",
        "isbn": "ISBN.",
        "doi": "DOI uten https://doi.org/ foran.",
        "url": "Utgiverens eller arkivets side.",
        "language": "Verkets språk, som kode: nb, nn, en, da eller sv.",
        "topics": "Emner fra en fast liste.",
        "annotation": "Hva verket handler om, eller hva det er brukt til.",
        "verified": "Hvor langt oppføringen er kontrollert: yes (kontrollert), partly (delvis) eller "
        "no (bare kjent fra kilden som siterer verket).",
        "unverified": "Opplysninger som er trolige, men ikke sett. Bruk dem ikke som fakta.",
        "remark": "Feil i kildene og tvil om hvilket verk eller år det er.",
        "read": "«utdrag» når bare sammendrag eller utdrag er lest.",
        "pagesread": "Sidene i eksemplaret som er lest, når verket ikke oppgir sider selv.",
        "mentions": "Hvor de to tekstene nettstedet bygger på, nevner verket: kilde og sider.",
        "former_ids": "Navn oppføringen hadde før.",
    },
    "provisions": {
        "kind": "Slags rettskilde: internasjonal, grunnlov, lov, forskrift, forarbeid, stortingsmelding, nou "
        "eller avtale.",
        "act": "Kortnavnet, slik det står i løpende tekst.",
        "name": "Fullt offisielt navn.",
        "section": "Paragraf eller artikkel. Tom når oppføringen gjelder hele dokumentet.",
        "label": "Oppføringens overskrift.",
        "lovdata_id": "Lovdatas kjennetegn for dokumentet.",
        "url": "Siden hos Lovdata eller en annen offisiell utgiver.",
        "url_checked": "Om nettopp denne adressen er sett i bruk.",
        "paraphrase": "Hva bestemmelsen sier, med egne ord. Ikke lovteksten.",
        "used_in": "Hvor de to tekstene bruker bestemmelsen: kilde, side og formål.",
        "note": "Feil eller upresis bruk i kildene, eller hvorfor bestemmelsen er tatt med.",
        "note_kind": "Hva slags merknad det er.",
        "changes": "Hva som er endret siden kildene ble skrevet.",
        "text_as_of": "Dagen lovteksten gjaldt da den ble lest.",
        "checked": "Dagen oppføringen sist ble kontrollert.",
        "see_also": "Beslektede bestemmelser.",
        "keywords": "Ord leseren kan lete etter.",
        "evidence": "Sider som bekrefter oppføringen: tittel og adresse.",
    },
    "concepts": {
        "term": "Begrepet på bokmål.",
        "definition": "En eller to setninger som står alene.",
        "english": "Engelsk navn.",
        "abbreviation": "Forkortelse.",
        "synonyms": "Andre ord for det samme, også engelske.",
        "sources": "Det forklaringen bygger på: kilde med side, eller bestemmelse.",
        "page": "Adressen til siden som forklarer begrepet best.",
        "related": "Beslektede begreper.",
        "note": "Hvordan kildene skiller seg fra hverandre, eller hvordan forklaringen er laget.",
    },
    "figures": {
        "value": "Tallet slik nettstedet skriver det.",
        "number": "Tallet som maskiner kan regne med. En liste når det er flere tall.",
        "unit": "Hva som telles eller måles.",
        "what": "Hva tallet sier.",
        "year": "Året tallet gjelder.",
        "population": "Hvem eller hva tallet gjelder.",
        "source": "Teksten tallet er lest i.",
        "page": "Siden tallet står på.",
        "reports": "Verket teksten har tallet fra.",
        "reference": "Det verkets navn i datasettet om litteratur.",
        "topic": "Overskriften tallet står under.",
        "caution": "Hva en må passe på.",
        "correct": "Riktig verdi når kilden tar feil.",
        "note": "Oppføringen i datasettet om feil i kildene.",
    },
    "timeline": {
        "date": "År, måned, dag, eller år fra og til.",
        "title": "Hva som skjedde, i få ord.",
        "text": "En eller to setninger om det.",
        "kind": "Slags hendelse: rett, forskning, politikk, metode eller kildene.",
        "sources": "Hvor hendelsen er kjent fra: kilde med side, eller bestemmelse.",
        "page": "Adressen til siden som forteller mer.",
    },
    "source-notes": {
        "source": "Teksten feilen står i.",
        "page": "Siden, eller sidene, den står på.",
        "kind": "Slags feil.",
        "title": "Oppføringens overskrift.",
        "written": "Hva kilden skriver.",
        "correct": "Hva som er riktig, eller hva som er i tvil.",
        "proof": "Hvordan vi vet det.",
        "certainty": "Hvor sikker rettelsen er: sikker, sannsynlig eller uavklart.",
        "references": "Verkene det gjelder.",
        "provisions": "Bestemmelsene det gjelder.",
        "links": "Sider som beviser det: tittel og adresse.",
        "consequence": "Hva nettstedet gjør med det.",
    },
}


def description(dataset: Dataset, field: str) -> str:
    """Return what a field of a dataset holds, in Bokmål; raise KeyError when it is not described."""
    own = _OF_DATASET[dataset.name]
    return own[field] if field in own else _COMMON[field]
