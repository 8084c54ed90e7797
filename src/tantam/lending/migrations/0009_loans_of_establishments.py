
import django.db.models.deletion
import tantam.core.law.lending_steps
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0003_point_of_a_group'),
        ('lending', '0008_who_is_refused_is_told'),
        ('people', '0003_establishments'),
        ('units', '0003_transaction_points'),
    ]

    operations = [
        migrations.CreateModel(
            name='RequestSecurity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('what', models.CharField(max_length=300, verbose_name='tài sản bảo đảm')),
                ('owner', models.CharField(blank=True, max_length=200, verbose_name='chủ sở hữu')),
                ('value_vnd', models.BigIntegerField(verbose_name='giá trị')),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='requestlist',
            name='lending_list_of_a_group',
        ),
        migrations.AddField(
            model_name='loan',
            name='establishment',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='people.establishment'),
        ),
        migrations.AddField(
            model_name='loanrequest',
            name='establishment',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='people.establishment'),
        ),
        migrations.AddField(
            model_name='loanrequest',
            name='facts',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='loanrequest',
            name='facts_ground',
            field=models.CharField(blank=True, max_length=300, verbose_name='căn cứ'),
        ),
        migrations.AlterField(
            model_name='loan',
            name='borrower',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='people.person'),
        ),
        migrations.AlterField(
            model_name='loan',
            name='household',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='people.household'),
        ),
        migrations.AlterField(
            model_name='loanrequest',
            name='borrower',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AlterField(
            model_name='loanrequest',
            name='household',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.household'),
        ),
        migrations.AlterField(
            model_name='requestlist',
            name='path',
            field=models.CharField(choices=[('GROUP', 'GROUP'), ('DIRECT', 'DIRECT'), ('ESTABLISHMENT', 'ESTABLISHMENT')], max_length=15),
        ),
        migrations.AlterField(
            model_name='requestlist',
            name='state',
            field=models.CharField(choices=[('WRITTEN', 'đã lập'), ('VOTED', 'đã bình xét'), ('CONFIRMED', 'xã đã xác nhận'), ('RETURNED', 'bị trả lại'), ('CHECKED', 'đã kiểm tra'), ('DECIDED', 'đã phê duyệt'), ('REFUSED', 'không hộ nào được duyệt'), ('NOTIFIED', 'đã thông báo'), ('CLOSED', 'không còn đề nghị nào')], default='WRITTEN', max_length=10, verbose_name='tình trạng'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('borrower__isnull', False), ('establishment', None), ('household__isnull', False)), models.Q(('borrower', None), ('establishment__isnull', False), ('household', None)), _connector='OR'), name='lending_loan_one_borrower'),
        ),
        migrations.AddConstraint(
            model_name='loanrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('establishment__isnull', False), ('state', 'OPEN')), fields=('establishment', 'programme'), name='lending_request_one_open_of_establishment'),
        ),
        migrations.AddConstraint(
            model_name='loanrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('borrower__isnull', False), ('establishment', None), ('household__isnull', False)), models.Q(('borrower', None), ('establishment__isnull', False), ('household', None)), _connector='OR'), name='lending_request_one_borrower'),
        ),
        migrations.AddConstraint(
            model_name='requestlist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('group__isnull', False), ('path', tantam.core.law.lending_steps.Path['GROUP'])), models.Q(models.Q(('path', tantam.core.law.lending_steps.Path['GROUP']), _negated=True), ('group', None)), _connector='OR'), name='lending_list_of_a_group'),
        ),
        migrations.AddField(
            model_name='requestsecurity',
            name='request',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='securities', to='lending.loanrequest'),
        ),
        migrations.AddConstraint(
            model_name='requestsecurity',
            constraint=models.UniqueConstraint(fields=('request', 'order'), name='lending_requestsecurity_once'),
        ),
        migrations.AddConstraint(
            model_name='requestsecurity',
            constraint=models.CheckConstraint(condition=models.Q(('value_vnd__gt', 0)), name='lending_requestsecurity_positive'),
        ),
    ]
