"""The numerical core: data, models, losses, descents and what can be known about them.

It needs numpy and sympy only, reads and writes no file, looks at no clock and draws no random
number that was not asked for with a seed.
"""
