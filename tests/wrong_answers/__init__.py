"""Wrong answers that learners plausibly give, by exercise: written without the predicates.

Each module holds WRONG: the number of an exercise → a list of (mistake, answer), where
`mistake` is the name of the one that should be recognised.
"""
