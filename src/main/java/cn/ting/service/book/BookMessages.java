package cn.ting.service.book;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What is said around appointments, on the page and on paper; English in {@code messages/book_en.properties}. */
@MessageBundle("book")
public interface BookMessages {

    @Message("预约")
    String title();

    @Message("先约好时间，到点优先叫号")
    String lead();

    @Message("预约一个时间")
    String bookTitle();

    @Message("选大厅、业务和时间，要刷身份证")
    String bookLead();

    @Message("我的预约")
    String mineTitle();

    @Message("查看、取消或签到取号，要刷身份证")
    String mineLead();

    @Message("用预约码签到")
    String codeTitle();

    @Message("短信或小票上的 8 位数字，不用刷身份证")
    String codeTileLead();

    @Message("约哪个大厅？")
    String chooseHall();

    @Message("约什么业务？")
    String chooseService();

    @Message("现在没有大厅开放预约。您可以直接取号，或拨打 12345。")
    String noHalls();

    @Message("步行 {minutes} 分钟")
    String walk(int minutes);

    @Message("哪一天？")
    String chooseDay();

    @Message("几点？")
    String chooseTime();

    @Message("点一下就提出申请；同一业务一天只约一次")
    String chooseTimeLead();

    @Message("正在向平台查询…")
    String asking();

    @Message("最多几秒钟，请稍候。")
    String askingLead();

    @Message("现在联系不上预约平台")
    String silent();

    @Message("没有约上任何时间。您可以过一会儿再试、直接取号排队，或拨打 12345 预约。")
    String silentLead();

    @Message("这项业务近几天没有可约的时间")
    String none();

    @Message("您可以直接取号排队，或换一个大厅。")
    String noneLead();

    @Message("再试一次")
    String tryAgain();

    @Message("直接取号")
    String takeNumber();

    @Message("M月d日 EEEE")
    String dayPattern();

    @Message("今天 {day}")
    String today(String day);

    @Message("明天 {day}")
    String tomorrow(String day);

    @Message("还剩 {left} 个名额")
    String leftOnDay(int left);

    @Message("余 {left}/{quota}")
    String left(int left, int quota);

    @Message("已约满")
    String full();

    @Message("已提出申请，正在等平台确认…")
    String waiting();

    @Message("最多等半分钟。平台确认之前，还不算约上。")
    String waitingLead();

    @Message("还没有确认，不算约上")
    String unconfirmed();

    @Message("申请已经保存，联网后会送到平台。请稍后再问一次，或改天在任一台机器上刷身份证查看；也可以拨打 12345。")
    String unconfirmedLead();

    @Message("约好了")
    String booked();

    @Message("没有约上")
    String refused();

    @Message("没有占用任何名额，您可以换一个时间。")
    String refusedLead();

    @Message("已取消")
    String withdrawn();

    @Message("这个时间已经让给别人；需要时可以重新预约。")
    String withdrawnLead();

    @Message("已签到，号码 {number}")
    String checkedIn(String number);

    @Message("请看大厅屏幕叫号。")
    String checkedInLead();

    @Message("平台记录：当天没有来签到")
    String noShow();

    @Message("可以直接取号排队，或重新预约。")
    String noShowLead();

    @Message("日期")
    String dateLabel();

    @Message("时间")
    String timeLabel();

    @Message("业务")
    String serviceLabel();

    @Message("地址")
    String wayLabel();

    @Message("预约码")
    String codeLabel();

    @Message("签到时刷身份证，或输入这个码")
    String codeKeep();

    @Message("当天 {first}—{last} 签到，优先叫号")
    String checkInWindow(String first, String last);

    @Message("过了这段时间，按普通号排队")
    String lateRule();

    @Message("刚刚被别人约满了。")
    String whyFull();

    @Message("您这一天已经约过这项业务。")
    String whyTwice();

    @Message("这个时间已经过了。")
    String whyPast();

    @Message("平台没有核对上身份，请到窗口预约。")
    String whyPerson();

    @Message("大厅那时不开门。")
    String whyClosed();

    @Message("平台没有同意，详情请拨打 12345。")
    String whyOther();

    @Message("再问一次")
    String again();

    @Message("取消预约")
    String withdraw();

    @Message("取消申请")
    String withdrawAsked();

    @Message("签到取号")
    String checkIn();

    @Message("换个时间")
    String chooseAnother();

    @Message("我的预约")
    String toMine();

    @Message("完成")
    String toHome();

    @Message("正在打印预约单…")
    String printing();

    @Message("预约单已打印，在左下方取")
    String printed();

    @Message("预约单没有印出来，预约仍然有效")
    String notPrinted();

    @Message("预约单可能没有印出来，预约仍然有效")
    String printUnknown();

    @Message("请拍下或记下预约码。")
    String keepCode();

    @Message("再印一张")
    String printAgain();

    @Message("要取消这个预约吗？")
    String withdrawTitle();

    @Message("取消后名额会让给别人，不一定能再约到。")
    String withdrawWarning();

    @Message("取消预约")
    String withdrawYes();

    @Message("保留")
    String withdrawNo();

    @Message("现在做不了")
    String notDone();

    @Message("本机暂时不能保存，什么都没有改变。请稍后再试，或拨打 12345。")
    String notDoneLead();

    @Message("现在不能预约")
    String notAsked();

    @Message("本机暂时不能保存，没有约上任何时间。请稍后再试，或拨打 12345。")
    String notAskedLead();

    @Message("没有查到您的预约")
    String mineEmpty();

    @Message("今天起的预约都会在这里。")
    String mineEmptyLead();

    @Message("现在联系不上平台，下面只是本机知道的")
    String mineSilent();

    @Message("别处约的这里看不到。到了当天也可以先取普通号，由窗口核对预约。")
    String mineSilentLead();

    @Message("未确认")
    String stateAsked();

    @Message("已约")
    String stateBooked();

    @Message("没约上")
    String stateRefused();

    @Message("已取消")
    String stateWithdrawn();

    @Message("已签到 {number}")
    String stateCheckedIn(String number);

    @Message("未到")
    String stateNoShow();

    @Message("短信或小票上的 8 位数字。")
    String codeHint();

    @Message("也可以把小票或手机上的二维码对准扫码器。")
    String codeScan();

    @Message("扫码暂时不能用，请输入数字。")
    String codeUnseen();

    @Message("查找")
    String codeFind();

    @Message("删除")
    String erase();

    @Message("预约码是 8 位数字，请再看一下")
    String codeShort();

    @Message("没有这个预约码，或已经取消")
    String codeUnknown();

    @Message("现在联系不上平台，查不了。可以先取普通号，由窗口核对预约。")
    String codeSilent();

    @Message("预约单")
    String slipTitle();
}
