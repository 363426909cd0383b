package cn.ting.roll;

import cn.ting.roll.Slip.Align;
import cn.ting.roll.Slip.Size;
import java.util.List;

/** A slip as a resident gets it. */
public final class SampleSlips {

    public static final String LINK = "https://ting.example.cn/t/k3Xw9Qz8Lr?m=7Yp2";

    private SampleSlips() {}

    public static Slip ticket(String number) {
        return new Slip(List.of(
                new Slip.Text("望江街道便民服务站", Size.NORMAL, Align.CENTRE),
                new Slip.Text("取号凭条 · QUEUE TICKET", Size.NORMAL, Align.CENTRE),
                new Slip.Text(number, Size.HUGE, Align.CENTRE),
                new Slip.Text("社会保险综合业务", Size.DOUBLE, Align.CENTRE),
                new Slip.Rule(),
                new Slip.Pair("办理大厅 Hall", "市民中心二楼"),
                new Slip.Pair("前面人数 Ahead", "至少 12 人"),
                new Slip.Pair("统计时间 As of", "09:32"),
                new Slip.Pair("取号时间 Taken", "2026-11-23 09:32"),
                new Slip.Rule(),
                new Slip.Qr(LINK),
                new Slip.Text("手机扫码看叫号进度", Size.NORMAL, Align.CENTRE),
                new Slip.Text("Scan to follow the queue", Size.NORMAL, Align.CENTRE),
                new Slip.Text("过号请到窗口说明，当日有效。", Size.NORMAL, Align.CENTRE),
                new Slip.Text("Valid today. If you miss it, tell the desk.", Size.NORMAL, Align.CENTRE)));
    }
}
