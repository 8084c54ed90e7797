
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0003_accountant_role'),
    ]

    operations = [
        migrations.AlterField(
            model_name='membership',
            name='role',
            field=models.CharField(choices=[('REPORTER', 'Người báo cáo'), ('APPROVER', 'Người duyệt của đơn vị'), ('REGISTRAR', 'Cán bộ quản lý đối tượng'), ('CREDIT_OFFICER', 'Cán bộ tín dụng'), ('TELLER', 'Giao dịch viên'), ('ACCOUNTANT', 'Kế toán'), ('COORDINATOR', 'Điều phối kế hoạch'), ('LEADER', 'Lãnh đạo'), ('AUDITOR', 'Người kiểm tra'), ('ADMINISTRATOR', 'Quản trị')], max_length=20, verbose_name='vai trò'),
        ),
    ]
