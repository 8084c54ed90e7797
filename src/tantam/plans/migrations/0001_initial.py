
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('base', '0001_initial'),
        ('units', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=300)),
                ('measure', models.CharField(max_length=40)),
                ('decimals', models.PositiveSmallIntegerField(default=0)),
                ('required', models.BooleanField(default=False)),
                ('order', models.PositiveIntegerField(default=0)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('MONTH', 'tháng'), ('QUARTER', 'quý'), ('HALF_YEAR', '6 tháng'), ('NINE_MONTHS', '9 tháng'), ('YEAR', 'năm'), ('DEADLINE', 'thời hạn'), ('MILESTONE', 'mốc')], max_length=20)),
                ('code', models.CharField(max_length=40)),
                ('label', models.CharField(max_length=200)),
                ('starts_on', models.DateField()),
                ('ends_before', models.DateField()),
                ('opens_on', models.DateField()),
                ('due_on', models.DateField()),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opens_on', models.DateField()),
                ('due_on', models.DateField()),
                ('original_due_on', models.DateField()),
                ('done_on', models.DateField(blank=True, null=True)),
                ('exempt', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='units.unit')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='plans.period')),
            ],
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60)),
                ('title', models.CharField(max_length=500)),
                ('issued_on', models.DateField()),
                ('issuer', models.CharField(max_length=200)),
                ('report_cycle', models.JSONField(default=list)),
                ('runs_to_year', models.PositiveIntegerField(default=2030)),
                ('revision', models.PositiveBigIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('number', 'issued_on'), name='plans_plan_number_once')],
            },
        ),
        migrations.AddField(
            model_name='period',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='periods', to='plans.plan'),
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('DRAFT', 'dự thảo'), ('ISSUED', 'đã ban hành')], default='DRAFT', max_length=20)),
                ('title', models.CharField(max_length=500)),
                ('number', models.CharField(blank=True, max_length=60)),
                ('signer_title', models.CharField(blank=True, max_length=150)),
                ('signer_name', models.CharField(blank=True, max_length=150)),
                ('issued_on', models.DateField(blank=True, null=True)),
                ('frozen', models.JSONField(blank=True, null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('made_at', models.DateTimeField()),
                ('pdf', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.storedfile')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='plans.period')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='plans.plan')),
                ('word', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='ReportParagraph',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('heading', models.CharField(blank=True, max_length=300)),
                ('text', models.TextField(blank=True)),
                ('order', models.PositiveIntegerField()),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paragraphs', to='plans.report')),
            ],
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20)),
                ('title', models.TextField()),
                ('order', models.PositiveIntegerField()),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sections', to='plans.plan')),
            ],
        ),
        migrations.CreateModel(
            name='StagedAnnex',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filename', models.CharField(max_length=255)),
                ('staged_at', models.DateTimeField()),
                ('staged_by', models.BigIntegerField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.storedfile')),
                ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.plan')),
            ],
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('DRAFT', 'đang soạn'), ('FILED', 'chờ đơn vị duyệt'), ('SENT_BACK', 'đơn vị trả lại'), ('SIGNED_OFF', 'chờ tiếp nhận'), ('RETURNED', 'bị trả lại'), ('ACCEPTED', 'đã tiếp nhận')], default='DRAFT', max_length=20)),
                ('text', models.TextField(blank=True)),
                ('difficulties', models.TextField(blank=True)),
                ('proposals', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('text_version', models.PositiveIntegerField(default=1)),
                ('text_session', models.CharField(blank=True, max_length=64)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.BigIntegerField()),
                ('changed_by_name', models.CharField(max_length=200)),
                ('duty', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='submission', to='plans.duty')),
            ],
        ),
        migrations.CreateModel(
            name='MediaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('NEWS', 'tin, bài'), ('FEATURE', 'phóng sự'), ('RADIO', 'phát thanh'), ('TELEVISION', 'truyền hình'), ('LOUDSPEAKER', 'truyền thanh cơ sở'), ('ONLINE', 'trang thông tin, mạng xã hội')], max_length=20)),
                ('title', models.CharField(max_length=300)),
                ('outlet', models.CharField(max_length=200)),
                ('published_on', models.DateField()),
                ('link', models.URLField(blank=True, max_length=500)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='media_items', to='plans.submission')),
            ],
        ),
        migrations.CreateModel(
            name='IssuedDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60)),
                ('issued_on', models.DateField()),
                ('kind', models.CharField(max_length=60)),
                ('issuing_body', models.CharField(max_length=200)),
                ('signer', models.CharField(blank=True, max_length=150)),
                ('abstract', models.TextField()),
                ('filename', models.CharField(blank=True, max_length=255)),
                ('search_text', models.TextField(editable=False)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.storedfile')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='plans.submission')),
            ],
        ),
        migrations.CreateModel(
            name='IndicatorValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.DecimalField(decimal_places=4, max_digits=24)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='values', to='plans.indicator')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='values', to='plans.submission')),
            ],
        ),
        migrations.CreateModel(
            name='Briefing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('BRIEFING', 'hội nghị, phổ biến, quán triệt'), ('TRAINING', 'tập huấn, bồi dưỡng')], max_length=20)),
                ('topic', models.CharField(max_length=300)),
                ('held_on', models.DateField()),
                ('place', models.CharField(blank=True, max_length=200)),
                ('audience', models.CharField(max_length=300)),
                ('attendees_count', models.PositiveIntegerField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='briefings', to='plans.submission')),
            ],
        ),
        migrations.CreateModel(
            name='SubmissionEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('FILED', 'trình duyệt'), ('SENT_BACK', 'đơn vị trả lại'), ('SIGNED_OFF', 'đơn vị ký duyệt'), ('RETURNED', 'điều phối trả lại'), ('ACCEPTED', 'tiếp nhận'), ('WITHDRAWN', 'rút lại để sửa')], max_length=20)),
                ('at', models.DateTimeField()),
                ('book_date', models.DateField()),
                ('by', models.BigIntegerField()),
                ('by_name', models.CharField(max_length=200)),
                ('by_role', models.CharField(max_length=30)),
                ('reason', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField()),
                ('content', models.JSONField(null=True)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='plans.submission')),
            ],
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('content', models.TextField()),
                ('heading', models.TextField(blank=True)),
                ('extras', models.JSONField(default=dict)),
                ('product', models.TextField(blank=True)),
                ('lead_text', models.TextField(blank=True)),
                ('coordinating_text', models.TextField(blank=True)),
                ('time_text', models.TextField(blank=True)),
                ('time_kind', models.CharField(max_length=30)),
                ('time_due', models.DateField(blank=True, null=True)),
                ('source', models.JSONField(default=list)),
                ('order', models.PositiveIntegerField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='plans.plan')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='plans.section')),
            ],
        ),
        migrations.CreateModel(
            name='Phrase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('LEAD', 'chủ trì'), ('COORDINATING', 'phối hợp')], max_length=20)),
                ('text', models.CharField(max_length=300)),
                ('kind', models.CharField(choices=[('UNIT', 'đơn vị'), ('SET', 'tất cả đơn vị cùng loại'), ('CHOICE', 'do điều phối chọn'), ('UNKNOWN', 'chưa nhận ra')], max_length=20)),
                ('codes', models.JSONField(default=list)),
                ('order', models.PositiveIntegerField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='phrases', to='plans.task')),
            ],
        ),
        migrations.AddField(
            model_name='period',
            name='task',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='periods', to='plans.task'),
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('LEAD', 'chủ trì'), ('COORDINATING', 'phối hợp')], max_length=20)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('phrase', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='plans.phrase')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='plans.task')),
            ],
        ),
        migrations.AddField(
            model_name='indicator',
            name='task',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='plans.task'),
        ),
        migrations.AddField(
            model_name='duty',
            name='task',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='plans.task'),
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.BigIntegerField()),
                ('changed_by_name', models.CharField(max_length=200)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='units.unit')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='plans.period')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='plans.task')),
            ],
        ),
        migrations.CreateModel(
            name='DutyDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('EXEMPTION', 'miễn thực hiện'), ('EXTENSION', 'gia hạn'), ('ADDITION', 'bổ sung sau khi mở kỳ')], max_length=20)),
                ('decided_by', models.CharField(max_length=200)),
                ('reason', models.TextField()),
                ('document', models.CharField(max_length=200)),
                ('old_due_on', models.DateField()),
                ('new_due_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.BigIntegerField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='plans.duty')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.storedfile')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('decided_by', ''), _negated=True)), name='plans_dutydecision_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'EXTENSION'), _negated=True), ('new_due_on__gt', models.F('old_due_on')), _connector='OR'), name='plans_dutydecision_extension_is_later')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120)),
                ('text', models.TextField()),
                ('link', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', 'read_at'], name='plans_notice_unread')],
                'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='plans_notice_once')],
            },
        ),
        migrations.CreateModel(
            name='AnnexReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filename', models.CharField(max_length=255)),
                ('digest', models.CharField(max_length=64)),
                ('reading', models.JSONField()),
                ('source_lines', models.JSONField(default=list)),
                ('read_at', models.DateTimeField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.storedfile')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='plans.plan')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'file'), name='plans_annexreading_file_once')],
            },
        ),
        migrations.CreateModel(
            name='ReminderDigest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('lines', models.JSONField()),
                ('made_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'day'), name='plans_reminderdigest_once_a_day')],
            },
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'DRAFT'), models.Q(models.Q(('number', ''), _negated=True), models.Q(('digest', ''), _negated=True), ('issued_on__isnull', False), ('pdf__isnull', False), ('word__isnull', False)), _connector='OR'), name='plans_report_issued_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='reportparagraph',
            constraint=models.UniqueConstraint(fields=('report', 'code'), name='plans_reportparagraph_once'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(fields=('plan', 'code'), name='plans_section_code_once'),
        ),
        migrations.AddIndex(
            model_name='submission',
            index=models.Index(fields=['state'], name='plans_submission_state'),
        ),
        migrations.AddIndex(
            model_name='issueddocument',
            index=models.Index(fields=['issued_on'], name='plans_document_issued'),
        ),
        migrations.AddConstraint(
            model_name='indicatorvalue',
            constraint=models.UniqueConstraint(fields=('submission', 'indicator'), name='plans_indicatorvalue_once'),
        ),
        migrations.AddConstraint(
            model_name='briefing',
            constraint=models.CheckConstraint(condition=models.Q(('attendees_count__gte', 1)), name='plans_briefing_somebody_came'),
        ),
        migrations.AddConstraint(
            model_name='submissionevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['RETURNED', 'SENT_BACK']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='plans_submissionevent_return_says_why'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.UniqueConstraint(fields=('plan', 'code'), name='plans_task_code_once'),
        ),
        migrations.AddConstraint(
            model_name='phrase',
            constraint=models.UniqueConstraint(fields=('task', 'role', 'text'), name='plans_phrase_once'),
        ),
        migrations.AddConstraint(
            model_name='period',
            constraint=models.UniqueConstraint(fields=('plan', 'code'), name='plans_period_code_once'),
        ),
        migrations.AddConstraint(
            model_name='period',
            constraint=models.CheckConstraint(condition=models.Q(('ends_before__gt', models.F('starts_on'))), name='plans_period_in_order'),
        ),
        migrations.AddConstraint(
            model_name='period',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('opens_on'))), name='plans_period_opens_before_due'),
        ),
        migrations.AddConstraint(
            model_name='period',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['DEADLINE', 'MILESTONE']), ('task__isnull', False)), models.Q(models.Q(('kind__in', ['DEADLINE', 'MILESTONE']), _negated=True), ('task', None)), _connector='OR'), name='plans_period_task_if_its_own'),
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(fields=['unit', 'role'], name='plans_party_unit'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.UniqueConstraint(fields=('phrase', 'unit'), name='plans_party_once'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['LEAD', 'COORDINATING'])), name='plans_party_role_known'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.UniqueConstraint(fields=('task', 'code'), name='plans_indicator_code_once'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('decimals__lte', 4)), name='plans_indicator_few_decimals'),
        ),
        migrations.AddIndex(
            model_name='duty',
            index=models.Index(fields=['unit', 'due_on'], name='plans_duty_unit_due'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.UniqueConstraint(fields=('task', 'unit', 'period'), name='plans_duty_once'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('original_due_on'))), name='plans_duty_due_not_brought_forward'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.UniqueConstraint(fields=('task', 'period', 'unit'), name='plans_contribution_once'),
        ),
    ]
