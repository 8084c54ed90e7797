
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='decision',
            name='signer',
            field=models.CharField(blank=True, max_length=200, verbose_name='người ký'),
        ),
        migrations.AddField(
            model_name='decision',
            name='signer_title',
            field=models.CharField(blank=True, max_length=100, verbose_name='chức vụ người ký'),
        ),
        migrations.AddField(
            model_name='listrow',
            name='escapes',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='listrow',
            name='household_key',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='listrow',
            name='identity_index',
            field=models.CharField(db_index=True, max_length=64, null=True),
        ),
        migrations.AddField(
            model_name='listrow',
            name='is_head',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='listrow',
            name='standing',
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AddField(
            model_name='officiallist',
            name='readings',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='officiallist',
            name='returned_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='officiallist',
            name='returned_by_name',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='officiallist',
            name='returned_reason',
            field=models.CharField(blank=True, max_length=1000, verbose_name='lý do trả lại'),
        ),
        migrations.AddField(
            model_name='officiallist',
            name='staged_by',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='officiallist',
            name='state',
            field=models.CharField(choices=[('STAGED', 'chờ ghép cột'), ('READING', 'đang đọc'), ('READ', 'đã đọc, chờ duyệt'), ('APPROVED', 'đã duyệt, đang ghi'), ('IN_FORCE', 'đã có hiệu lực'), ('RETURNED', 'bị trả lại'), ('DROPPED', 'đã bỏ')], default='STAGED', max_length=10, verbose_name='tình trạng'),
        ),
        migrations.AddIndex(
            model_name='listrow',
            index=models.Index(fields=['official_list', 'household_key'], name='people_listrow_household'),
        ),
    ]
