
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('units', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Village',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='tên')),
                ('key', models.CharField(editable=False, max_length=120)),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='villages', to='units.commune')),
            ],
            options={
                'verbose_name': 'thôn, tổ dân phố',
                'verbose_name_plural': 'thôn, tổ dân phố',
            },
        ),
        migrations.CreateModel(
            name='AreaListing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ZONE_I', 'xã khu vực I'), ('ZONE_II', 'xã khu vực II'), ('ZONE_III', 'xã khu vực III'), ('EXTREMELY_HARD', 'thôn đặc biệt khó khăn'), ('HARDSHIP', 'vùng khó khăn'), ('NOT_LISTED', 'không thuộc danh sách')], max_length=20, verbose_name='loại')),
                ('starts_on', models.DateField(verbose_name='từ ngày')),
                ('ends_before', models.DateField(blank=True, null=True, verbose_name='đến trước ngày')),
                ('document', models.CharField(max_length=100, verbose_name='văn bản')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='area_listings', to='units.commune')),
                ('village', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='area_listings', to='units.village')),
            ],
            options={
                'verbose_name': 'xã, thôn thuộc vùng khó khăn',
                'verbose_name_plural': 'xã, thôn thuộc vùng khó khăn',
            },
        ),
        migrations.AddConstraint(
            model_name='village',
            constraint=models.UniqueConstraint(fields=('commune', 'key'), name='units_village_once'),
        ),
        migrations.AddConstraint(
            model_name='arealisting',
            constraint=models.CheckConstraint(condition=models.Q(('ends_before', None), ('ends_before__gt', models.F('starts_on')), _connector='OR'), name='units_arealisting_in_order'),
        ),
    ]
