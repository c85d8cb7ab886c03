"""Collecting problems of one file."""

from roadmaps.documents.places import Problems
from roadmaps.documents.problem import Note


def test_problems_stand_in_the_order_of_the_file() -> None:
    problems = Problems("a.yaml")
    problems.add_error((3, 1), Note("c", "third"))
    problems.add_warning((1, 2), Note("b", "second"))
    problems.add_error((1, 1), Note("a", "first", "hint"))
    assert [str(problem) for problem in problems.first()] == [
        "a.yaml:1:1: error: first (hint)",
        "a.yaml:1:2: warning: second",
        "a.yaml:3:1: error: third",
    ]


def test_rest_is_counted() -> None:
    problems = Problems("a.yaml")
    for line in range(60):
        problems.add_error((line + 1, 1), Note("x", "wrong"))
    shown = problems.first()
    assert len(shown) == 51
    assert (shown[-1].message, shown[-1].is_error, shown[-1].line) == ("and 10 more", True, 60)


def test_warnings_never_hide_an_error() -> None:
    problems = Problems("a.yaml")
    for line in range(60):
        problems.add_warning((line + 1, 1), Note("x", "odd"))
    problems.add_error((99, 1), Note("x", "wrong"))
    shown = problems.first()
    assert [problem.message for problem in shown if problem.is_error] == ["wrong"]
    assert (shown[-1].message, shown[-1].is_error) == ("and 11 more", False)


def test_place_is_that_of_the_nearest_part() -> None:
    problems = Problems("a.yaml", {(): (1, 1), ("nodes", 0): (4, 3)})
    assert problems.find(("nodes", 0, "topics", 1)) == (4, 3)
    assert problems.find(("title",)) == (1, 1)
    assert Problems("a.yaml").find(("title",)) == (0, 0)


def test_suggestions_end_when_there_are_many_problems() -> None:
    problems = Problems("a.yaml")
    assert problems.suggest("titel", ["title"]) == "did you mean 'title'?"
    for line in range(50):
        problems.add_error((line, 1), Note("x", "wrong"))
    assert problems.suggest("titel", ["title"]) == ""
