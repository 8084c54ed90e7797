import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lending', '0006_what_a_close_looks_for'),
        ('units', '0003_transaction_points'),
    ]

    operations = [
        migrations.AddField(
            model_name='loanbalance',
            name='office',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.RunSQL(
            'UPDATE lending_loanbalance SET office_id = (SELECT office_id FROM lending_loan WHERE id = loan_id)',
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            model_name='loanbalance',
            name='office',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AlterField(
            model_name='loanbalance',
            name='next_turn_on',
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name='loanbalance',
            index=models.Index(condition=models.Q(('next_turn_on__isnull', False)), fields=['office', 'next_turn_on'], name='lending_balance_turns'),
        ),
        migrations.AlterField(
            model_name='loanevent',
            name='voucher',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='lending.voucher'),
        ),
        migrations.AddIndex(
            model_name='loanevent',
            index=models.Index(condition=models.Q(('voucher__isnull', False)), fields=['voucher'], name='lending_event_of_voucher'),
        ),
    ]
