
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0003_point_of_a_group'),
        ('lending', '0001_initial'),
        ('people', '0002_lists_returned_and_found'),
        ('units', '0003_transaction_points'),
    ]

    operations = [
        migrations.AddField(
            model_name='loanbalance',
            name='follows_plan',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='loanbalance',
            name='is_frozen',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='loanbalance',
            name='left_vnd',
            field=models.BigIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='loanbalance',
            name='overdue_rate_ppm',
            field=models.IntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='loanbalance',
            name='rate_ppm',
            field=models.IntegerField(default=0),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name='SavingsAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=30, unique=True, verbose_name='số tài khoản')),
                ('opened_on', models.DateField(verbose_name='ngày mở')),
                ('moves_count', models.PositiveIntegerField(default=0)),
                ('balance_vnd', models.BigIntegerField(default=0, verbose_name='số dư')),
                ('recorded_at', models.DateTimeField()),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='savings', to='people.household')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='ngày giao dịch')),
                ('planned_on', models.DateField(verbose_name='ngày cố định')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='lý do đổi ngày')),
                ('state', models.CharField(choices=[('OPEN', 'đang giao dịch'), ('CLOSED', 'đã khóa phiên')], default='OPEN', max_length=10, verbose_name='tình trạng')),
                ('leader_name', models.CharField(max_length=200, verbose_name='tổ trưởng tổ giao dịch')),
                ('controller_name', models.CharField(max_length=200, verbose_name='kiểm soát viên')),
                ('teller_name', models.CharField(max_length=200, verbose_name='giao dịch viên')),
                ('brought_vnd', models.BigIntegerField(default=0, verbose_name='tiền mặt mang theo')),
                ('opened_by', models.BigIntegerField()),
                ('opened_by_name', models.CharField(max_length=200)),
                ('opened_at', models.DateTimeField()),
                ('counted', models.JSONField(null=True, verbose_name='kiểm đếm')),
                ('counted_vnd', models.BigIntegerField(null=True, verbose_name='tiền mặt kiểm đếm')),
                ('closed_by', models.BigIntegerField(null=True)),
                ('closed_by_name', models.CharField(blank=True, max_length=200)),
                ('closed_at', models.DateTimeField(null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='units.transactionpoint')),
            ],
        ),
        migrations.CreateModel(
            name='Voucher',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('SHEET', 'bảng kê thu của Tổ'), ('REPAYMENT', 'thu nợ của người vay'), ('DISBURSEMENT', 'giải ngân'), ('SAVINGS', 'tiền gửi tổ viên'), ('REVERSAL', 'đảo giao dịch')], max_length=15)),
                ('principal_vnd', models.BigIntegerField(default=0, verbose_name='thu gốc')),
                ('interest_vnd', models.BigIntegerField(default=0, verbose_name='thu lãi')),
                ('savings_in_vnd', models.BigIntegerField(default=0, verbose_name='nhận tiền gửi')),
                ('savings_out_vnd', models.BigIntegerField(default=0, verbose_name='trả tiền gửi')),
                ('disbursed_vnd', models.BigIntegerField(default=0, verbose_name='giải ngân')),
                ('recorded_by', models.BigIntegerField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('group', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='vouchers', to='groups.group')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vouchers', to='lending.session')),
            ],
        ),
        migrations.CreateModel(
            name='SavingsMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('TAKEN_OVER', 'nhận bàn giao'), ('PUT_IN', 'gửi tiền'), ('PAID_OUT', 'rút tiền'), ('USED', 'trích trả nợ, trả lãi'), ('REVERSED', 'đảo giao dịch')], max_length=12)),
                ('on', models.DateField(verbose_name='ngày giá trị')),
                ('booked_on', models.DateField(verbose_name='ngày ghi sổ')),
                ('amount_vnd', models.BigIntegerField()),
                ('reverses', models.PositiveIntegerField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='lý do')),
                ('recorded_by', models.BigIntegerField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='lending.savingsaccount')),
                ('voucher', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='savings_moves', to='lending.voucher')),
            ],
        ),
        migrations.AddField(
            model_name='loanevent',
            name='voucher',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='lending.voucher'),
        ),
        migrations.CreateModel(
            name='AccrualBucket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=20)),
                ('programme', models.CharField(max_length=60)),
                ('rate_ppm', models.IntegerField()),
                ('is_overdue', models.BooleanField()),
                ('principal_vnd', models.BigIntegerField()),
                ('points', models.BigIntegerField()),
                ('through', models.DateField()),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('office', 'source', 'programme', 'rate_ppm', 'is_overdue'), name='lending_bucket_once'), models.CheckConstraint(condition=models.Q(('principal_vnd__gte', 0), ('rate_ppm__gte', 0)), name='lending_bucket_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='BucketChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=20)),
                ('programme', models.CharField(max_length=60)),
                ('rate_ppm', models.IntegerField()),
                ('is_overdue', models.BooleanField()),
                ('day', models.DateField()),
                ('value_on', models.DateField()),
                ('booked_on', models.DateField()),
                ('principal_vnd', models.BigIntegerField()),
                ('points', models.BigIntegerField(default=0)),
                ('reference', models.CharField(max_length=60)),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['office', 'booked_on'], name='lending_bucketchange_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('points', 0), ('principal_vnd', 0), _negated=True), name='lending_bucketchange_something')],
            },
        ),
        migrations.AddConstraint(
            model_name='savingsaccount',
            constraint=models.UniqueConstraint(fields=('household', 'office'), name='lending_savings_one_an_office'),
        ),
        migrations.AddConstraint(
            model_name='savingsaccount',
            constraint=models.CheckConstraint(condition=models.Q(('balance_vnd__gte', 0)), name='lending_savings_not_negative'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(fields=['office', 'day'], name='lending_session_day'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(fields=('point', 'day'), name='lending_session_once'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('brought_vnd__gte', 0)), name='lending_session_brought'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('day', models.F('planned_on')), models.Q(('reason', ''), _negated=True), _connector='OR'), name='lending_session_other_day_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None), ('counted_vnd', None), ('state', 'OPEN')), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('counted_vnd__isnull', False), ('state', 'CLOSED')), _connector='OR'), name='lending_session_closed_is_counted'),
        ),
        migrations.AddIndex(
            model_name='voucher',
            index=models.Index(fields=['group', 'session'], name='lending_voucher_group'),
        ),
        migrations.AddConstraint(
            model_name='voucher',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'REVERSAL'), models.Q(('disbursed_vnd__gte', 0), ('interest_vnd__gte', 0), ('principal_vnd__gte', 0), ('savings_in_vnd__gte', 0), ('savings_out_vnd__gte', 0)), _connector='OR'), name='lending_voucher_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='voucher',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'SHEET'), _negated=True), ('group__isnull', False), _connector='OR'), name='lending_voucher_sheet_of_a_group'),
        ),
        migrations.AddConstraint(
            model_name='savingsmove',
            constraint=models.UniqueConstraint(fields=('account', 'seq'), name='lending_savingsmove_once'),
        ),
        migrations.AddConstraint(
            model_name='savingsmove',
            constraint=models.UniqueConstraint(condition=models.Q(('reverses__isnull', False)), fields=('account', 'reverses'), name='lending_savingsmove_reversed_once'),
        ),
        migrations.AddConstraint(
            model_name='savingsmove',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount_vnd__gt', 0), ('kind__in', ('TAKEN_OVER', 'PUT_IN'))), models.Q(('amount_vnd__lt', 0), ('kind__in', ('PAID_OUT', 'USED'))), models.Q(('kind', 'REVERSED'), models.Q(('amount_vnd', 0), _negated=True)), _connector='OR'), name='lending_savingsmove_sign'),
        ),
        migrations.AddConstraint(
            model_name='savingsmove',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'REVERSED'), ('reverses__lt', models.F('seq'))), models.Q(models.Q(('kind', 'REVERSED'), _negated=True), ('reverses', None)), _connector='OR'), name='lending_savingsmove_reverses'),
        ),
    ]
