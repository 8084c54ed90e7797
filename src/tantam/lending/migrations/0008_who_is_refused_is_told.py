"""Lists of which the bank lends to nobody wait for their notice, which has neither day nor place."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lending', '0007_what_turns_by_office'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='requeststep',
            name='lending_requeststep_notice_has_day',
        ),
        migrations.AlterField(
            model_name='requestlist',
            name='state',
            field=models.CharField(choices=[('WRITTEN', 'đã lập'), ('VOTED', 'đã bình xét'), ('CONFIRMED', 'xã đã xác nhận'), ('RETURNED', 'bị trả lại'), ('CHECKED', 'đã kiểm tra'), ('DECIDED', 'đã phê duyệt'), ('REFUSED', 'không hộ nào được duyệt'), ('NOTIFIED', 'đã thông báo'), ('CLOSED', 'không còn hộ nào')], default='WRITTEN', max_length=10, verbose_name='tình trạng'),
        ),
        migrations.AddConstraint(
            model_name='requeststep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'NOTIFIED'), _negated=True), ('session_on__isnull', False), ('place', ''), _connector='OR'), name='lending_requeststep_notice_has_day'),
        ),
    ]
