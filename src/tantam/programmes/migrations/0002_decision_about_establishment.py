
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_establishments'),
        ('programmes', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='eligibilitydecision',
            name='establishment',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.establishment'),
        ),
        migrations.AlterField(
            model_name='eligibilitydecision',
            name='household',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.household'),
        ),
        migrations.AddConstraint(
            model_name='eligibilitydecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('establishment__isnull', False), ('household', None)), models.Q(('establishment', None), ('household__isnull', False)), _connector='OR'), name='programmes_decision_one_borrower'),
        ),
    ]
