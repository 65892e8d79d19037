"""Expressions as Typst, plain text, LaTeX and MathML."""
