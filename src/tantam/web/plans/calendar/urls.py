"""Addresses of the calendar."""

from django.urls import path

from tantam.web.plans.calendar import views

urlpatterns = [
    path("lich/", views.calendar, name="calendar"),
    path("lich/<str:token>.ics", views.feed, name="calendar-feed"),
]
