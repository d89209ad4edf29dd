"""Files as they come out of spreadsheets, phones and attackers: opened, or refused with every reason."""

from __future__ import annotations

import io
import zipfile

import pytest

from bot.domain.lists.faults import BadList
from bot.domain.lists.opening import Coding, open_list
from bot.domain.lists.states import MOST_BYTES

PLAIN = "phone,name\n9800000001,Asha\n"


def zipped() -> bytes:
    """A workbook, as a spreadsheet keeps it."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as packed:
        packed.writestr("xl/workbook.xml", "<x/>")
    return whole.getvalue()


@pytest.mark.parametrize(
    ("content", "coding"),
    [
        (PLAIN.encode(), Coding.UTF_8),
        (PLAIN.encode("utf-8-sig"), Coding.UTF_8),
        (PLAIN.encode("utf-16"), Coding.UTF_16),
        (PLAIN.encode("utf-16-le"), Coding.UTF_16),
        (PLAIN.encode("utf-16-be"), Coding.UTF_16),
        (PLAIN.replace("Asha", "Inès").encode("windows-1252"), Coding.WINDOWS),
        (PLAIN.replace(",", ";").encode(), Coding.UTF_8),
        (PLAIN.replace(",", "\t").encode(), Coding.UTF_8),
        (b"sep=;\r\nMobile Number;Name\r\n9800000001;Asha\r\n", Coding.UTF_8),
        ("मोबाइल नंबर,नाम\n9800000001,आशा\n".encode(), Coding.UTF_8),
        (b'"Name, as written","WhatsApp no."\n"Patel, Asha",9800000001\n', Coding.UTF_8),
    ],
)
def test_it_reads_what_spreadsheets_write(content: bytes, coding: Coding) -> None:
    opened = open_list(content, "IN")
    assert (opened.coding, opened.rows, len(opened.columns.titles)) == (coding, 1, 2)


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (b"", ["empty"]),
        (b" \n\n\t", ["empty"]),
        (b",,\n,,\n", ["empty"]),
        (b"phone,name\n", ["no_rows"]),
        (b"phone,name\n,\n \n", ["no_rows"]),
        (zipped(), ["workbook"]),
        (b"\x1f\x8b\x08" + b"x" * 50, ["workbook"]),
        (b"phone\x00,name\n980\x00,x", ["not_text"]),
        (b"\xff\xfe\x00", ["not_text"]),
        (b"x" * (MOST_BYTES + 1), ["too_large"]),
        (b"9800000001,Asha\n9800000002,Rahul\n", ["no_header"]),
        (b"name:phone\nAsha:9800000001\n", ["one_column"]),
        (b"name,city\nAsha,Surat\n", ["no_phone_column"]),
        (b"phone,name,Name \n9800000001,a,b\n", ["doubled_column"]),
        (b"phone," + b"n" * 61 + b"\n9800000001,a\n", ["long_column"]),
        (b"a,A,phone\n" * 2, ["doubled_column"]),
        (b"city,City\nSurat,Surat\n", ["no_phone_column", "doubled_column"]),
        (b'phone,name\n9800000001,"Asha\n', ["no_csv"]),
        (b"phone,name\n9800000001," + b"x" * 140_000 + b"\n", ["no_csv"]),
        (b",".join(b"c%d" % number for number in range(10_000)) + b"\n1\n", ["too_many_columns"]),
        (b"phone\n" + b"9800000001\n" * 100_001, ["too_many_rows"]),
    ],
    ids=lambda given: "" if isinstance(given, bytes) else "+".join(given),
)
def test_a_file_that_cannot_be_used_says_everything_that_is_wrong(content: bytes, names: list[str]) -> None:
    with pytest.raises(BadList) as refused:
        open_list(content, "IN")
    assert [fault.name for fault in refused.value.faults] == names
    assert all(fault.says and fault.remedy for fault in refused.value.faults)


@pytest.mark.parametrize(
    "title", ["Customer", "Client name", "Billing First Name", "Buyer_name", "ग्राहक का नाम", "ગ્રાહક"]
)
def test_a_column_of_names_is_known_by_what_shops_call_it(title: str) -> None:
    assert open_list(f"Default Address Phone,{title}\n9800000001,Asha\n".encode(), "IN").columns.name == 1
