"""The periodic report: facts read from the database, told in Vietnamese, laid out as an official paper.

The texts here are Vietnamese because the report is, whatever language the screens are in.
"""
