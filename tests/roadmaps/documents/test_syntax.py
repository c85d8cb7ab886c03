"""Words for what the parser says."""

import yaml

from roadmaps.documents.syntax import explain_syntax


def test_error_without_a_mark_stands_at_the_top() -> None:
    at, note = explain_syntax(yaml.YAMLError("odd"), "a")
    assert (at, note.message) == ((0, 0), "not valid YAML: odd")


def test_error_without_words() -> None:
    at, note = explain_syntax(yaml.MarkedYAMLError(), "a")
    assert (at, note.message) == ((0, 0), "not valid YAML: no more is known")


def test_character_after_the_end_of_the_text() -> None:
    mark = yaml.Mark("a", 0, 9, 0, "", 0)
    error = yaml.MarkedYAMLError(problem="found character that cannot start any token", problem_mark=mark)
    assert explain_syntax(error, "a")[0] == (9, 0)
