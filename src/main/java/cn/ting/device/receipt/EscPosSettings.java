package cn.ting.device.receipt;

import cn.ting.roll.PrinterModel;
import cn.ting.settings.Setting;
import java.time.Duration;

/**
 * The profile of one ESC/POS printer. One on a serial line with {@code rtscts} needs its memory switch for BUSY at "receive buffer full only": at "offline
 * or buffer full", as most leave the factory, it takes no question while its cover is open or its paper out, and looks silent.
 */
record EscPosSettings(
        @Setting(why = "which model it is; default-80 and default-58 ask for nothing that not every model has",
                standard = "default-80", folder = "receipt-models")
                PrinterModel model,
        @Setting(why = "how often an idle printer is asked how it is, where it tells nothing by itself; a fault shows after this long",
                standard = "200ms", min = "50ms", max = "10s")
                Duration statusEvery,
        @Setting(why = "longest wait for an answer, beyond the time a slip takes to come out; a printer on a line with rtscts answers without"
                + " paper only if its memory switch for BUSY is set to buffer-full only",
                standard = "5s", min = "200ms", max = "30s")
                Duration answerPatience,
        @Setting(why = "how long a slip may lie in the presenter before that is told", standard = "30s", min = "0s", max = "10min")
                Duration takeWithin,
        @Setting(why = "how much paper a new roll holds, by which is counted what is left", standard = "50", unit = "m", min = "5", max = "500")
                int rollMetres,
        @Setting(why = "from how much on downwards somebody should bring a roll; a day's slips of a busy kiosk",
                standard = "5", unit = "m", min = "0", max = "50")
                int lowMetres) {}
