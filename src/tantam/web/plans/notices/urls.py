"""Addresses of the notices."""

from django.urls import path

from tantam.web.plans.notices import views

urlpatterns = [
    path("thong-bao/", views.notices, name="notices"),
    path("thong-bao/da-doc/", views.mark_read, name="notices-read"),
    path("thong-bao/<int:notice_id>/mo/", views.open_notice, name="notice-open"),
]
