package cn.ting.device.camera;

import java.time.Duration;
import java.util.zip.CRC32;

/**
 * Judges the frames of one run: whether they are a living picture. Keeps a checksum and a mean of the last one, nothing else. Used
 * by one thread.
 *
 * <p>A covered lens may well give the same black frame for ever, and one into which the sun shines the same white one: what is dark counts as
 * dark, what is white all over as dazzled, and neither as frozen, since no new start would change it.
 */
final class FrameWatch {

    /** So long in a row it has to be dark or dazzled: somebody may stand close, or move a lamp. */
    private static final Duration BLIND_FOR = Duration.ofSeconds(3);
    /** A pixel of so much is full: encoders may take some off. */
    private static final int WHITE = 250;
    /** Every so many pixels is taken for the mean; no width is a multiple of it. */
    private static final int STEP = 61;

    private final CameraSettings settings;
    private long checksum = -1;
    private Duration changed = Duration.ZERO;
    private Duration bright = Duration.ZERO;
    private Duration shaded = Duration.ZERO;
    private Duration last = Duration.ZERO;
    private boolean moved;
    private int frames;
    private int mean;
    private int least;

    FrameWatch(CameraSettings settings) {
        this.settings = settings;
    }

    /** Takes note of a frame. */
    void see(byte[] frame, Duration now) {
        CRC32 sum = new CRC32();
        sum.update(frame);
        weigh(frame);
        boolean first = frames++ == 0;
        if (first || sum.getValue() != checksum) {
            moved |= !first;
            changed = now;
        }
        if (first || mean >= settings.darkBelow()) {
            bright = now;
        }
        if (first || least < WHITE) {
            shaded = now;
        }
        checksum = sum.getValue();
        last = now;
    }

    private void weigh(byte[] frame) {
        long sum = 0;
        int count = 0;
        least = 255;
        for (int i = 0; i < frame.length; i += STEP) {
            int grey = frame[i] & 255;
            sum += grey;
            least = Math.min(least, grey);
            count++;
        }
        mean = (int) (sum / count);
    }

    /** True once two frames differed, or all is dark or white. */
    boolean alive() {
        return moved || dark() || dazzled();
    }

    /** True while the picture stands still though there is light, and more than that. */
    boolean frozen() {
        return frames > 0 && mean >= settings.darkBelow() && least < WHITE && last.minus(changed).compareTo(settings.frozenAfter()) >= 0;
    }

    /** True while it has been dark for a few seconds. */
    boolean dark() {
        return last.minus(bright).compareTo(BLIND_FOR) >= 0;
    }

    /** True while it has been white all over for a few seconds. */
    boolean dazzled() {
        return last.minus(shaded).compareTo(BLIND_FOR) >= 0;
    }

    /** What was seen so far, for staff. */
    String said() {
        return frames + " frames of " + settings.width() + "x" + settings.height() + ", mean grey " + mean + " of 255"
                + (dark() ? ", dark" : dazzled() ? ", dazzled" : "");
    }
}
