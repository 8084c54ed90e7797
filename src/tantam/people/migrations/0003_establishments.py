
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_lists_returned_and_found'),
        ('units', '0003_transaction_points'),
    ]

    operations = [
        migrations.CreateModel(
            name='Establishment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=30, unique=True, verbose_name='mã cơ sở')),
                ('kind', models.CharField(choices=[('ENTERPRISE', 'doanh nghiệp nhỏ và vừa'), ('COOPERATIVE', 'hợp tác xã'), ('COOPERATIVE_UNION', 'liên hiệp hợp tác xã'), ('COOPERATIVE_GROUP', 'tổ hợp tác'), ('BUSINESS_HOUSEHOLD', 'hộ kinh doanh')], max_length=20, verbose_name='loại hình')),
                ('name', models.CharField(max_length=200, verbose_name='tên cơ sở')),
                ('name_folded', models.CharField(db_index=True, max_length=200)),
                ('registration', models.CharField(max_length=20, null=True, unique=True, verbose_name='mã số doanh nghiệp hoặc số đăng ký')),
                ('address', models.CharField(max_length=200, verbose_name='địa chỉ')),
                ('closed_on', models.DateField(null=True, verbose_name='ngày ngừng hoạt động')),
                ('closed_because', models.CharField(blank=True, max_length=300, verbose_name='lý do ngừng hoạt động')),
                ('recorded_by', models.BigIntegerField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='establishments', to='units.commune')),
            ],
        ),
        migrations.CreateModel(
            name='Representative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='họ và tên người đại diện')),
                ('position', models.CharField(blank=True, max_length=100, verbose_name='chức danh')),
                ('starts_on', models.DateField(verbose_name='từ ngày')),
                ('ends_before', models.DateField(null=True, verbose_name='đến trước ngày')),
                ('recorded_by', models.BigIntegerField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('establishment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='representatives', to='people.establishment')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='represents', to='people.person')),
            ],
        ),
        migrations.AddIndex(
            model_name='establishment',
            index=models.Index(fields=['commune', 'code'], name='people_establishment_commune'),
        ),
        migrations.AddConstraint(
            model_name='establishment',
            constraint=models.CheckConstraint(condition=models.Q(('registration', ''), _negated=True), name='people_establishment_registered'),
        ),
        migrations.AddConstraint(
            model_name='establishment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_because', ''), ('closed_on', None)), models.Q(('closed_on__isnull', False), models.Q(('closed_because', ''), _negated=True)), _connector='OR'), name='people_establishment_closed_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='representative',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), ('person__isnull', False)), models.Q(('person', None), models.Q(('name', ''), _negated=True)), _connector='OR'), name='people_representative_one_form'),
        ),
        migrations.AddConstraint(
            model_name='representative',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_before', None)), fields=('establishment',), name='people_representative_one_now'),
        ),
        migrations.AddConstraint(
            model_name='representative',
            constraint=models.CheckConstraint(condition=models.Q(('ends_before', None), ('ends_before__gt', models.F('starts_on')), _connector='OR'), name='people_representative_in_order'),
        ),
    ]
