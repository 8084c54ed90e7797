"""Addresses of one's own matters. Of allauth's pages only those that are named here exist."""

from allauth.account import views as sign_in
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from django.urls import path

from tantam.web.account import views

urlpatterns = [
    path("ngon-ngu/", views.language, name="set_language"),
    path("vai-tro/", views.switch_membership, name="switch-membership"),
    path("dang-nhap/", sign_in.login, name="account_login"),
    path("dang-nhap/buoc-hai/", second_factor.authenticate, name="mfa_authenticate"),
    path("dang-nhap/bi-khoa/", sign_in.account_inactive, name="account_inactive"),
    path("dang-xuat/", sign_in.logout, name="account_logout"),
    path("tai-khoan/", views.account, name="account"),
    path("tai-khoan/mat-khau/", sign_in.password_change, name="account_change_password"),
    path("tai-khoan/xac-nhan/", sign_in.reauthenticate, name="account_reauthenticate"),
    path("tai-khoan/xac-nhan/ma/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("tai-khoan/xac-nhan/khoa/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("tai-khoan/hai-buoc/", second_factor.index, name="mfa_index"),
    path("tai-khoan/hai-buoc/ung-dung/", app.activate_totp, name="mfa_activate_totp"),
    path("tai-khoan/hai-buoc/ung-dung/tat/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("tai-khoan/hai-buoc/ma-du-phong/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("tai-khoan/hai-buoc/ma-du-phong/tao/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("tai-khoan/hai-buoc/ma-du-phong/tai/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("tai-khoan/hai-buoc/khoa/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("tai-khoan/hai-buoc/khoa/them/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("tai-khoan/hai-buoc/khoa/<int:pk>/sua/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("tai-khoan/hai-buoc/khoa/<int:pk>/xoa/", keys.remove_webauthn, name="mfa_remove_webauthn"),
]
