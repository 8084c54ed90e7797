
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('groups', '0003_point_of_a_group'),
        ('units', '0003_transaction_points'),
    ]

    operations = [
        migrations.CreateModel(
            name='DayClose',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='ngày khóa sổ')),
                ('loans_turned', models.PositiveIntegerField()),
                ('to_overdue_vnd', models.BigIntegerField(verbose_name='chuyển nợ quá hạn')),
                ('to_current_vnd', models.BigIntegerField(verbose_name='chuyển về nợ trong hạn')),
                ('accrued_vnd', models.BigIntegerField(verbose_name='dự thu lãi')),
                ('overdue_accrued_vnd', models.BigIntegerField(verbose_name='lãi quá hạn ngoại bảng')),
                ('corrected_vnd', models.BigIntegerField(verbose_name='điều chỉnh lãi ngày trước')),
                ('collected_vnd', models.BigIntegerField(verbose_name='tiền của các khoản vay trong ngày')),
                ('commissions_vnd', models.BigIntegerField(verbose_name='hoa hồng')),
                ('fees_vnd', models.BigIntegerField(verbose_name='phí ủy thác')),
                ('closed_by', models.BigIntegerField()),
                ('closed_by_name', models.CharField(max_length=200)),
                ('closed_at', models.DateTimeField()),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
        ),
        migrations.CreateModel(
            name='EntrustmentFee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.CharField(choices=[('FARMERS', 'Hội Nông dân'), ('WOMEN', 'Hội Liên hiệp Phụ nữ'), ('VETERANS', 'Hội Cựu chiến binh'), ('YOUTH', 'Đoàn Thanh niên')], max_length=10)),
                ('loans_count', models.PositiveIntegerField(verbose_name='số khoản vay')),
                ('outstanding_vnd', models.BigIntegerField(verbose_name='dư nợ có thu lãi')),
                ('ppm_month', models.PositiveIntegerField(null=True, verbose_name='mức phí')),
                ('amount_vnd', models.BigIntegerField(verbose_name='phí ủy thác')),
                ('close', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fees', to='closing.dayclose')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.commune')),
                ('contract', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='groups.contract')),
            ],
        ),
        migrations.CreateModel(
            name='GroupCommission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('collected', models.JSONField()),
                ('collected_vnd', models.BigIntegerField(verbose_name='lãi thu được')),
                ('ppm_month', models.PositiveIntegerField(null=True, verbose_name='mức hoa hồng')),
                ('amount_vnd', models.BigIntegerField(verbose_name='hoa hồng')),
                ('close', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commissions', to='closing.dayclose')),
                ('contract', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='groups.contract')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='groups.group')),
            ],
        ),
        migrations.AddConstraint(
            model_name='dayclose',
            constraint=models.UniqueConstraint(fields=('office', 'day'), name='closing_dayclose_once'),
        ),
        migrations.AddConstraint(
            model_name='entrustmentfee',
            constraint=models.UniqueConstraint(fields=('close', 'commune', 'organisation'), name='closing_fee_once'),
        ),
        migrations.AddConstraint(
            model_name='entrustmentfee',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('contract__isnull', False), ('ppm_month__isnull', False)), ('amount_vnd', 0), _connector='OR'), name='closing_fee_has_rate'),
        ),
        migrations.AddConstraint(
            model_name='entrustmentfee',
            constraint=models.CheckConstraint(condition=models.Q(('amount_vnd__gte', 0), ('outstanding_vnd__gte', 0)), name='closing_fee_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='groupcommission',
            constraint=models.UniqueConstraint(fields=('close', 'group'), name='closing_commission_once'),
        ),
        migrations.AddConstraint(
            model_name='groupcommission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('contract__isnull', False), ('ppm_month__isnull', False)), ('amount_vnd', 0), _connector='OR'), name='closing_commission_has_rate'),
        ),
    ]
