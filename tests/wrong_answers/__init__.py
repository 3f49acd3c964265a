"""Answers that were not computed by the exercises themselves.

Each module holds, by the number of an exercise, two tables. WORKED: arguments and the right
result, worked out on paper. WRONG: a list of (mistake, answer), what learners plausibly give,
written without the predicates; `mistake` is the name of the one that should be recognised.
"""
