"""A derivative as a list of named steps, as a teacher writes it line by line.

The first line is d/dp of the expression. Each step takes the leftmost derivative that still stands,
applies one rule to it and leaves everything else as it is; when none stands, the line is tidied.
All lines are equal, so the last one is the derivative.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import sympy

from gdcore.calculus.rules import Rule, rewrite
from gdcore.calculus.tidying import factored_out, tidied
from gdcore.calculus.words import sentence
from gdcore.calculus.written import Path, arguments, part_at, with_part

__all__ = ["Derivation", "Step", "derive"]


@dataclass(frozen=True, slots=True)
class Step:
    """One line becomes the next: a rule rewrites one part.

    Parameters
    ----------
    rule : Rule
        What is done.
    before, after : sympy.Expr
        The whole lines, equal in value. `after` is `before` with `replacement` at `path`.
    path : Path
        Where the part is in `before`, and the replacement in `after`.
    part, replacement : sympy.Expr
        The derivative that is rewritten, and what it becomes. To tidy, the part is the whole line.
    pieces : tuple of sympy.Expr
        What the rule speaks of, in the order of `gdcore.calculus.words.SENTENCES`.
    """

    rule: Rule
    before: sympy.Expr
    after: sympy.Expr
    path: Path
    part: sympy.Expr
    replacement: sympy.Expr
    pieces: tuple[sympy.Expr, ...]

    @property
    def outer(self) -> sympy.Expr | None:
        """The outer function of the chain rule, in a letter of its own such as u; else None."""
        return self.pieces[0] if self.rule is Rule.CHAIN else None

    @property
    def inner(self) -> sympy.Expr | None:
        """The inner function of the chain rule; else None."""
        return self.pieces[1] if self.rule is Rule.CHAIN else None

    @property
    def sentence(self) -> str:
        """The rule in words, with the pieces of this step."""
        return sentence(self.rule, self.pieces)


@dataclass(frozen=True, slots=True)
class Derivation:
    """The derivative of an expression by a parameter, step by step.

    Parameters
    ----------
    expression : sympy.Expr
        What is differentiated.
    parameter : sympy.Symbol
        By what.
    steps : tuple of Step
        At least one; each begins with the line that the one before ended with.
    """

    expression: sympy.Expr
    parameter: sympy.Symbol
    steps: tuple[Step, ...]

    @property
    def result(self) -> sympy.Expr:
        """The last line: the derivative."""
        return self.steps[-1].after


def derive(expression: sympy.Expr, parameter: sympy.Symbol) -> Derivation:
    """Differentiate step by step, the leftmost derivative first.

    Parameters
    ----------
    expression : sympy.Expr
        A real expression; sums over data may be `sympy.Sum` of `sympy.Indexed`.
    parameter : sympy.Symbol
        What to differentiate by; not in the limits of a sum.

    Returns
    -------
    Derivation
        Some three steps or fewer for each operation in the expression.

    Raises
    ------
    ValueError
        If the expression is none that a formula or its loss may hold.

    Examples
    --------
    >>> m, x, b = sympy.symbols("m x b", real=True)
    >>> derivation = derive(m * x + b, m)
    >>> [step.rule.value for step in derivation.steps]
    ['sum', 'constant-factor', 'identity', 'constant', 'simplify']
    >>> derivation.steps[1].after, derivation.steps[3].after, derivation.result
    (x*Derivative(m, m) + Derivative(b, m), x*1 + 0, x)
    >>> derive((m * x - b) ** 2, m).steps[0].sentence
    'chain rule: outer u², inner m·x − b; the derivative of the outer is 2·u'
    """
    steps = tuple(_differentiated(sympy.Derivative(expression, parameter, evaluate=False)))
    return Derivation(expression, parameter, steps + tuple(_tidying(steps[-1].after)))


def _differentiated(line: sympy.Expr) -> Iterator[Step]:
    """Yield the steps that rewrite derivatives, until none stands."""
    # Replacements stay within the path of their part, so the paths of the others remain right.
    pending: list[Path] = [()]
    while pending:
        path = pending.pop()
        part = part_at(line, path)
        function, (parameter, _) = arguments(part)
        made = rewrite(function, parameter)
        after = with_part(line, path, made.replacement)
        yield Step(made.rule, line, after, path, part, made.replacement, made.pieces)
        line = after
        pending += [path + rest for rest in reversed([*_derivatives_in(made.replacement)])]


def _derivatives_in(expression: sympy.Expr) -> Iterator[Path]:
    """Yield the paths of the derivatives that a rule has left, from left to right."""
    if isinstance(expression, sympy.Derivative):
        yield ()
    elif isinstance(expression, (sympy.Add, sympy.Mul, sympy.Sum)):
        for index, part in enumerate(arguments(expression)):
            yield from ((index, *rest) for rest in _derivatives_in(part))


def _tidying(line: sympy.Expr) -> Iterator[Step]:
    """Yield the steps that tidy a line without derivatives, as far as there is something to do."""
    for rule, tidy in ((Rule.SIMPLIFY, tidied), (Rule.FACTOR_OUT, factored_out)):
        after = tidy(line)
        if after != line:
            yield Step(rule, line, after, (), line, after, ())
        line = after
