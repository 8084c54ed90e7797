"""Addresses of the queue."""

from django.urls import path

from tantam.web.plans.review import views

urlpatterns = [
    path("tiep-nhan/", views.queue, name="review"),
    path("tiep-nhan/<int:duty_id>/", views.judge, name="review-duty"),
    path("tiep-nhan/<int:duty_id>/nhan/", views.accept, name="review-accept"),
]
