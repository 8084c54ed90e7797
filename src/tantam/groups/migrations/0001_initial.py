
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0002_lists_returned_and_found'),
        ('units', '0002_villages_and_areas'),
    ]

    operations = [
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='mã Tổ')),
                ('name', models.CharField(blank=True, max_length=100, verbose_name='tên Tổ')),
                ('name_folded', models.CharField(blank=True, editable=False, max_length=100)),
                ('organisation', models.CharField(choices=[('FARMERS', 'Hội Nông dân'), ('WOMEN', 'Hội Liên hiệp Phụ nữ'), ('VETERANS', 'Hội Cựu chiến binh'), ('YOUTH', 'Đoàn Thanh niên')], max_length=10, verbose_name='tổ chức nhận ủy thác')),
                ('state', models.CharField(choices=[('FORMING', 'đang thành lập'), ('WAITING', 'chờ xã phê duyệt'), ('ACTIVE', 'đang hoạt động'), ('DISSOLVED', 'đã giải thể')], default='FORMING', max_length=10, verbose_name='tình trạng')),
                ('formed_on', models.DateField(verbose_name='ngày thành lập')),
                ('recorded_at', models.DateTimeField()),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.commune')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.village')),
            ],
            options={
                'verbose_name': 'Tổ tiết kiệm và vay vốn',
                'verbose_name_plural': 'Tổ tiết kiệm và vay vốn',
            },
        ),
        migrations.CreateModel(
            name='Convention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('monthly_savings_vnd', models.BigIntegerField()),
                ('meeting_day', models.PositiveSmallIntegerField()),
                ('text', models.TextField(blank=True)),
                ('starts_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conventions', to='groups.group')),
            ],
        ),
        migrations.CreateModel(
            name='Contract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ENTRUSTMENT', 'hợp đồng ủy thác'), ('AUTHORISATION', 'hợp đồng ủy nhiệm (11/TD)')], max_length=15)),
                ('organisation', models.CharField(choices=[('FARMERS', 'Hội Nông dân'), ('WOMEN', 'Hội Liên hiệp Phụ nữ'), ('VETERANS', 'Hội Cựu chiến binh'), ('YOUTH', 'Đoàn Thanh niên')], max_length=10)),
                ('number', models.CharField(max_length=40, verbose_name='số hợp đồng')),
                ('signed_on', models.DateField()),
                ('starts_on', models.DateField()),
                ('ends_before', models.DateField(null=True)),
                ('recorded_at', models.DateTimeField()),
                ('end_recorded_at', models.DateTimeField(null=True)),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.commune')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='groups.group')),
            ],
        ),
        migrations.CreateModel(
            name='BoardSeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('HEAD', 'tổ trưởng'), ('DEPUTY', 'tổ phó'), ('THIRD', 'ủy viên')], max_length=10)),
                ('starts_on', models.DateField()),
                ('ends_before', models.DateField(null=True)),
                ('recorded_at', models.DateTimeField()),
                ('end_recorded_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='groups.group')),
            ],
        ),
        migrations.CreateModel(
            name='GroupStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('FORMED', 'thành lập'), ('ASKED', 'trình xã phê duyệt'), ('APPROVED', 'xã phê duyệt'), ('RETURNED', 'xã trả lại'), ('DISSOLVED', 'giải thể')], max_length=10)),
                ('on', models.DateField()),
                ('number', models.CharField(blank=True, max_length=40, verbose_name='số, ký hiệu văn bản')),
                ('signer', models.CharField(blank=True, max_length=200, verbose_name='người ký')),
                ('reason', models.CharField(blank=True, max_length=1000, verbose_name='lý do')),
                ('by_id', models.BigIntegerField()),
                ('by_name', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='groups.group')),
            ],
        ),
        migrations.CreateModel(
            name='GroupTransfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_organisation', models.CharField(choices=[('FARMERS', 'Hội Nông dân'), ('WOMEN', 'Hội Liên hiệp Phụ nữ'), ('VETERANS', 'Hội Cựu chiến binh'), ('YOUTH', 'Đoàn Thanh niên')], max_length=10)),
                ('to_organisation', models.CharField(choices=[('FARMERS', 'Hội Nông dân'), ('WOMEN', 'Hội Liên hiệp Phụ nữ'), ('VETERANS', 'Hội Cựu chiến binh'), ('YOUTH', 'Đoàn Thanh niên')], max_length=10)),
                ('number', models.CharField(max_length=40, verbose_name='số, ký hiệu văn bản')),
                ('signed_on', models.DateField()),
                ('starts_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='groups.group')),
            ],
        ),
        migrations.CreateModel(
            name='KinDeclaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kin', models.CharField(choices=[('SPOUSE', 'SPOUSE'), ('PARENT_CHILD', 'PARENT_CHILD'), ('SIBLING', 'SIBLING'), ('OTHER', 'OTHER'), ('NONE', 'NONE')], max_length=20)),
                ('declared_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='kin_declarations', to='groups.group')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ESTABLISHMENT', 'họp thành lập Tổ (10A/TD)'), ('MEMBERS', 'họp thay đổi tổ viên (10B/TD)'), ('LENDING', 'họp bình xét cho vay (10C/TD)'), ('ORDINARY', 'họp thường kỳ')], max_length=15)),
                ('held_on', models.DateField()),
                ('place', models.CharField(blank=True, max_length=200)),
                ('members_count', models.PositiveSmallIntegerField()),
                ('village_head', models.CharField(blank=True, max_length=150)),
                ('officer', models.CharField(blank=True, max_length=150)),
                ('text', models.TextField(blank=True)),
                ('by_name', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='groups.group')),
                ('secretary', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='GroupMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_before', models.DateField(null=True)),
                ('reason_left', models.CharField(blank=True, choices=[('LEFT', 'xin ra khỏi Tổ'), ('MOVED_GROUP', 'chuyển sang Tổ khác'), ('MOVED_AWAY', 'chuyển nơi cư trú'), ('DIED', 'qua đời, không còn người trong hộ'), ('EXCLUDED', 'Tổ đưa ra khỏi Tổ'), ('DISSOLVED', 'Tổ giải thể')], max_length=20)),
                ('recorded_at', models.DateTimeField()),
                ('end_recorded_at', models.DateTimeField(null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='groups.group')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.household')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('joined_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joined', to='groups.meeting')),
                ('left_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='left', to='groups.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='groups.groupmember')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='groups.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('matter', models.CharField(max_length=300)),
                ('amount_vnd', models.BigIntegerField(null=True)),
                ('term_months', models.PositiveSmallIntegerField(null=True)),
                ('in_favour', models.PositiveSmallIntegerField()),
                ('against', models.PositiveSmallIntegerField()),
                ('abstained', models.PositiveSmallIntegerField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='groups.meeting')),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='groups.groupmember')),
            ],
        ),
        migrations.CreateModel(
            name='ContractRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('FEE', 'phí ủy thác'), ('COMMISSION', 'hoa hồng trên lãi thu được'), ('SAVINGS_COMMISSION', 'hoa hồng trên tiền gửi')], max_length=20)),
                ('ppm_month', models.PositiveIntegerField()),
                ('document', models.CharField(max_length=200, verbose_name='căn cứ')),
                ('starts_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rates', to='groups.contract')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ppm_month__lte', 100000)), name='groups_contractrate_within_limit')],
            },
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(fields=['commune', 'state', 'code'], name='groups_group_commune'),
        ),
        migrations.AddConstraint(
            model_name='convention',
            constraint=models.CheckConstraint(condition=models.Q(('monthly_savings_vnd__gte', 0)), name='groups_convention_savings'),
        ),
        migrations.AddConstraint(
            model_name='convention',
            constraint=models.CheckConstraint(condition=models.Q(('meeting_day__gte', 1), ('meeting_day__lte', 31)), name='groups_convention_meeting_day'),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('group', None), ('kind', 'ENTRUSTMENT')), models.Q(('group__isnull', False), ('kind', 'AUTHORISATION')), _connector='OR'), name='groups_contract_with_whom'),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_before', None), ('kind', 'ENTRUSTMENT')), fields=('organisation', 'commune'), name='groups_contract_one_entrustment'),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_before', None), ('kind', 'AUTHORISATION')), fields=('group',), name='groups_contract_one_authorisation'),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.UniqueConstraint(fields=('office', 'kind', 'number', 'signed_on'), name='groups_contract_number'),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.CheckConstraint(condition=models.Q(('ends_before', None), ('ends_before__gte', models.F('starts_on')), _connector='OR'), name='groups_contract_in_order'),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end_recorded_at', None), ('ends_before', None)), models.Q(('end_recorded_at__isnull', False), ('ends_before__isnull', False)), _connector='OR'), name='groups_contract_end_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='boardseat',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_before', None)), fields=('group', 'role'), name='groups_boardseat_one_a_role'),
        ),
        migrations.AddConstraint(
            model_name='boardseat',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_before', None)), fields=('group', 'person'), name='groups_boardseat_one_a_person'),
        ),
        migrations.AddConstraint(
            model_name='boardseat',
            constraint=models.CheckConstraint(condition=models.Q(('ends_before', None), ('ends_before__gte', models.F('starts_on')), _connector='OR'), name='groups_boardseat_in_order'),
        ),
        migrations.AddConstraint(
            model_name='boardseat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end_recorded_at', None), ('ends_before', None)), models.Q(('end_recorded_at__isnull', False), ('ends_before__isnull', False)), _connector='OR'), name='groups_boardseat_end_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='groupstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'APPROVED'), _negated=True), models.Q(('number', ''), _negated=True), _connector='OR'), name='groups_groupstep_approval_has_number'),
        ),
        migrations.AddConstraint(
            model_name='groupstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'RETURNED'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='groups_groupstep_return_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='grouptransfer',
            constraint=models.CheckConstraint(condition=models.Q(('from_organisation', models.F('to_organisation')), _negated=True), name='groups_grouptransfer_two'),
        ),
        migrations.AddConstraint(
            model_name='kindeclaration',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='groups_kindeclaration_one_order'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['group', 'held_on'], name='groups_meeting_held'),
        ),
        migrations.AddConstraint(
            model_name='groupmember',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_before', None)), fields=('household',), name='groups_groupmember_one_group'),
        ),
        migrations.AddConstraint(
            model_name='groupmember',
            constraint=models.CheckConstraint(condition=models.Q(('ends_before', None), ('ends_before__gt', models.F('starts_on')), _connector='OR'), name='groups_groupmember_in_order'),
        ),
        migrations.AddConstraint(
            model_name='groupmember',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end_recorded_at', None), ('ends_before', None), ('reason_left', '')), models.Q(('end_recorded_at__isnull', False), ('ends_before__isnull', False), models.Q(('reason_left', ''), _negated=True)), _connector='OR'), name='groups_groupmember_end_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('meeting', 'member'), name='groups_attendance_once'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.UniqueConstraint(fields=('meeting', 'order'), name='groups_vote_order'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(('amount_vnd', None), ('amount_vnd__gt', 0), _connector='OR'), name='groups_vote_positive'),
        ),
    ]
