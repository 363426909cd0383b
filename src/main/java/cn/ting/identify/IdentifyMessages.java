package cn.ting.identify;

import cn.ting.device.idcard.Card;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What is said around the card, and where no code is seen; English in {@code messages/identify_en.properties}. */
@MessageBundle("identify")
public interface IdentifyMessages {

    @Message("请把身份证平放在右下方的读卡区")
    String title();

    /** @param fields what else this cabinet reads of a card */
    @Message("只使用姓名和证件号{#if fields.address}、住址{/if}{#if fields.ethnicGroup}、民族{/if}{#if fields.issuer}、签发机关{/if}"
            + "{#if fields.validFrom}、有效期起始日{/if}{#if fields.nationality}、国籍{/if}{#if fields.travelPermit}、通行证号码{/if}"
            + "{#if fields.issue}、签发记录{/if}，用于本次办理；结束后立即清除，不保存照片。")
    String privacy(Card.Fields fields);

    @Message("也可以插入社会保障卡：芯片朝上，插到底。")
    String orInsert();

    @Message("请插入社会保障卡")
    String insertTitle();

    @Message("芯片朝上，插到底。身份证读卡区暂时不能用。")
    String insertLead();

    @Message("请拔出并收好社会保障卡")
    String takeOut();

    @Message("请收好社会保障卡，它还插在读卡器里。")
    String stillIn();

    @Message("身份证没有读出来，请拿起再放一次（Card not read: lift it, lay it again）")
    String layAgain();

    @Message("卡没有读出来，请拔出再插一次（Card not read: pull it out, push it in again）")
    String pushAgain();

    @Message("这张社会保障卡已过有效期")
    String insertedExpired();

    @Message("取号不受影响；换卡请到社会保障卡服务网点。")
    String insertedExpiredLead();

    @Message("正在等待读卡……")
    String waiting();

    @Message("正在读卡，请先不要拿开")
    String reading();

    @Message("读卡器暂时不能用")
    String readerAway();

    @Message("您可以先查事项、看叫号；取号请到大厅现场。本亭会自动通知维护人员。")
    String readerAwayLead();

    @Message("没带证件，先看看")
    String withoutCard();

    @Message("{name}，您好")
    String greeting(String name);

    @Message("请收好身份证")
    String takeBack();

    @Message("证件已经读完，可以拿走了。")
    String takeBackLead();

    @Message("请收好身份证，它还在读卡区。")
    String stillThere();

    @Message("继续")
    String goOn();

    @Message("这张证件没有读成")
    String unreadable();

    @Message("这张身份证已过有效期")
    String expired();

    @Message("取号不受影响；有的窗口会要求先换领新证，可以按“导”查怎样换领。")
    String expiredLead();

    @Message("前一位还没有结束")
    String anotherPerson();

    @Message("请前一位先按“办完了，退出”，再出示您的证件。")
    String anotherPersonLead();

    @Message("扫码暂时不能用")
    String codesUnseen();

    @Message("请直接在下面选择，不需要扫码。本亭会自动通知维护人员。")
    String codesUnseenLead();
}
