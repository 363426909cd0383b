package cn.ting.screen;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the frame says to residents; the English sentences stand in {@code messages/screen_en.properties}. */
@MessageBundle("screen")
public interface ScreenMessages {

    @Message("首页")
    String home();

    @Message("返回")
    String back();

    @Message("求助")
    String help();

    @Message("大字")
    String large();

    @Message("朗读")
    String readAloud();

    @Message("English")
    String otherLanguage();

    @Message("已联网")
    String allWell();

    @Message("家门口的政务大厅")
    String idleTitle();

    @Message("24 小时都在")
    String idleTitle2();

    @Message("找事项　·　取号　·　看叫号")
    String idleServices();

    @Message("触摸屏幕，或放上身份证")
    String idleStart();

    @Message("您要办什么事？")
    String homeTitle();

    @Message("不会操作？按“求助”，或把身份证放在右下方读卡区。")
    String homeLead();

    @Message("{name}，您好")
    String homeGreeting(String name);

    @Message("输入事项名称或拼音首字母，如“yb”")
    String searchHint();

    @Message("大家常办")
    String often();

    @Message("暂未开通，怎么办")
    String notOpen();

    @Message("找事项")
    String tileGuide();

    @Message("材料时限，一次说清")
    String tileGuideSub();

    @Message("问一问")
    String tileAsk();

    @Message("取号排队")
    String tileQueue();

    @Message("去大厅前，先拿号")
    String tileQueueSub();

    @Message("申请办理")
    String tileAccept();

    @Message("查询·取结果")
    String tileHandle();

    @Message("评价")
    String tileRate();

    @Message("投诉·办不成事")
    String tileAppeal();

    @Message("请拨 12345；紧急情况请拨 110 / 119 / 120")
    String tileAppealSub();

    @Message("办完了，退出")
    String end();

    @Message("长辈版")
    String enterElder();

    @Message("回到普通版")
    String leaveElder();

    @Message("您好，要办什么？")
    String elderTitle();

    @Message("更多服务")
    String elderMore();

    @Message("取号排队")
    String elderQueue();

    @Message("去大厅前先拿号")
    String elderQueueSub();

    @Message("打印证明")
    String elderHandle();

    @Message("社保、公积金、老年证")
    String elderHandleSub();

    @Message("问问怎么办")
    String elderGuide();

    @Message("要带什么、去哪里")
    String elderGuideSub();

    @Message("找人帮忙")
    String elderAppeal();

    @Message("打 12345，有人教您")
    String elderAppealSub();

    @Message("本亭还不能办这一步，您可以这样做：")
    String insteadTitle();

    @Message("自己找事项，里面写着要带什么、去哪里、多久办好；也可以打电话问人。")
    String insteadAsk();

    @Message("先看要带什么材料，再取个号到大厅办。")
    String insteadAccept();

    @Message("取个号，到大厅窗口查询、打印和领取。")
    String insteadHandle();

    @Message("在大厅窗口评价，或打 12345 说说您的意见，好的坏的都可以。")
    String insteadRate();

    @Message("打 12345，有人接听，有人答复；大厅里也有“办不成事”反映窗口。")
    String insteadAppeal();

    @Message("政务服务热线 12345，24 小时有人接听")
    String insteadCall();

    @Message("这块屏幕已在别处打开")
    String busyTitle();

    @Message("为了不让别人看到您的信息，这里什么都不再显示。")
    String busyLead();

    @Message("在这里重新开始")
    String busyHere();

    @Message("好一会儿没有人操作，已自动退出。")
    String endLeft();

    @Message("本次记录已清除")
    String endTitle();

    @Message("姓名和证件号已从本亭删除，屏幕上什么都没有留下。")
    String endLead();

    @Message("请带好身份证和随身物品。")
    String endRemember();

    @Message("回到首页")
    String endAgain();

    @Message("您还在吗？")
    String warningTitle();

    @Message("再过一会儿没有操作，本次记录会自动清除。")
    String warningLead();

    @Message("还要继续")
    String warningMore();

    @Message("需要人帮忙")
    String helpTitle();

    @Message("请拨政务服务热线 12345，说出本亭的名称，工作人员会一步一步教您。")
    String helpCall();

    @Message("本亭名称")
    String helpPlace();

    @Message("遇到危险或急病，请立即拨打 110、119 或 120。")
    String helpEmergency();

    @Message("怎样取号")
    String helpHow();

    @Message("按“号”，或先按“导”找到要办的事")
    String helpStep1();

    @Message("把身份证平放在右下方读卡区，看到提示后收好")
    String helpStep2();

    @Message("选大厅和业务，号码会显示在屏幕上，可以带走")
    String helpStep3();

    @Message("暂时没有打开这一页")
    String lostTitle();

    @Message("您已经取到的号码不受影响。请回到首页再试一次；还是不行，请按“求助”。")
    String lostLead();
}
