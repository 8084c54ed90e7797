
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0002_lists_returned_and_found'),
        ('units', '0002_villages_and_areas'),
    ]

    operations = [
        migrations.CreateModel(
            name='Loan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=30, unique=True, verbose_name='số khế ước')),
                ('programme', models.CharField(max_length=60, verbose_name='chương trình')),
                ('source', models.CharField(max_length=20, verbose_name='nguồn vốn')),
                ('contract_on', models.DateField(verbose_name='ngày ký')),
                ('approved_vnd', models.BigIntegerField(verbose_name='số tiền được duyệt')),
                ('rate_ppm', models.IntegerField(verbose_name='lãi suất')),
                ('overdue_rate_ppm', models.IntegerField(verbose_name='lãi suất quá hạn')),
                ('recorded_at', models.DateTimeField()),
                ('borrower', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='people.person')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.commune')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='people.household')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
        ),
        migrations.CreateModel(
            name='LoanEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('TAKEN_OVER', 'nhận bàn giao'), ('DISBURSED', 'giải ngân'), ('PAID', 'thu nợ'), ('SURPLUS_RETURNED', 'trả lại tiền nộp thừa'), ('RATE_CHANGED', 'đổi lãi suất'), ('REPLANNED', 'đổi kế hoạch trả nợ'), ('FROZEN', 'khoanh nợ'), ('WRITTEN_OFF', 'xóa nợ'), ('REVERSED', 'đảo bút toán')], max_length=20)),
                ('on', models.DateField(verbose_name='ngày giá trị')),
                ('booked_on', models.DateField(verbose_name='ngày ghi sổ')),
                ('amount_vnd', models.BigIntegerField(default=0)),
                ('towards', models.CharField(blank=True, max_length=10)),
                ('reverses', models.PositiveIntegerField(null=True)),
                ('details', models.JSONField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='lý do')),
                ('recorded_by', models.BigIntegerField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('loan', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='lending.loan')),
            ],
        ),
        migrations.CreateModel(
            name='PlannedInstalment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('due_on', models.DateField()),
                ('collect_by', models.DateField()),
                ('principal_vnd', models.BigIntegerField()),
                ('loan', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='instalments', to='lending.loan')),
            ],
        ),
        migrations.CreateModel(
            name='LoanBalance',
            fields=[
                ('loan', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='balance', serialize=False, to='lending.loan')),
                ('events', models.PositiveIntegerField()),
                ('day', models.DateField()),
                ('principal_vnd', models.BigIntegerField()),
                ('overdue_vnd', models.BigIntegerField()),
                ('points_current', models.BigIntegerField()),
                ('points_overdue', models.BigIntegerField()),
                ('disbursed_vnd', models.BigIntegerField()),
                ('principal_paid_vnd', models.BigIntegerField()),
                ('interest_current_paid_vnd', models.BigIntegerField()),
                ('interest_overdue_paid_vnd', models.BigIntegerField()),
                ('principal_written_off_vnd', models.BigIntegerField()),
                ('interest_written_off_vnd', models.BigIntegerField()),
                ('recovered_vnd', models.BigIntegerField()),
                ('surplus_vnd', models.BigIntegerField()),
                ('surplus_returned_vnd', models.BigIntegerField()),
                ('is_written_off', models.BooleanField(default=False)),
                ('next_turn_on', models.DateField(db_index=True, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('overdue_vnd__gte', 0), ('overdue_vnd__lte', models.F('principal_vnd'))), name='lending_balance_overdue'), models.CheckConstraint(condition=models.Q(('disbursed_vnd__gte', 0), ('interest_current_paid_vnd__gte', 0), ('interest_overdue_paid_vnd__gte', 0), ('interest_written_off_vnd__gte', 0), ('principal_paid_vnd__gte', 0), ('principal_written_off_vnd__gte', 0), ('recovered_vnd__gte', 0), ('surplus_returned_vnd__gte', 0), ('surplus_vnd__gte', 0)), name='lending_balance_not_negative'), models.CheckConstraint(condition=models.Q(('disbursed_vnd', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('principal_vnd'), '+', models.F('principal_paid_vnd')), '+', models.F('principal_written_off_vnd')))), name='lending_balance_adds_up')],
            },
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.CheckConstraint(condition=models.Q(('approved_vnd__gt', 0)), name='lending_loan_amount'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.CheckConstraint(condition=models.Q(('overdue_rate_ppm__gte', models.F('rate_ppm')), ('rate_ppm__gte', 0)), name='lending_loan_rates'),
        ),
        migrations.AddConstraint(
            model_name='loanevent',
            constraint=models.UniqueConstraint(fields=('loan', 'seq'), name='lending_event_once'),
        ),
        migrations.AddConstraint(
            model_name='loanevent',
            constraint=models.UniqueConstraint(condition=models.Q(('reverses__isnull', False)), fields=('loan', 'reverses'), name='lending_event_reversed_once'),
        ),
        migrations.AddConstraint(
            model_name='loanevent',
            constraint=models.CheckConstraint(condition=models.Q(('amount_vnd__gte', 0)), name='lending_event_amount'),
        ),
        migrations.AddConstraint(
            model_name='loanevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'REVERSED'), ('reverses__lt', models.F('seq'))), models.Q(models.Q(('kind', 'REVERSED'), _negated=True), ('reverses', None)), _connector='OR'), name='lending_event_reverses'),
        ),
        migrations.AddConstraint(
            model_name='plannedinstalment',
            constraint=models.UniqueConstraint(fields=('loan', 'number'), name='lending_instalment_once'),
        ),
        migrations.AddConstraint(
            model_name='plannedinstalment',
            constraint=models.CheckConstraint(condition=models.Q(('principal_vnd__gt', 0)), name='lending_instalment_positive'),
        ),
        migrations.AddConstraint(
            model_name='plannedinstalment',
            constraint=models.CheckConstraint(condition=models.Q(('collect_by__gte', models.F('due_on'))), name='lending_instalment_days'),
        ),
    ]
