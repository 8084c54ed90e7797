
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('base', '0001_initial'),
        ('units', '0002_villages_and_areas'),
    ]

    operations = [
        migrations.CreateModel(
            name='BankStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of', models.DateField(unique=True)),
                ('source', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('headers_digest', models.CharField(max_length=64, unique=True)),
                ('columns', models.JSONField()),
                ('chosen_by_name', models.CharField(max_length=200)),
                ('chosen_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, verbose_name='số')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('signed_on', models.DateField(verbose_name='ngày ký')),
                ('issuer', models.CharField(max_length=200, verbose_name='cơ quan ban hành')),
                ('title', models.CharField(max_length=300, verbose_name='trích yếu')),
                ('commune', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='units.commune')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='Household',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=30, unique=True, verbose_name='mã hộ')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='địa chỉ')),
                ('recorded_at', models.DateTimeField()),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='households', to='units.commune')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='people.household')),
                ('village', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='households', to='units.village')),
            ],
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('value', models.JSONField(null=True)),
                ('value_sealed', models.BinaryField(null=True)),
                ('starts_on', models.DateField(verbose_name='từ ngày')),
                ('ends_before', models.DateField(blank=True, null=True, verbose_name='đến trước ngày')),
                ('source', models.CharField(max_length=200, verbose_name='căn cứ')),
                ('recorded_at', models.DateTimeField()),
                ('is_withdrawal', models.BooleanField(default=False)),
                ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='people.decision')),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='people.fact')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='people.household')),
            ],
        ),
        migrations.CreateModel(
            name='BankBalance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.CharField(max_length=60)),
                ('source', models.CharField(default='CENTRAL', max_length=10)),
                ('principal_vnd', models.BigIntegerField()),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='balances', to='people.bankstatement')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='balances', to='people.household')),
            ],
        ),
        migrations.CreateModel(
            name='OfficialList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('YEARLY', 'danh sách hằng năm'), ('ADDITIONS', 'bổ sung trong năm'), ('REMOVALS', 'đưa ra khỏi danh sách')], max_length=10, verbose_name='loại danh sách')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('effective_on', models.DateField(verbose_name='ngày có hiệu lực')),
                ('state', models.CharField(choices=[('STAGED', 'chờ ghép cột'), ('READING', 'đang đọc'), ('READ', 'đã đọc, chờ duyệt'), ('APPROVED', 'đã duyệt, đang ghi'), ('IN_FORCE', 'đã có hiệu lực'), ('DROPPED', 'đã bỏ')], default='STAGED', max_length=10, verbose_name='tình trạng')),
                ('content_sha256', models.CharField(max_length=64)),
                ('filename', models.CharField(max_length=200)),
                ('columns', models.JSONField(default=dict)),
                ('rows_total', models.PositiveIntegerField(default=0)),
                ('rows_read', models.PositiveIntegerField(default=0)),
                ('rows_written', models.PositiveIntegerField(default=0)),
                ('staged_by_name', models.CharField(max_length=200)),
                ('staged_at', models.DateTimeField()),
                ('approved_by_name', models.CharField(blank=True, max_length=200)),
                ('approved_at', models.DateTimeField(null=True)),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lists', to='units.commune')),
                ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lists', to='people.decision')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(max_length=150, verbose_name='họ và tên')),
                ('name_folded', models.CharField(db_index=True, max_length=150)),
                ('sex', models.CharField(choices=[('FEMALE', 'nữ'), ('MALE', 'nam'), ('UNKNOWN', 'chưa rõ')], default='UNKNOWN', max_length=10, verbose_name='giới tính')),
                ('birth_date', models.DateField(blank=True, null=True, verbose_name='ngày sinh')),
                ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='năm sinh')),
                ('identity_sealed', models.BinaryField(null=True)),
                ('identity_index', models.CharField(max_length=64, null=True, unique=True)),
                ('old_identity_sealed', models.BinaryField(null=True)),
                ('old_identity_index', models.CharField(db_index=True, max_length=64, null=True)),
                ('phone_sealed', models.BinaryField(null=True)),
                ('phone_index', models.CharField(db_index=True, max_length=64, null=True)),
                ('ethnicity_sealed', models.BinaryField(null=True)),
                ('recorded_at', models.DateTimeField()),
                ('erased_at', models.DateTimeField(null=True)),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moved', models.JSONField()),
                ('reason', models.CharField(max_length=300)),
                ('merged_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('merged', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relation', models.CharField(choices=[('HEAD', 'chủ hộ'), ('SPOUSE', 'vợ, chồng'), ('CHILD', 'con'), ('PARENT', 'cha, mẹ'), ('OTHER', 'quan hệ khác')], max_length=10, verbose_name='quan hệ với chủ hộ')),
                ('starts_on', models.DateField(verbose_name='từ ngày')),
                ('ends_before', models.DateField(blank=True, null=True, verbose_name='đến trước ngày')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='people.household')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='ListRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content_sealed', models.BinaryField()),
                ('fate', models.CharField(choices=[('TAKEN', 'nhận'), ('UNCHANGED', 'không đổi'), ('REFUSED', 'không nhận')], max_length=10)),
                ('reasons', models.JSONField(default=list)),
                ('household', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.household')),
                ('official_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='people.officiallist')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='DuplicatePair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reasons', models.JSONField()),
                ('per_mille', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('OPEN', 'Open'), ('DIFFERENT', 'Different'), ('MERGED', 'Merged')], default='OPEN', max_length=10)),
                ('found_at', models.DateTimeField()),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Status',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('POOR', 'hộ nghèo'), ('NEAR_POOR', 'hộ cận nghèo'), ('NEWLY_ESCAPED', 'hộ mới thoát nghèo'), ('AVERAGE_LIVING', 'hộ có mức sống trung bình'), ('MINORITY_IN_LISTED_AREA', 'đồng bào dân tộc thiểu số ở vùng khó khăn'), ('STUDENT', 'học sinh, sinh viên'), ('WORKER_GOING_ABROAD', 'lao động đi làm việc ở nước ngoài'), ('WORKER_WITH_PLAN', 'người lao động có phương án việc làm'), ('SEALED', 'diện được bảo mật'), ('RELEASED', 'người chấp hành xong án phạt tù'), ('REHABILITATED', 'người hoàn thành cai nghiện'), ('DISABLED', 'người khuyết tật')], max_length=30, verbose_name='diện')),
                ('kind_sealed', models.BinaryField(null=True)),
                ('starts_on', models.DateField(verbose_name='từ ngày')),
                ('ends_before', models.DateField(blank=True, null=True, verbose_name='đến trước ngày')),
                ('recorded_at', models.DateTimeField()),
                ('is_withdrawal', models.BooleanField(default=False)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statuses', to='people.decision')),
                ('household', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statuses', to='people.household')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statuses', to='people.person')),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='people.status')),
            ],
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(fields=('issuer', 'number', 'year'), name='people_decision_once'),
        ),
        migrations.AddIndex(
            model_name='household',
            index=models.Index(fields=['commune', 'code'], name='people_household_commune'),
        ),
        migrations.AddIndex(
            model_name='fact',
            index=models.Index(fields=['household', 'name'], name='people_fact_name'),
        ),
        migrations.AddConstraint(
            model_name='bankbalance',
            constraint=models.UniqueConstraint(fields=('statement', 'household', 'programme', 'source'), name='people_balance_once'),
        ),
        migrations.AddConstraint(
            model_name='bankbalance',
            constraint=models.CheckConstraint(condition=models.Q(('principal_vnd__gte', 0)), name='people_balance_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='officiallist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['APPROVED', 'IN_FORCE']), _negated=True), ('decision__isnull', False), _connector='OR'), name='people_list_decided'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('identity_index', None), ('identity_sealed', None)), models.Q(('identity_index__isnull', False), ('identity_sealed__isnull', False)), _connector='OR'), name='people_person_identity_found'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.UniqueConstraint(fields=('household', 'person', 'starts_on'), name='people_member_once'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_before', None)), fields=('person',), name='people_member_one_home'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('ends_before', None), ('ends_before__gt', models.F('starts_on')), _connector='OR'), name='people_member_in_order'),
        ),
        migrations.AddConstraint(
            model_name='listrow',
            constraint=models.UniqueConstraint(fields=('official_list', 'number'), name='people_listrow_once'),
        ),
        migrations.AddConstraint(
            model_name='duplicatepair',
            constraint=models.UniqueConstraint(fields=('first', 'second'), name='people_pair_once'),
        ),
        migrations.AddConstraint(
            model_name='duplicatepair',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='people_pair_in_order'),
        ),
        migrations.AddIndex(
            model_name='status',
            index=models.Index(fields=['kind', 'starts_on'], name='people_status_kind'),
        ),
        migrations.AddConstraint(
            model_name='status',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('household', None), ('person__isnull', False)), models.Q(('household__isnull', False), ('person', None)), _connector='OR'), name='people_status_one_subject'),
        ),
        migrations.AddConstraint(
            model_name='status',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'SEALED'), ('kind_sealed__isnull', False)), models.Q(models.Q(('kind', 'SEALED'), _negated=True), ('kind_sealed', None)), _connector='OR'), name='people_status_sealed'),
        ),
        migrations.AddConstraint(
            model_name='status',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['RELEASED', 'REHABILITATED', 'DISABLED']), _negated=True), name='people_status_sensitive_is_sealed'),
        ),
        migrations.AddConstraint(
            model_name='status',
            constraint=models.CheckConstraint(condition=models.Q(('ends_before', None), ('ends_before__gt', models.F('starts_on')), _connector='OR'), name='people_status_in_order'),
        ),
        migrations.AddConstraint(
            model_name='status',
            constraint=models.CheckConstraint(condition=models.Q(('is_withdrawal', False), ('replaces__isnull', False), _connector='OR'), name='people_status_withdraws_something'),
        ),
    ]
