"""The simulated province: who lives where, who borrows what, who pays when; from a seed, without a database.

Every commune has chances of its own, so that a few communes come out as they do in the whole province.
"""
