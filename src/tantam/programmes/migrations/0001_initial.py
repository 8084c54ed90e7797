
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('base', '0001_initial'),
        ('people', '0001_initial'),
        ('units', '0002_villages_and_areas'),
    ]

    operations = [
        migrations.CreateModel(
            name='EligibilityDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.CharField(max_length=60)),
                ('as_of', models.DateField()),
                ('known_at', models.DateTimeField()),
                ('law_digest', models.CharField(max_length=64)),
                ('inputs_sealed', models.BinaryField()),
                ('inputs_digest', models.CharField(max_length=64)),
                ('outcome', models.CharField(max_length=10)),
                ('reasons', models.JSONField()),
                ('cap_left_vnd', models.BigIntegerField(null=True)),
                ('decided_at', models.DateTimeField()),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.household')),
            ],
        ),
        migrations.CreateModel(
            name='Reform',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('purpose', models.TextField(blank=True)),
                ('overlay', models.TextField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('written_by_name', models.CharField(max_length=200)),
                ('written_at', models.DateTimeField()),
                ('earlier', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='later', to='programmes.reform')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reforms', to='units.unit')),
            ],
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of', models.DateField()),
                ('known_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('MAKING', 'Making'), ('MADE', 'Made'), ('FAILED', 'Failed')], default='MAKING', max_length=10)),
                ('households', models.PositiveIntegerField(default=0)),
                ('households_done', models.PositiveIntegerField(default=0)),
                ('content_sha256', models.CharField(blank=True, max_length=64)),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='ReformRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('law_digest', models.CharField(max_length=64)),
                ('assumptions', models.JSONField()),
                ('result', models.JSONField()),
                ('result_digest', models.CharField(max_length=64)),
                ('run_by_name', models.CharField(max_length=200)),
                ('run_at', models.DateTimeField()),
                ('reform', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='programmes.reform')),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='programmes.snapshot')),
            ],
        ),
    ]
