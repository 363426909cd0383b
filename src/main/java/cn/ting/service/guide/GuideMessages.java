package cn.ting.service.guide;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What is said around matters; English in {@code messages/guide_en.properties}. */
@MessageBundle("guide")
public interface GuideMessages {

    @Message("找事项")
    String title();

    @Message("点字母输入拼音首字母，如“yb”（医保）")
    String hint();

    @Message("按主题找")
    String themes();

    @Message("换个办法找")
    String otherWays();

    @Message("人生大事")
    String events();

    @Message("按您遇到的事找，常办的都在里面。")
    String eventsLead();

    @Message("遇到这件事，常要办这些：")
    String eventLead();

    @Message("一件事一次办")
    String packages();

    @Message("一件事要办的几项，都列在一起。")
    String packagesLead();

    @Message("这一件事里包含：")
    String packageLead();

    @Message("按部门找")
    String bodies();

    @Message("知道归哪个部门管，就从这里找。")
    String bodiesLead();

    @Message("共 {count} 项")
    String matters(int count);

    @Message("附近办事点")
    String places();

    @Message("步行 15 分钟以内的服务点，由近到远。")
    String placesLead();

    @Message("步行约 {minutes} 分钟")
    String walk(int minutes);

    @Message("今天 {hours}")
    String todayHours(String hours);

    @Message("今天不开放")
    String closedToday();

    @Message("开放中")
    String openNow();

    @Message("现在不开放")
    String closedNow();

    @Message("这里暂时没有内容。")
    String nothingHere();

    @Message("离家近的办理点")
    String offices();

    @Message("如果今天受理，最晚 {date} 办好")
    String doneBy(String date);

    @Message("M月d日")
    String datePattern();

    @Message("大家常办")
    String popular();

    @Message("没有找到。换个说法试试，或按主题找。")
    String nothing();

    @Message("事项目录还在路上，请稍后再来；急事请拨 12345。")
    String noCatalogue();

    @Message("删除")
    String erase();

    @Message("承诺时限")
    String promised();

    @Message("即办")
    String onTheSpot();

    @Message("{count} 个工作日")
    String workingDays(int count);

    @Message("{count} 天")
    String days(int count);

    @Message("{count} 次")
    String visits(int count);

    @Message("跑大厅")
    String visitsLabel();

    @Message("不收费")
    String free();

    @Message("收费")
    String charged();

    @Message("费用")
    String feeLabel();

    @Message("可办范围")
    String areaLabel();

    @Message("{#switch area}{#case 'NATION'}全国{#case 'PROVINCE'}全省{#case 'CITY'}全市{#case 'COUNTY'}全区{#else}本街道{/switch}")
    String area(String area);

    @Message("需要的材料（全部，共 {count} 件）")
    String materials(int count);

    @Message("不需要任何材料")
    String noMaterials();

    @Message("免于提交")
    String governmentHasIt();

    @Message("需要时提供")
    String ifApplicable();

    @Message("可以后补")
    String later();

    @Message("必需")
    String necessary();

    @Message("怎么办")
    String steps();

    @Message("谁可以办")
    String conditions();

    @Message("法律依据")
    String laws();

    @Message("收费标准")
    String fees();

    @Message("看法律依据")
    String seeLaws();

    @Message("咨询电话 {phone}　·　投诉电话 {complain}")
    String phones(String phone, String complain);

    @Message("去大厅，先取号")
    String takeNumber();

    @Message("暂停办理")
    String suspended();

    @Message("这件事目前暂停办理，不能取号，也不能打印告知单。什么时候恢复，请拨 {phone} 咨询。")
    String suspendedLead(String phone);

    @Message("已取消")
    String cancelled();

    @Message("这件事已经取消，不再办理。有疑问请拨 {phone} 咨询。")
    String cancelledLead(String phone);

    @Message("尚未开始办理")
    String planned();

    @Message("这件事从 {date} 起开始办理，在那之前不能取号，也不能打印告知单。有疑问请拨 {phone} 咨询。")
    String plannedLead(String date, String phone);

    @Message("yyyy年M月d日")
    String fullDatePattern();

    @Message("这件事不在目录里了")
    String gone();

    @Message("目录刚刚更新过，请重新查找。")
    String goneLead();

    @Message("本亭正在接收事项目录，暂时不能办事。请稍后再来，或拨打 12345。")
    String notReady();
}
