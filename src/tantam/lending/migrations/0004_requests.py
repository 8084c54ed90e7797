
import django.db.models.deletion
import django.db.models.expressions
import tantam.core.law.lending_steps
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0003_point_of_a_group'),
        ('lending', '0003_what_is_kept_ahead'),
        ('people', '0002_lists_returned_and_found'),
        ('programmes', '0001_initial'),
        ('units', '0003_transaction_points'),
    ]

    operations = [
        migrations.CreateModel(
            name='RequestList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=30, unique=True, verbose_name='số danh sách')),
                ('path', models.CharField(choices=[('GROUP', 'GROUP'), ('DIRECT', 'DIRECT')], max_length=10)),
                ('state', models.CharField(choices=[('WRITTEN', 'đã lập'), ('VOTED', 'đã bình xét'), ('CONFIRMED', 'xã đã xác nhận'), ('RETURNED', 'bị trả lại'), ('CHECKED', 'đã kiểm tra'), ('DECIDED', 'đã phê duyệt'), ('NOTIFIED', 'đã thông báo'), ('CLOSED', 'không còn hộ nào')], default='WRITTEN', max_length=10, verbose_name='tình trạng')),
                ('written_on', models.DateField(verbose_name='ngày lập')),
                ('due_on', models.DateField(null=True, verbose_name='hạn của bước tiếp theo')),
                ('recorded_at', models.DateTimeField()),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.commune')),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='request_lists', to='groups.group')),
                ('meeting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='groups.meeting')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
        ),
        migrations.CreateModel(
            name='LoanRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('programme', models.CharField(max_length=60, verbose_name='chương trình')),
                ('source', models.CharField(max_length=20, verbose_name='nguồn vốn')),
                ('purpose', models.CharField(max_length=200, verbose_name='mục đích')),
                ('need_vnd', models.BigIntegerField(verbose_name='tổng nhu cầu vốn')),
                ('own_vnd', models.BigIntegerField(verbose_name='vốn tự có')),
                ('asked_vnd', models.BigIntegerField(verbose_name='số tiền đề nghị')),
                ('asked_months', models.PositiveSmallIntegerField(verbose_name='thời hạn đề nghị')),
                ('every_months', models.PositiveSmallIntegerField(verbose_name='kỳ trả nợ')),
                ('amount_vnd', models.BigIntegerField()),
                ('term_months', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('OPEN', 'đang xem xét'), ('VOTED_DOWN', 'Tổ không nhất trí'), ('NOT_CONFIRMED', 'xã không xác nhận'), ('TURNED_AWAY', 'không đủ điều kiện'), ('REFUSED', 'không được duyệt'), ('APPROVED', 'được duyệt'), ('WITHDRAWN', 'đã rút')], default='OPEN', max_length=15, verbose_name='tình trạng')),
                ('written_by', models.BigIntegerField()),
                ('recorded_at', models.DateTimeField()),
                ('borrower', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.household')),
                ('loan', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='request', to='lending.loan')),
                ('vote', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='groups.vote')),
                ('list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='lending.requestlist')),
            ],
        ),
        migrations.CreateModel(
            name='RequestStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('WRITTEN', 'lập danh sách'), ('VOTED', 'Tổ bình xét'), ('SENT_AGAIN', 'gửi lại xã'), ('CONFIRMED', 'xã xác nhận'), ('RETURNED', 'xã trả lại'), ('CHECKED', 'kiểm tra điều kiện'), ('DECIDED', 'phê duyệt'), ('NOTIFIED', 'thông báo kết quả'), ('CLOSED', 'kết thúc')], max_length=10)),
                ('on', models.DateField()),
                ('due_on', models.DateField(null=True)),
                ('number', models.CharField(blank=True, max_length=40, verbose_name='số, ký hiệu văn bản')),
                ('signer', models.CharField(blank=True, max_length=150, verbose_name='người ký')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='nơi giao dịch')),
                ('session_on', models.DateField(null=True, verbose_name='ngày giao dịch')),
                ('reason', models.CharField(blank=True, max_length=1000, verbose_name='lý do')),
                ('by_id', models.BigIntegerField()),
                ('by_name', models.CharField(max_length=200)),
                ('by_unit', models.CharField(blank=True, max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='lending.requestlist')),
            ],
        ),
        migrations.CreateModel(
            name='RequestFate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('OPEN', 'đang xem xét'), ('VOTED_DOWN', 'Tổ không nhất trí'), ('NOT_CONFIRMED', 'xã không xác nhận'), ('TURNED_AWAY', 'không đủ điều kiện'), ('REFUSED', 'không được duyệt'), ('APPROVED', 'được duyệt'), ('WITHDRAWN', 'đã rút')], max_length=15)),
                ('amount_vnd', models.BigIntegerField()),
                ('term_months', models.PositiveSmallIntegerField()),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('objections', models.JSONField(default=list)),
                ('recorded_at', models.DateTimeField()),
                ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.eligibilitydecision')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fates', to='lending.loanrequest')),
                ('step', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fates', to='lending.requeststep')),
            ],
        ),
        migrations.CreateModel(
            name='UseCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('checked_on', models.DateField()),
                ('checkers', models.CharField(max_length=300, verbose_name='người kiểm tra')),
                ('rightly_vnd', models.BigIntegerField(verbose_name='sử dụng đúng mục đích')),
                ('wrongly_vnd', models.BigIntegerField(verbose_name='sử dụng sai mục đích')),
                ('measures', models.CharField(blank=True, max_length=1000, verbose_name='biện pháp xử lý')),
                ('by_id', models.BigIntegerField()),
                ('by_name', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='use_checks', to='lending.loanevent')),
            ],
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('office', 'kind', 'year'), name='lending_numberseries_once')],
            },
        ),
        migrations.CreateModel(
            name='RequestItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('what', models.CharField(max_length=200)),
                ('quantity', models.CharField(blank=True, max_length=40)),
                ('amount_vnd', models.BigIntegerField()),
                ('request', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='lending.loanrequest')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('request', 'order'), name='lending_requestitem_once'), models.CheckConstraint(condition=models.Q(('amount_vnd__gt', 0)), name='lending_requestitem_positive')],
            },
        ),
        migrations.AddIndex(
            model_name='requestlist',
            index=models.Index(fields=['commune', 'state'], name='lending_list_commune'),
        ),
        migrations.AddIndex(
            model_name='requestlist',
            index=models.Index(fields=['office', 'state'], name='lending_list_office'),
        ),
        migrations.AddConstraint(
            model_name='requestlist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('group__isnull', False), ('path', tantam.core.law.lending_steps.Path['GROUP'])), models.Q(('group', None), ('path', tantam.core.law.lending_steps.Path['DIRECT'])), _connector='OR'), name='lending_list_of_a_group'),
        ),
        migrations.AddConstraint(
            model_name='requestlist',
            constraint=models.UniqueConstraint(condition=models.Q(('group__isnull', False), ('state', 'WRITTEN')), fields=('group',), name='lending_list_one_being_written'),
        ),
        migrations.AddConstraint(
            model_name='loanrequest',
            constraint=models.UniqueConstraint(fields=('list', 'order'), name='lending_request_order'),
        ),
        migrations.AddConstraint(
            model_name='loanrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'OPEN')), fields=('household', 'programme'), name='lending_request_one_open'),
        ),
        migrations.AddConstraint(
            model_name='loanrequest',
            constraint=models.CheckConstraint(condition=models.Q(('amount_vnd__gt', 0), ('amount_vnd__lte', models.F('asked_vnd')), ('asked_vnd__gt', 0), ('need_vnd__gte', django.db.models.expressions.CombinedExpression(models.F('asked_vnd'), '+', models.F('own_vnd'))), ('own_vnd__gte', 0)), name='lending_request_amounts'),
        ),
        migrations.AddConstraint(
            model_name='loanrequest',
            constraint=models.CheckConstraint(condition=models.Q(('asked_months__gt', 0), ('every_months__gt', 0), ('term_months__gt', 0)), name='lending_request_terms'),
        ),
        migrations.AddConstraint(
            model_name='loanrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('loan__isnull', False), ('state', 'APPROVED')), models.Q(models.Q(('state', 'APPROVED'), _negated=True), ('loan', None)), _connector='OR'), name='lending_request_loan_when_approved'),
        ),
        migrations.AddConstraint(
            model_name='requeststep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'RETURNED'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='lending_requeststep_return_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='requeststep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'NOTIFIED'), _negated=True), ('session_on__isnull', False), _connector='OR'), name='lending_requeststep_notice_has_day'),
        ),
        migrations.AddConstraint(
            model_name='usecheck',
            constraint=models.CheckConstraint(condition=models.Q(('rightly_vnd__gte', 0), ('wrongly_vnd__gte', 0)), name='lending_usecheck_amounts'),
        ),
        migrations.AddConstraint(
            model_name='usecheck',
            constraint=models.CheckConstraint(condition=models.Q(('wrongly_vnd', 0), models.Q(('measures', ''), _negated=True), _connector='OR'), name='lending_usecheck_wrong_use_has_measures'),
        ),
    ]
