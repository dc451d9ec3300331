"""The form of addresses outside the site."""

import pytest
from knowledge.checks.addresses import address_fault


@pytest.mark.parametrize(
    "address",
    [
        "https://lovdata.no/lov/2005-06-17-62/%C2%A74-2",
        "https://lovdata.no/lov/2006-06-16-20/%C2%A714a",
        "https://lovdata.no/lov/1814-05-17/§110",
        "https://lovdata.no/lov/1999-05-21-30/emkn/a6",
        "https://lovdata.no/forskrift/2015-12-11-1598/%C2%A75-1",
        "https://lovdata.no/lov/1967-02-10/%C2%A717",
        "https://doi.org/10.3233/JVR-180989",
        "https://www.regjeringen.no/no/dokumenter/nou-2011-3/id635173/",
        "mailto:post@x.no",
    ],
)
def test_good_addresses_pass(address):
    assert address_fault(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "http://lovdata.no/lov/2005-06-17-62",
        "https://lovdata.no/lov/arbeidsmiljoloven",
        "https://lovdata.no/lov/2005-06-17-62/4-2",
        "https://doi.org/JVR-180989",
        "https://doi.org/10.3233/",
        "https://9pdf.net/document/x",
        "https://nav",
        "ftp://x.no/fil",
    ],
)
def test_bad_addresses_are_refused_with_a_mend(address):
    what, mend = address_fault(address)
    assert what
    assert mend
