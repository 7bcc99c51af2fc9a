"""Getting the text of a program: encodings, sizes, files that are not there."""

import pytest

from loyalty.config import read
from tests.unit.config.programs import HEAD, SHOP


def codes(diagnostics):
    """The codes of diagnostics."""
    return [found.code for found in diagnostics]


def test_a_file_that_is_not_there(tmp_path):
    """A missing file is a diagnostic that names it, not an exception."""
    _, (found,) = read(tmp_path / "none.toml")

    assert ("LOY200", str(tmp_path / "none.toml")) == (found.code, found.file)
    assert "No such file" in found.message


def test_a_folder_is_no_file(tmp_path):
    """A folder is a diagnostic."""
    assert ["LOY200"] == codes(read(tmp_path)[1])


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "latin-1"])
def test_other_encodings(tmp_path, encoding):
    """A file in another encoding is told to be saved as UTF-8, with the line where it shows."""
    file = tmp_path / "p.toml"
    text = SHOP.replace("shop = {", "# 商店\nshop = {" if encoding == "gbk" else "# ü\nshop = {")
    file.write_bytes(text.encode(encoding, errors="replace"))
    _, (found,) = read(file)

    assert "LOY201" == found.code
    assert "UTF-8" in found.cure
    assert encoding == "utf-16" or "line 10" in found.message


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    """A mark that some editors put first changes neither the program nor its columns."""
    file = tmp_path / "p.toml"
    file.write_bytes(b"\xef\xbb\xbf" + SHOP.encode())
    version, diagnostics = read(file)
    found = next(one for one in read("\ufeff[programm]\n")[1] if one.code == "LOY220")

    assert () == diagnostics
    assert version.hash == read(SHOP)[0].hash
    assert (1, 2) == (found.line, found.column)


def test_line_ends_of_windows(tmp_path):
    """Lines that end with CR LF are the same program with the same positions."""
    file = tmp_path / "p.toml"
    file.write_bytes(SHOP.replace("CNY", "RMB").replace("\n", "\r\n").encode())
    _, (windows,) = read(file)
    _, (unix,) = read(SHOP.replace("CNY", "RMB"))

    assert (unix.line, unix.column, unix.source_line) == (windows.line, windows.column, windows.source_line)


def test_a_null_character():
    """A control character is named by its number."""
    _, (found,) = read(SHOP.replace('"CNY"', '"C\x00NY"'))

    assert ("LOY208", 6) == (found.code, found.line)
    assert "U+0000" in found.message


def test_halves_of_characters():
    """A lone surrogate cannot come from a file and is refused."""
    assert ["LOY201"] == codes(read(HEAD + '# "\ud800"')[1])


def test_a_program_may_have_a_mebibyte_and_no_more(tmp_path):
    """One byte beyond the limit is refused, in a file as in a text; the limit itself is not."""
    file = tmp_path / "p.toml"
    full = SHOP + "#" * (1024 * 1024 - len(SHOP.encode()))
    file.write_text(full + "#", encoding="utf-8")

    assert ["LOY202"] == codes(read(file)[1])
    assert ["LOY202"] == codes(read(full + "#")[1])
    assert () == read(full)[1]


def test_an_empty_program():
    """Nothing at all is a program without its first table."""
    assert ["LOY221"] == codes(read("")[1])
