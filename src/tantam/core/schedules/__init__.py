"""Repayment schedules: drawing them, replaying payments on them, drawing the rest again, and ageing what is late.

Everything here is exact: money is an integer count of the terms' money unit (a đồng, a cent), rates and shares
of a year are fractions, and rounding happens where the terms say, by name. The bank's own everyday plan is
`everyday`; the other modules take the conventions of local schemes and donors' funds as parameters.
"""
