"""Addresses of the register of documents."""

from django.urls import path

from tantam.web.plans.register import views

urlpatterns = [path("van-ban/", views.register, name="register")]
