
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AuditCheckpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('sequence', models.BigIntegerField()),
                ('root', models.CharField(max_length=64)),
                ('public_key', models.CharField(max_length=64)),
                ('signature', models.CharField(max_length=128)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('command', models.CharField(max_length=100)),
                ('digest', models.CharField(max_length=64)),
                ('result', models.JSONField(null=True)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('sequence', models.BigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('book_date', models.DateField()),
                ('actor_id', models.BigIntegerField()),
                ('actor_name', models.CharField(max_length=200)),
                ('actor_role', models.CharField(max_length=30)),
                ('unit_code', models.CharField(blank=True, max_length=40)),
                ('command', models.CharField(max_length=100)),
                ('request_key', models.CharField(max_length=200)),
                ('subject', models.CharField(blank=True, max_length=100)),
                ('details', models.JSONField()),
                ('previous_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64, unique=True)),
            ],
            options={
                'indexes': [models.Index(fields=['subject', 'sequence'], name='base_audit_subject'), models.Index(fields=['actor_id', 'sequence'], name='base_audit_actor')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sequence__gte', 1)), name='base_auditentry_counts_from_one')],
            },
        ),
        migrations.CreateModel(
            name='AuditHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.BigIntegerField(default=0)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='base_audithead_one_row')],
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('size_bytes', models.BigIntegerField()),
                ('media_type', models.CharField(max_length=100)),
                ('kept_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('size_bytes__gt', 0)), name='base_storedfile_not_empty')],
            },
        ),
    ]
