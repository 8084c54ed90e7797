
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0002_register_roles'),
    ]

    operations = [
        migrations.AlterField(
            model_name='membership',
            name='role',
            field=models.CharField(choices=[('REPORTER', 'Người báo cáo'), ('APPROVER', 'Người duyệt của đơn vị'), ('REGISTRAR', 'Cán bộ quản lý đối tượng'), ('CREDIT_OFFICER', 'Cán bộ tín dụng'), ('ACCOUNTANT', 'Kế toán'), ('COORDINATOR', 'Điều phối kế hoạch'), ('LEADER', 'Lãnh đạo'), ('AUDITOR', 'Người kiểm tra'), ('ADMINISTRATOR', 'Quản trị')], max_length=20, verbose_name='vai trò'),
        ),
    ]
