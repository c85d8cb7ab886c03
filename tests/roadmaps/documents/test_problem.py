"""Problems: one line each, that nothing in a file can disturb."""

from roadmaps.documents.problem import Problem, Severity, escape_hidden, quote_short, suggest_word


def test_problem_is_one_line_with_its_place_and_hint() -> None:
    problem = Problem("a.yaml", 3, 7, Severity.ERROR, "`title` is empty", "write one", "empty")
    assert str(problem) == "a.yaml:3:7: error: `title` is empty (write one)"
    assert problem.is_error


def test_warning_without_a_hint() -> None:
    problem = Problem("a.yaml", 3, 7, Severity.WARNING, "unknown key 'x'")
    assert str(problem) == "a.yaml:3:7: warning: unknown key 'x'"
    assert not problem.is_error


def test_problem_without_a_place() -> None:
    assert str(Problem("a", 0, 0, Severity.ERROR, "no")) == "a: error: no"


def test_hidden_characters_are_escaped() -> None:
    problem = Problem("a\n\x1b[31m.yaml", 1, 1, Severity.ERROR, "\u202e\u200b\ud800", "\x00\u2028")
    assert str(problem) == r"a\n\x1b[31m.yaml:1:1: error: \u202e\u200b\ud800 (\x00\u2028)"


def test_visible_text_is_not_escaped() -> None:
    assert escape_hidden("日本語 é → \\n") == "日本語 é → \\n"


def test_long_text_is_cut() -> None:
    assert quote_short("abc") == "'abc'"
    assert quote_short("abcdef", limit=5) == "'abcd…'"


def test_suggestion_names_the_word_meant() -> None:
    assert suggest_word("dificulty", ["difficulty", "duration"]) == "did you mean 'difficulty'?"
    assert suggest_word("DEPENDS_ON", ["dependsOn", "description"]) == "did you mean 'dependsOn'?"
    assert suggest_word("xyz", ["difficulty", "duration"]) == ""
