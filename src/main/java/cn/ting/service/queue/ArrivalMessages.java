package cn.ting.service.queue;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What is said where somebody comes with an appointment, or with a number that may have been called; English in {@code messages/arrival_en.properties}. */
@MessageBundle("arrival")
public interface ArrivalMessages {

    @Message("预约　·　已预约签到")
    String appointments();

    @Message("M月d日")
    String appointmentDay();

    @Message("优先叫号")
    String first();

    @Message("{from} 的预约已签到，优先叫号")
    String appointmentFirst(String from);

    @Message("{from} 的预约已过签到时间，这是普通号，按取号先后叫")
    String appointmentLate(String from);

    @Message("{from} 的预约已签到；本机时钟未校准，是否优先由大厅核对")
    String appointmentUnsure(String from);

    @Message("还早，{from} 起可以签到")
    String early(String from);

    @Message("预约仍然有效，没有取号。到时间再来刷身份证或输入预约码。")
    String earlyLead();

    @Message("这是 {day} 的预约")
    String otherDay(String day);

    @Message("预约当天才能签到。今天要办，可以直接取号。")
    String otherDayLead();

    @Message("这个预约已经签到，号码 {number}")
    String checkedInBefore(String number);

    @Message("不再重复取号，请看大厅屏幕叫号。")
    String checkedInBeforeLead();

    @Message("号码 {number} 是为另一个预约取的")
    String ownVisit(String number);

    @Message("一个号只对应一个预约，这个预约仍然有效。请先点“办完了，退出”，再用它的预约码重新签到。")
    String ownVisitLead();

    @Message("这个预约现在不能签到")
    String notBooked();

    @Message("它没有约上、已经取消，或当天没有来。今天要办，可以直接取号。")
    String notBookedLead();

    @Message("我的预约")
    String toBookings();

    @Message("您的号码")
    String yours();

    @Message("叫号屏上已看不到这个号")
    String unknown();

    @Message("它可能已经叫过了。请看大厅的叫号屏，或问大厅工作人员。")
    String unknownLead();
}
