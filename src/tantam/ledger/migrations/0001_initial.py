
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('units', '0002_villages_and_areas'),
    ]

    operations = [
        migrations.CreateModel(
            name='Book',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('closed_through', models.DateField(null=True, verbose_name='đã khóa sổ đến hết ngày')),
                ('office', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=30)),
                ('source', models.CharField(blank=True, max_length=20)),
                ('programme', models.CharField(blank=True, max_length=60)),
                ('opened_on', models.DateField()),
                ('book', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='ledger.book')),
            ],
        ),
        migrations.CreateModel(
            name='BookDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('transfers_count', models.PositiveBigIntegerField()),
                ('amount_vnd', models.BigIntegerField()),
                ('closed_by_name', models.CharField(max_length=200)),
                ('closed_at', models.DateTimeField()),
                ('book', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='days', to='ledger.book')),
            ],
        ),
        migrations.CreateModel(
            name='DayTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('debit_vnd', models.BigIntegerField()),
                ('credit_vnd', models.BigIntegerField()),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='day_totals', to='ledger.account')),
            ],
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('digest', models.CharField(max_length=64)),
                ('book_date', models.DateField(verbose_name='ngày hạch toán')),
                ('value_date', models.DateField(verbose_name='ngày giá trị')),
                ('document', models.CharField(blank=True, max_length=60, verbose_name='số chứng từ')),
                ('description', models.CharField(blank=True, max_length=300, verbose_name='diễn giải')),
                ('transfers_count', models.PositiveIntegerField()),
                ('amount_vnd', models.BigIntegerField()),
                ('posted_by', models.BigIntegerField()),
                ('posted_by_name', models.CharField(max_length=200)),
                ('posted_at', models.DateTimeField()),
                ('book', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='ledger.book')),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='ledger.posting')),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.CharField(max_length=60, verbose_name='số chứng từ')),
                ('reason', models.CharField(max_length=300, verbose_name='diễn giải')),
                ('value_date', models.DateField(verbose_name='ngày giá trị')),
                ('lines', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('STAGED', 'chờ xác nhận'), ('POSTED', 'đã ghi sổ'), ('TURNED_DOWN', 'không ghi sổ')], default='STAGED', max_length=12, verbose_name='tình trạng')),
                ('staged_by', models.BigIntegerField()),
                ('staged_by_name', models.CharField(max_length=200)),
                ('staged_at', models.DateTimeField()),
                ('decided_by', models.BigIntegerField(null=True)),
                ('decided_by_name', models.CharField(blank=True, max_length=200)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do không ghi sổ')),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='ledger.book')),
                ('corrects', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='ledger.posting')),
                ('posting', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entry', to='ledger.posting')),
            ],
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount_vnd', models.BigIntegerField()),
                ('value_date', models.DateField()),
                ('book_date', models.DateField()),
                ('kind', models.CharField(choices=[('DISBURSEMENT', 'giải ngân'), ('PRINCIPAL_REPAID', 'thu nợ gốc'), ('INTEREST_REPAID', 'thu lãi'), ('INTEREST_ACCRUED', 'dự thu lãi'), ('INTEREST_WITHDRAWN', 'thoái thu lãi'), ('MOVED_TO_OVERDUE', 'chuyển nợ quá hạn'), ('MOVED_TO_CURRENT', 'chuyển về nợ trong hạn'), ('FROZEN', 'khoanh nợ'), ('FREEZE_ENDED', 'hết thời hạn khoanh'), ('WRITTEN_OFF', 'xóa nợ'), ('SURPLUS_HELD', 'giữ hộ tiền nộp thừa'), ('SURPLUS_RETURNED', 'trả tiền nộp thừa'), ('SAVINGS_IN', 'nhận tiền gửi'), ('SAVINGS_OUT', 'trả tiền gửi'), ('SAVINGS_INTEREST', 'trả lãi tiền gửi'), ('CAPITAL_IN', 'nhận vốn'), ('CAPITAL_OUT', 'trả vốn'), ('COMMISSION', 'hoa hồng'), ('ENTRUSTMENT_FEE', 'phí ủy thác'), ('CASH_MOVED', 'chuyển tiền mặt'), ('SESSION_SETTLED', 'quyết toán phiên giao dịch'), ('OPENING', 'chuyển số dư ban đầu'), ('MANUAL', 'bút toán tay'), ('CORRECTION', 'bút toán đảo')], max_length=20)),
                ('reference', models.CharField(blank=True, max_length=60)),
                ('corrects', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.transfer')),
                ('credit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('debit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('posting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='ledger.posting')),
            ],
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.UniqueConstraint(fields=('book', 'code', 'source', 'programme'), name='ledger_account_once'),
        ),
        migrations.AddConstraint(
            model_name='bookday',
            constraint=models.UniqueConstraint(fields=('book', 'day'), name='ledger_bookday_once'),
        ),
        migrations.AddConstraint(
            model_name='daytotal',
            constraint=models.UniqueConstraint(fields=('account', 'day'), name='ledger_daytotal_once'),
        ),
        migrations.AddConstraint(
            model_name='daytotal',
            constraint=models.CheckConstraint(condition=models.Q(('credit_vnd__gte', 0), ('debit_vnd__gte', 0)), name='ledger_daytotal_not_negative'),
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(fields=['book', 'book_date'], name='ledger_posting_day'),
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(condition=models.Q(('value_date__lt', models.F('book_date'))), fields=['book', 'value_date'], name='ledger_posting_backdated'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('value_date__lte', models.F('book_date'))), name='ledger_posting_value_not_later'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('amount_vnd__gt', 0), ('transfers_count__gt', 0)), name='ledger_posting_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('corrects', None), models.Q(('corrects', models.F('id')), _negated=True), _connector='OR'), name='ledger_posting_corrects_another'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('posting__isnull', False), ('state', 'POSTED')), models.Q(models.Q(('state', 'POSTED'), _negated=True), ('posting', None)), _connector='OR'), name='ledger_entry_posted_has_posting'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'STAGED')), models.Q(models.Q(('state', 'STAGED'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='ledger_entry_decided_has_who'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'POSTED'), _negated=True), models.Q(('decided_by', models.F('staged_by')), _negated=True), _connector='OR'), name='ledger_entry_posted_by_another'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(condition=models.Q(('corrects__isnull', False), models.Q(('state', 'TURNED_DOWN'), _negated=True)), fields=('corrects',), name='ledger_entry_takes_back_once'),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(fields=['debit', 'book_date'], name='ledger_transfer_debit'),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(fields=['credit', 'book_date'], name='ledger_transfer_credit'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('amount_vnd__gt', 0), ('amount_vnd__lte', 1000000000000000)), name='ledger_transfer_positive'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('debit', models.F('credit')), _negated=True), name='ledger_transfer_two_accounts'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('value_date__lte', models.F('book_date'))), name='ledger_transfer_value_not_later'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.UniqueConstraint(condition=models.Q(('corrects__isnull', False)), fields=('corrects',), name='ledger_transfer_corrected_once'),
        ),
    ]
