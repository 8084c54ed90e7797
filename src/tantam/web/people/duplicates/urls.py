"""Addresses of the pairs of persons who may be one."""

from django.urls import path

from tantam.web.people.duplicates import views

urlpatterns = [
    path("nguoi-thu-huong/trung/", views.pairs, name="people-pairs"),
    path("nguoi-thu-huong/trung/tim/", views.find, name="people-pairs-find"),
    path("nguoi-thu-huong/trung/da-gop/", views.merges, name="people-merges"),
    path("nguoi-thu-huong/trung/da-gop/<int:merge_id>/hoan-tac/", views.undo, name="people-merge-undo"),
    path("nguoi-thu-huong/trung/<int:pair_id>/", views.pair, name="people-pair"),
    path("nguoi-thu-huong/trung/<int:pair_id>/khac-nhau/", views.apart, name="people-pair-apart"),
]
