"""Addresses of the overview."""

from django.urls import path

from tantam.web.plans.overview import exports, views

urlpatterns = [
    path("ke-hoach/", views.plans, name="plans"),
    path("ke-hoach/<int:plan_id>/", views.plan, name="plan"),
    path("ke-hoach/<int:plan_id>/bang/", views.matrix, name="plan-matrix"),
    path("ke-hoach/<int:plan_id>/bang/excel/", exports.matrix, name="plan-matrix-export"),
    path("ke-hoach/<int:plan_id>/bang/<str:unit_code>/<str:task_code>/", views.cell, name="plan-cell"),
    path("ke-hoach/<int:plan_id>/nhiem-vu/<str:task_code>/", views.task, name="plan-task"),
    path("ke-hoach/<int:plan_id>/don-vi/<str:unit_code>/", views.unit, name="plan-unit"),
    path("ke-hoach/<int:plan_id>/ky/<str:period_code>/", views.period, name="plan-period"),
    path("ke-hoach/<int:plan_id>/theo-doi/excel/", exports.follow_up, name="plan-follow-up-export"),
]
