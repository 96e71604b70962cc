"""Reading the text of a congress file."""

import pytest
import yaml

from archive.interchange.congress_file import CongressFileError, read, read_all, reading


def message(text):
    with pytest.raises(CongressFileError) as caught:
        read(text)
    return str(caught.value)


def test_a_scalar_is_the_text_that_was_written():
    text = "a: 1922-03-27\nb: 1922\nc: yes\nd: 010\ne: 1:30\nf: 'null'\ng: null\nh:\ni: ~\nj: 1.50\n"
    assert read(text) == {
        **{"a": "1922-03-27", "b": "1922", "c": "yes", "d": "010", "e": "1:30"},
        **{"f": "null", "g": None, "h": None, "i": None, "j": "1.50"},
    }


def test_bytes_are_read_as_utf_8_with_or_without_a_mark():
    assert read("a: съезд".encode()) == read("a: съезд".encode("utf-8-sig")) == {"a": "съезд"}


def test_an_empty_file_holds_nothing():
    assert read("") is None
    assert read("# only a comment\n") is None


def test_a_file_that_is_not_utf_8_is_refused_with_its_place():
    assert message(b"a: 1\nb: caf\xe9\n") == "file: line 2, column 7: not UTF-8: the byte 0xE9 cannot stand there"


def test_a_file_that_is_not_yaml_is_refused_with_its_place():
    assert message("a: [1, 2\nb: 3\n").startswith("file: line 2, column 2: not YAML: while parsing a flow")
    assert message("a: b: c").startswith("file: line 1, column 5: not YAML: mapping values are not allowed")
    assert message("a:\n\t- b").startswith("file: line 2, column 1: not YAML: ")


def test_a_control_character_is_refused_with_its_place():
    assert message("a: 1\nb: x\x00") == "file: line 2, column 5: the character U+0000 cannot stand in a file"
    assert message("a: \ud800") == "file: line 1, column 4: the character U+D800 cannot stand in a file"


def test_a_file_may_hold_several_documents_each_with_its_own_lines_and_problems():
    first, second = read_all("a: 1\n---\nb: 2\nb: 3\n")
    assert (first, second) == ({"a": "1"}, {"b": "2"})
    assert first.problems == []
    assert [str(problem) for problem in second.problems] == [
        "b: the key 'b' is here twice; the first is in line 3 (line 4)"
    ]


def test_an_empty_document_among_others_is_not_passed_over():
    assert read_all("a: 1\n---\n---\nb: 2\n") == [{"a": "1"}, None, {"b": "2"}]
    assert read_all("") == [None]


def test_two_documents_are_refused_where_one_is_wanted():
    assert message("a: 1\n---\nb: 2\n") == "file: holds 2 documents, where one is wanted"


def test_deep_nesting_is_refused_and_does_no_harm():
    assert message("[" * 100_000) == "file: line 1: nested more than 20 deep"
    assert message("a: " + "{b: " * 5000) == "file: line 1: nested more than 20 deep"


def test_repeated_keys_are_kept_for_the_check_and_name_both_lines():
    document = read("a: 1\nb:\n- c: 1\n  d: 2\n  c: 3\na: 4\n")
    assert [str(problem) for problem in document.problems] == [
        "b[0].c: the key 'c' is here twice; the first is in line 3 (line 5)",
        "a: the key 'a' is here twice; the first is in line 1 (line 6)",
    ]
    assert document == {"a": "1", "b": [{"c": "1", "d": "2"}]}


def test_anchors_aliases_tags_and_odd_keys_are_refused():
    document = read("a: &x 1\nb: *x\nc: !!python/object:os.system 1\n? [1]\n: 2\n")
    assert [str(problem) for problem in document.problems] == [
        "a: anchors and aliases (&x) are not used in this format (line 1)",
        "b: anchors and aliases (*x) are not used in this format (line 2)",
        "c: tags (tag:yaml.org,2002:python/object:os.system) are not used in this format (line 3)",
        "file: a key must be a text (line 4)",
    ]


def test_the_parser_in_python_reads_the_same(monkeypatch):
    text = "a: 'x'\nb: |\n  c\n\n  d\ne: {f: [g, null]}\nh: \"\\U0001F600\"\n"
    quick = read(text)
    monkeypatch.setattr(reading, "Loader", yaml.SafeLoader)
    assert read(text) == quick == {"a": "x", "b": "c\n\nd\n", "e": {"f": ["g", None]}, "h": "😀"}
