
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('units', '0002_villages_and_areas'),
    ]

    operations = [
        migrations.CreateModel(
            name='TransactionPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='mã')),
                ('name', models.CharField(max_length=100, verbose_name='tên điểm giao dịch')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='nơi giao dịch')),
                ('visit_day', models.PositiveSmallIntegerField(verbose_name='ngày giao dịch hằng tháng')),
                ('starts_on', models.DateField(verbose_name='từ ngày')),
                ('ends_before', models.DateField(blank=True, null=True, verbose_name='đến trước ngày')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='points', to='units.commune', verbose_name='xã, phường, đặc khu')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='points', to='units.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'điểm giao dịch xã',
                'verbose_name_plural': 'điểm giao dịch xã',
                'constraints': [models.CheckConstraint(condition=models.Q(('visit_day__gte', 1), ('visit_day__lte', 31)), name='units_point_visit_day'), models.CheckConstraint(condition=models.Q(('ends_before', None), ('ends_before__gt', models.F('starts_on')), _connector='OR'), name='units_point_in_order')],
            },
        ),
    ]
