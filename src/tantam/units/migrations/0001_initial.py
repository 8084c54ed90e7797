
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Commune',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state_code', models.CharField(max_length=10, unique=True, verbose_name='mã số của Nhà nước')),
                ('name', models.CharField(max_length=100, verbose_name='tên')),
                ('form', models.CharField(choices=[('COMMUNE', 'xã'), ('WARD', 'phường'), ('SPECIAL_ZONE', 'đặc khu')], max_length=20, verbose_name='loại')),
                ('former_district', models.CharField(blank=True, max_length=100, verbose_name='huyện trước đây')),
            ],
            options={
                'verbose_name': 'xã, phường, đặc khu',
                'verbose_name_plural': 'xã, phường, đặc khu',
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='mã')),
                ('name', models.CharField(max_length=200, verbose_name='tên đầy đủ')),
                ('short_name', models.CharField(max_length=60, verbose_name='tên ngắn')),
                ('name_folded', models.CharField(editable=False, max_length=200)),
                ('kind', models.CharField(choices=[('PROVINCE_PC', 'Ủy ban nhân dân tỉnh'), ('DEPARTMENT', 'sở, ban, ngành'), ('POLICE', 'công an'), ('PRESS', 'cơ quan báo chí'), ('FRONT', 'Ủy ban Mặt trận Tổ quốc'), ('ORGANISATION', 'tổ chức chính trị - xã hội'), ('BANK_BRANCH', 'chi nhánh ngân hàng'), ('BANK_OFFICE', 'phòng giao dịch'), ('COMMUNE_PC', 'Ủy ban nhân dân cấp xã')], max_length=20, verbose_name='loại')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='thứ tự')),
                ('valid_from', models.DateField(verbose_name='từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến trước ngày')),
                ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='units', to='units.commune', verbose_name='xã, phường, đặc khu')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='units.unit', verbose_name='đơn vị cấp trên')),
            ],
            options={
                'verbose_name': 'đơn vị',
                'verbose_name_plural': 'đơn vị',
            },
        ),
        migrations.CreateModel(
            name='UnitName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=300, unique=True)),
                ('text', models.CharField(max_length=300, verbose_name='tên ghi trong văn bản')),
                ('kind', models.CharField(blank=True, choices=[('PROVINCE_PC', 'Ủy ban nhân dân tỉnh'), ('DEPARTMENT', 'sở, ban, ngành'), ('POLICE', 'công an'), ('PRESS', 'cơ quan báo chí'), ('FRONT', 'Ủy ban Mặt trận Tổ quốc'), ('ORGANISATION', 'tổ chức chính trị - xã hội'), ('BANK_BRANCH', 'chi nhánh ngân hàng'), ('BANK_OFFICE', 'phòng giao dịch'), ('COMMUNE_PC', 'Ủy ban nhân dân cấp xã')], max_length=20, verbose_name='mọi đơn vị thuộc loại')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='names', to='units.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'tên gọi của đơn vị',
                'verbose_name_plural': 'tên gọi của đơn vị',
            },
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='units_unit_valid_in_order'),
        ),
        migrations.AddConstraint(
            model_name='unitname',
            constraint=models.CheckConstraint(condition=models.Q(('unit', None), ('kind', ''), _connector='OR'), name='units_unitname_unit_or_kind'),
        ),
    ]
