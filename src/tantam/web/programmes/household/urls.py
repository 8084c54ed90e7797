"""Addresses of a household's eligibility and of decisions."""

from django.urls import path

from tantam.web.programmes.household import views

urlpatterns = [
    path("nguoi-thu-huong/<int:household_id>/duoc-vay/", views.eligibility, name="household-eligibility"),
    path("nguoi-thu-huong/<int:household_id>/duoc-vay/ghi/", views.record, name="household-decision"),
    path("nguoi-thu-huong/quyet-dinh/<int:decision_id>/", views.decision, name="decision"),
]
