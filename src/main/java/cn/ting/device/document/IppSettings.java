package cn.ting.device.document;

import cn.ting.settings.Setting;
import java.time.Duration;
import java.util.Optional;

/** The profile of a printer reached by IPP. */
public record IppSettings(
        @Setting(why = "the queue of the local CUPS that leads to this printer, such as ipp://127.0.0.1:631/printers/a4, for a printer"
                + " that takes no PDF; none when it does, or when the line leads to such a queue itself; a queue that does not lead"
                + " on by IPP (usb, socket, lpd) cannot tell whether a document came out, which is left open then",
                standard = "none")
                String cups,
        @Setting(why = "the paper in the tray, by its PWG 5101.1 name", standard = "iso_a4_210x297mm") String media,
        @Setting(why = "how often an idle printer is asked how it is; a fault shows after this long",
                standard = "3s", min = "200ms", max = "20s")
                Duration pollEvery,
        @Setting(why = "how often it is asked about a job on its way", standard = "500ms", min = "50ms", max = "10s") Duration jobEvery,
        @Setting(why = "longest wait for an answer, and for a cancelled job to be gone; a printer that wakes up answers late",
                standard = "10s", min = "200ms", max = "20s")
                Duration answerPatience,
        @Setting(why = "what is granted to a job beyond its pages; longer than warming up takes, or than a jam takes to be cleared by hand",
                standard = "90s", min = "1s", max = "30min")
                Duration jobPatience,
        @Setting(why = "what is granted to each page of each copy beyond that; the slowest office printer needs less",
                standard = "10s", min = "100ms", max = "5min")
                Duration pagePatience,
        @Setting(why = "toner or ink at or below this is told as low, before prints grow pale", standard = "10", unit = "%", min = "0", max = "50")
                int tonerLowPercent) {

    public IppSettings {
        if (!media.matches("[a-z0-9_.-]{1,127}")) {
            throw new IllegalArgumentException("has a media of lower-case letters, digits, underscores, dots and dashes, not " + media);
        }
        if (!cups.equals("none")) {
            IppAddress.parse(cups);
        }
    }

    /** The queue through which documents go when the printer takes no PDF. */
    Optional<IppAddress> queue() {
        return cups.equals("none") ? Optional.empty() : Optional.of(IppAddress.parse(cups));
    }

    /** The longest a job may take. */
    Duration longest(int pages) {
        return jobPatience.plus(pagePatience.multipliedBy(pages));
    }
}
