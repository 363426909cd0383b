package cn.ting.service.sheet;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What is said about and on sheets; English in {@code messages/sheet_en.properties}. */
@MessageBundle("sheet")
public interface SheetMessages {

    @Message("打印一次性告知单（A4）")
    String print();

    @Message("一次性告知单")
    String title();

    @Message("正在打印一次性告知单…")
    String printing();

    @Message("请等纸全部出来再离开。现在退出，打印就会停下。")
    String printingLead();

    @Message("前面还有别人的文件在打印")
    String waiting();

    @Message("打完就轮到您，最多等一分钟。不等也行，清单可以用手机带走。")
    String waitingLead();

    @Message("不等了，不打印")
    String callOff();

    @Message("打印停下了")
    String heldUp();

    @Message("机器好了会接着印。不等也行：退出时没印完的会取消。")
    String heldUpLead();

    @Message("已经打印好了，共 {pages} 页")
    String printed(int pages);

    @Message("请从 A4 打印机的出纸口取走。纸上没有您的个人信息。")
    String printedLead();

    @Message("没有印出来")
    String notPrinted();

    @Message("可能没有印全")
    String unknown();

    @Message("请看看出纸口：不全的话，可以再印一份。")
    String unknownLead();

    @Message("不用纸也能办")
    String instead();

    @Message("材料清单在屏幕上，可以用手机拍下来")
    String insteadScreen();

    @Message("打开清单后按“朗读”，一项一项念给您听")
    String insteadAloud();

    @Message("打咨询电话 {phone}，请工作人员告诉您")
    String insteadPhone(String phone);

    @Message("再印一份")
    String again();

    @Message("再试一次")
    String tryAgain();

    @Message("为了节约用纸，这次不能再印了。清单在屏幕上，可以拍下来。")
    String enough();

    @Message("看材料清单")
    String backToMatter();

    @Message("去大厅，先取号")
    String takeNumber();

    @Message("用手机扫一扫，清单就带走了")
    String takeAlong();

    @Message("清单写在码里，手机不用上网。码里没有您的个人信息。")
    String takeAlongLead();

    @Message("还有 {count} 件没有写下，请看屏幕或打咨询电话")
    String notShown(int count);

    @Message("办理部门")
    String office();

    @Message("要带的材料（全部，共 {count} 件）")
    String bring(int count);

    @Message("不需要带任何材料")
    String bringNothing();

    @Message("不用带，我们查得到（{count} 件）")
    String governmentHasIt(int count);

    @Message("必需")
    String necessary();

    @Message("需要时提供")
    String ifApplicable();

    @Message("可以后补")
    String later();

    @Message("纸质")
    String onPaper();

    @Message("电子")
    String electronic();

    @Message("纸质、电子都可以")
    String either();

    @Message("谁可以办")
    String conditions();

    @Message("多久办好、多少钱")
    String timeAndFee();

    @Message("办理时限")
    String promised();

    @Message("当场办好")
    String onTheSpot();

    @Message("{count} 个工作日")
    String workingDays(int count);

    @Message("{count} 天")
    String days(int count);

    @Message("跑大厅")
    String visitsLabel();

    @Message("{count} 次")
    String visits(int count);

    @Message("费用")
    String fee();

    @Message("不收费")
    String free();

    @Message("到哪里办、什么时候开门")
    String where();

    @Message("步行约 {minutes} 分钟")
    String walk(int minutes);

    @Message("目前没有登记办理大厅，请先打咨询电话。")
    String nowhere();

    @Message("离家近的办理点")
    String nearer();

    @Message("不开放")
    String closed();

    @Message("每天")
    String everyDay();

    @Message("{from}至{until}")
    String weekdays(String from, String until);

    @Message("节假日安排可能不同，请先打电话问。")
    String holidays();

    @Message("有不明白的")
    String questions();

    @Message("咨询电话")
    String consult();

    @Message("投诉电话")
    String complain();

    @Message("窗口要您补交本单以外的材料，请拨投诉电话或 12345。")
    String nothingElse();

    @Message("法律依据")
    String laws();

    @Message("事项目录第 {version} 版（{issued}）　{place}　{day} 打印")
    String foot(String version, String issued, String place, String day);
}
