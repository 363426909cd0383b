package cn.ting.power;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What is said to a resident whom the loss of mains hurries; English in {@code messages/power_en.properties}. */
@MessageBundle("power")
public interface PowerMessages {

    @Message("停电了，本亭正靠电池工作。请在 {seconds} 秒内办完；已经取的号照常有效，暂不打印。")
    String finish(long seconds);
}
