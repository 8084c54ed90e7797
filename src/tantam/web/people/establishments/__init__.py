"""Firms, cooperatives and household businesses: found, looked at, written down."""
