
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='transfer',
            name='kind',
            field=models.CharField(choices=[('DISBURSEMENT', 'giải ngân'), ('PRINCIPAL_REPAID', 'thu nợ gốc'), ('INTEREST_REPAID', 'thu lãi'), ('INTEREST_ACCRUED', 'dự thu lãi'), ('INTEREST_WITHDRAWN', 'thoái thu lãi'), ('MOVED_TO_OVERDUE', 'chuyển nợ quá hạn'), ('MOVED_TO_CURRENT', 'chuyển về nợ trong hạn'), ('FROZEN', 'khoanh nợ'), ('FREEZE_ENDED', 'hết thời hạn khoanh'), ('WRITTEN_OFF', 'xóa nợ'), ('RECOVERED', 'thu nợ đã xóa'), ('SURPLUS_HELD', 'giữ hộ tiền nộp thừa'), ('SURPLUS_RETURNED', 'trả tiền nộp thừa'), ('SAVINGS_IN', 'nhận tiền gửi'), ('SAVINGS_OUT', 'trả tiền gửi'), ('SAVINGS_INTEREST', 'trả lãi tiền gửi'), ('CAPITAL_IN', 'nhận vốn'), ('CAPITAL_OUT', 'trả vốn'), ('COMMISSION', 'hoa hồng'), ('ENTRUSTMENT_FEE', 'phí ủy thác'), ('CASH_MOVED', 'chuyển tiền mặt'), ('SESSION_SETTLED', 'quyết toán phiên giao dịch'), ('OPENING', 'chuyển số dư ban đầu'), ('MANUAL', 'bút toán tay'), ('CORRECTION', 'bút toán đảo')], max_length=20),
        ),
    ]
