
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0002_one_group_a_person'),
        ('units', '0003_transaction_points'),
    ]

    operations = [
        migrations.AddField(
            model_name='group',
            name='point',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='units.transactionpoint'),
        ),
    ]
