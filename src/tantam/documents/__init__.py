"""Typed data in, official paper out: Word and PDF by Decree 30/2020/NĐ-CP, and workbooks.

Plain modules without a database or a clock. The same data always gives the same bytes, so that the digest of
an issued document can be checked by drawing it again. Texts here are Vietnamese because the documents are,
whatever language the screens are in.
"""
