"""Addresses of the annex journey."""

from django.urls import path

from tantam.web.plans.annex import views

urlpatterns = [
    path("ke-hoach/nhap/", views.upload, name="annex-import"),
    path("ke-hoach/nhap/<int:staged_id>/", views.preview, name="annex-preview"),
    path("ke-hoach/ten-don-vi/", views.name, name="annex-map-name"),
]
