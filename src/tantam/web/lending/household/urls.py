"""Addresses of a household's loans."""

from django.urls import path

from tantam.web.lending.household import views

urlpatterns = [
    path("nguoi-thu-huong/<int:household_id>/khoan-vay/", views.loans, name="household-loans"),
]
