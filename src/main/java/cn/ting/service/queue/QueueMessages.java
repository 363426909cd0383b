package cn.ting.service.queue;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What is said around numbers, on the page and on paper; English in {@code messages/queue_en.properties}. */
@MessageBundle("queue")
public interface QueueMessages {

    @Message("去哪个大厅？")
    String chooseHall();

    @Message("办什么业务？")
    String chooseService();

    @Message("点一下就取号，不用再确认")
    String chooseLead();

    @Message("步行 {minutes} 分钟")
    String walk(int minutes);

    @Message("{people} 人在等")
    String waiting(int people);

    @Message("现在关门，{when} 开门")
    String opens(String when);

    @Message("暂停服务")
    String neverOpens();

    @Message("{hall}暂停服务，请换一个大厅。")
    String neverOpensLead(String hall);

    @Message("今天 {time}")
    String today(String time);

    @Message("明天 {time}")
    String tomorrow(String time);

    @Message("M月d日 HH:mm")
    String dayPattern();

    @Message("大厅名单还在路上，请稍后再来；急事请拨 12345。")
    String noHalls();

    @Message("{name}，您的号码")
    String yours(String name);

    @Message("前面等候")
    String aheadLabel();

    @Message("{people} 人")
    String ahead(String people);

    @Message("这项业务现在等候")
    String waitingNow();

    @Message("至少 {people} 人")
    String aheadAtLeast(int people);

    @Message("见大厅屏幕")
    String aheadUnknown();

    @Message("截至")
    String asOf();

    @Message("到大厅")
    String walkLabel();

    @Message("正在叫号")
    String calling();

    @Message("{window} 号窗口")
    String window(String window);

    @Message("上一位 {number}")
    String calledBefore(String number);

    @Message("轮到您了：请到 {window} 号窗口")
    String yourTurn(String window);

    @Message("正在打印小票……")
    String printing();

    @Message("号码已经生效，不用等小票也可以走。")
    String printingLead();

    @Message("小票已打印，请从左下方取走")
    String printed();

    @Message("扫小票上的码，手机也能看。")
    String printedLead();

    @Message("没有印出小票，号码仍然有效")
    String notPrinted();

    @Message("小票可能没有印好，号码仍然有效")
    String printUnknown();

    @Message("用手机扫码，号码就带走了")
    String paperless();

    @Message("本亭不打印小票；到大厅报号码即可。")
    String paperlessLead();

    @Message("请拍下本屏，或扫这个码存到手机；到大厅报号码即可。")
    String keepOtherwise();

    @Message("{number} 的电子小票")
    String electronic(String number);

    @Message("当天有效")
    String validToday();

    @Message("网络暂时中断，本亭照常取号")
    String offline();

    @Message("您的号码已安全记录，恢复后自动送达大厅，不会重复、不会丢失。")
    String offlineLead();

    @Message("再印一次")
    String printAgain();

    @Message("换一个大厅")
    String anotherHall();

    @Message("办完了，退出")
    String end();

    @Message("大厅现在关门")
    String closed();

    @Message("{hall}{when}开门，开门后才能取号。")
    String closedLead(String hall, String when);

    @Message("号码暂时发完了")
    String exhausted();

    @Message("请稍后再试，或到大厅现场取号。本亭会自动通知维护人员。")
    String exhaustedLead();

    @Message("暂时不能取号")
    String unavailable();

    @Message("您已经取到的号码仍然有效。请到最近的大厅现场取号；本亭会自动通知维护人员。")
    String unavailableLead();

    @Message("本亭的日期还没有核对，怕给您错了日子的号。请过几分钟再试，或到大厅现场取号。")
    String dayUnknownLead();

    @Message("您的号码")
    String slipNumber();

    @Message("业务")
    String slipService();

    @Message("前面等候")
    String slipAhead();

    @Message("{people} 人（截至 {time}）")
    String slipAheadValue(int people, String time);

    @Message("至少 {people} 人（截至 {time}）")
    String slipAtLeastValue(int people, String time);

    @Message("取号时间")
    String slipTaken();

    @Message("扫码看叫号进度")
    String slipScan();

    @Message("过号请到大厅咨询台，号码当天有效")
    String slipNote();

    @Message("看叫号")
    String boards();

    @Message("不用身份证，看看各大厅现在叫到几号。")
    String boardsLead();

    @Message("手里有号票？把票上的码对准扫码窗，直接看它的大厅。")
    String slipHint();

    @Message("没有认出这张码")
    String slipUnknown();

    @Message("只认本亭打印的号票。请在下面选择大厅。")
    String slipUnknownLead();

    @Message("现在等候")
    String boardWaiting();

    @Message("今天还没有叫号")
    String nobodyCalled();

    @Message("这个大厅今天的叫号还不知道，以大厅屏幕为准。")
    String noBoard();

    @Message("网络暂时不通，下面是 {time} 的情况，以大厅屏幕为准。")
    String boardOffline(String time);

    @Message("看别的大厅")
    String otherBoards();

    @Message("去取号")
    String takeNumber();

    @Message("再次叫您：请到 {window} 号窗口")
    String yourTurnAgain(String window);

    @Message("快到您了：前面还有 {people} 位，请到{hall}等候")
    String soon(int people, String hall);

    @Message("下一位就是您，请到{hall}等候")
    String soonNext(String hall);

    @Message("叫过您的号，没有人来")
    String passed();

    @Message("请尽快到大厅咨询台。")
    String passedLead();

    @Message("这个大厅过号作废。还要办的，请重新取号。")
    String passedVoid();

    @Message("叫过您以后再叫 {calls} 个号，这个号就作废。请尽快到大厅咨询台。")
    String passedCalls(int calls);

    @Message("叫过您以后，号码只留 {minutes} 分钟。请尽快到大厅咨询台。")
    String passedMinutes(int minutes);

    @Message("这个号已经办完")
    String completed();

    @Message("已转到：{service}")
    String transferred(String service);

    @Message("号码不变，请接着等叫号。")
    String transferredLead();

    @Message("号码已取消")
    String cancelled();

    @Message("不会再叫这个号。还要办的，请重新取号。")
    String cancelledLead();

    @Message("您今天已有一个号 {number}（{hall}）在等。两个号都有效，用不上的请取消一个。")
    String second(String number, String hall);

    @Message("{from}～{to} 分钟")
    String waitBetween(int from, int to);

    @Message("{to} 分钟以内")
    String waitWithin(int to);

    @Message("预计等 {range}")
    String waitOf(String range);

    @Message("预计再等")
    String waitLabel();

    @Message("叫到没来，号码作废")
    String ruleVoid();

    @Message("叫到没来，再叫 {calls} 个号后作废")
    String ruleCalls(int calls);

    @Message("叫到没来，保留 {minutes} 分钟")
    String ruleMinutes(int minutes);

    @Message("取消号码")
    String cancel();

    @Message("要取消 {number} 吗？")
    String cancelTitle(String number);

    @Message("取消以后不再叫这个号，后面的人往前走一位。想再办，要重新取号。")
    String cancelLead();

    @Message("不取消，留着")
    String cancelNo();

    @Message("取消这个号")
    String cancelYes();

    @Message("没有取消成")
    String notCancelled();

    @Message("这个号仍然有效。用不上也没关系，叫到没人来会过号。")
    String notCancelledLead();

    @Message("到{hall}更快")
    String faster(String hall);

    @Message("这里：{here}")
    String fasterHere(String here);

    @Message("预计等候")
    String slipWait();

    @Message("怎么走")
    String slipWay();

    @Message("{address}，步行约 {minutes} 分钟")
    String slipWalk(String address, int minutes);
}
