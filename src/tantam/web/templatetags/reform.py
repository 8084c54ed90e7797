"""Amounts of reforms on pages."""

from django import template

from tantam.web.programmes.reforms.showing import millions

register = template.Library()
register.filter(millions)
