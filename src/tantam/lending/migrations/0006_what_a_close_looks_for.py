
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lending', '0005_voucher_reversals'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='loanevent',
            index=models.Index(condition=models.Q(('voucher', None)), fields=['booked_on'], name='lending_event_at_office'),
        ),
        migrations.AddIndex(
            model_name='loanevent',
            index=models.Index(condition=models.Q(('kind', 'REVERSED')), fields=['booked_on'], name='lending_event_reversals'),
        ),
        migrations.AddIndex(
            model_name='savingsmove',
            index=models.Index(condition=models.Q(('voucher', None)), fields=['booked_on'], name='lending_savings_at_office'),
        ),
    ]
