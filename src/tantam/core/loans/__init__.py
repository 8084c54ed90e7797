"""The life of a loan: events, what they mean, and how every balance came about.

A loan is the fold of its events. `terms` is what was agreed, `events` what happened, `course` what holds on which
day (plan, rates, freezes), `life` the fold, `allocating` how a payment is shared out, `checking` what is refused,
`columns` the same for many loans at once.
"""
