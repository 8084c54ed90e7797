
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0003_point_of_a_group'),
        ('lending', '0004_requests'),
    ]

    operations = [
        migrations.AddField(
            model_name='voucher',
            name='reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='lý do'),
        ),
        migrations.AddField(
            model_name='voucher',
            name='reverses',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='lending.voucher'),
        ),
        migrations.AddConstraint(
            model_name='voucher',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'REVERSAL'), ('reverses__isnull', False), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('kind', 'REVERSAL'), _negated=True), ('reverses', None)), _connector='OR'), name='lending_voucher_reversal_says_why'),
        ),
    ]
