"""Problems: one sentence, a stable code, an exit code."""

import pytest

from fieldvisit.domain.problems import BadInput, Problem, Refused


@pytest.mark.parametrize(("kind", "exit_code"), [(Problem, 1), (BadInput, 2), (Refused, 3)])
def test_a_problem_reads_as_a_sentence(kind: type[Problem], exit_code: int) -> None:
    problem = kind("{field}: at most {most}.", code="too.many", field="parts", most=12)

    assert str(problem) == "parts: at most 12."
    assert exit_code == problem.exit_code
