
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('base', '0001_initial'),
        ('plans', '0001_initial'),
        ('programmes', '0001_initial'),
        ('units', '0002_villages_and_areas'),
    ]

    operations = [
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('TO_TRINH', 'Tờ trình'), ('BAO_CAO', 'Báo cáo đề xuất')], max_length=20)),
                ('title', models.CharField(max_length=500)),
                ('addressee', models.CharField(max_length=300)),
                ('state', models.CharField(choices=[('WRITING', 'đang soạn'), ('CONSULTING', 'đang lấy ý kiến'), ('FINAL', 'chờ đăng ký'), ('REGISTERED', 'đã đăng ký')], default='WRITING', max_length=20)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('opened_at', models.DateTimeField()),
                ('opened_by_name', models.CharField(max_length=200)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('finished_by', models.BigIntegerField(blank=True, null=True)),
                ('finished_by_name', models.CharField(blank=True, max_length=200)),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='plans.task')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='units.unit')),
            ],
        ),
        migrations.CreateModel(
            name='DossierEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField()),
                ('added_at', models.DateTimeField()),
                ('added_by_name', models.CharField(max_length=200)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='plans.dossier')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.reformrun')),
            ],
        ),
        migrations.CreateModel(
            name='DossierIssue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60)),
                ('signed_on', models.DateField()),
                ('signer_title', models.CharField(max_length=150)),
                ('signer_name', models.CharField(max_length=150)),
                ('frozen', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('registered_at', models.DateTimeField()),
                ('registered_by', models.BigIntegerField()),
                ('registered_by_name', models.CharField(max_length=200)),
                ('document', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dossier_issue', to='plans.issueddocument')),
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='issue', to='plans.dossier')),
                ('pdf', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.storedfile')),
                ('word', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='DossierPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(choices=[('PROBLEM', 'Vấn đề'), ('LAW', 'Pháp luật hiện hành'), ('EVIDENCE', 'Bằng chứng'), ('PROPOSAL', 'Đề xuất'), ('IMPLEMENTATION', 'Tổ chức thực hiện')], max_length=20)),
                ('text', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=0)),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('edited_by', models.BigIntegerField(blank=True, null=True)),
                ('edited_by_name', models.CharField(blank=True, max_length=200)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='plans.dossier')),
            ],
        ),
        migrations.CreateModel(
            name='LawCitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.CharField(max_length=200)),
                ('term', models.CharField(max_length=200)),
                ('value', models.CharField(max_length=500)),
                ('document', models.CharField(max_length=200)),
                ('year', models.PositiveSmallIntegerField()),
                ('article', models.CharField(max_length=100)),
                ('as_of', models.DateField()),
                ('cited_at', models.DateTimeField()),
                ('cited_by_name', models.CharField(max_length=200)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='plans.dossier')),
            ],
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_on', models.DateField()),
                ('due_on', models.DateField()),
                ('asked_by_name', models.CharField(max_length=200)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='plans.dossier')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
        ),
        migrations.CreateModel(
            name='OpinionAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stance', models.CharField(choices=[('AGREE', 'nhất trí'), ('AGREE_WITH_CHANGES', 'nhất trí, có góp ý'), ('DISAGREE', 'không nhất trí')], max_length=20)),
                ('text', models.TextField(blank=True)),
                ('filename', models.CharField(blank=True, max_length=255)),
                ('revision', models.PositiveIntegerField()),
                ('answered_on', models.DateField()),
                ('answered_at', models.DateTimeField()),
                ('answered_by', models.BigIntegerField()),
                ('answered_by_name', models.CharField(max_length=200)),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.storedfile')),
                ('opinion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='plans.opinion')),
            ],
        ),
        migrations.CreateModel(
            name='OpinionSettlement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('ACCEPTED', 'tiếp thu'), ('PARTLY', 'tiếp thu một phần'), ('EXPLAINED', 'giải trình')], max_length=20)),
                ('words', models.TextField()),
                ('settled_at', models.DateTimeField()),
                ('settled_by_name', models.CharField(max_length=200)),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='settlements', to='plans.opinionanswer')),
            ],
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['unit', 'state'], name='plans_dossier_unit_state'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['WRITING', 'CONSULTING']), ('finished_at__isnull', False), _connector='OR'), name='plans_dossier_finished_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('addressee', ''), _negated=True)), name='plans_dossier_says_what_and_to_whom'),
        ),
        migrations.AddConstraint(
            model_name='dossierevidence',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('dossier', 'run'), name='plans_dossierevidence_run_once'),
        ),
        migrations.AddConstraint(
            model_name='dossierpart',
            constraint=models.UniqueConstraint(fields=('dossier', 'code'), name='plans_dossierpart_once'),
        ),
        migrations.AddConstraint(
            model_name='lawcitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('value', ''), _negated=True), models.Q(('document', ''), _negated=True), models.Q(('article', ''), _negated=True), ('year__gte', 1945)), name='plans_lawcitation_says_where'),
        ),
        migrations.AddIndex(
            model_name='opinion',
            index=models.Index(fields=['unit', 'due_on'], name='plans_opinion_unit_due'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.UniqueConstraint(fields=('dossier', 'unit'), name='plans_opinion_once'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('asked_on'))), name='plans_opinion_has_time'),
        ),
        migrations.AddConstraint(
            model_name='opinionanswer',
            constraint=models.CheckConstraint(condition=models.Q(('stance', 'AGREE'), models.Q(('text', ''), _negated=True), _connector='OR'), name='plans_opinionanswer_says_what_to_change'),
        ),
        migrations.AddConstraint(
            model_name='opinionsettlement',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='plans_opinionsettlement_says_how'),
        ),
    ]
