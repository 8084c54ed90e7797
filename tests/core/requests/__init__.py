"""Tests of the core of requests."""
