package cn.ting.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a kiosk's camera sees, in frames enough to tell one in a hundred: of seeds that nothing was tuned on and that no test of every day reads.
 * {@code -Dframes.first=} names others, that no night has read yet.
 */
class KioskFramesNight {

    /** Those tuned on are small, those of the measure follow 20261126. */
    private static final long FIRST_SEED = Long.getLong("frames.first", 41_000_000);

    private static final int OF_EACH_KIND = 150;
    private static final int EMPTY = 600;
    /** Of a hundred. */
    private static final int MOST_UNREAD = 1;

    private final CodeReader reader = new CodeReader();

    @Test
    void ofAHundredCodesOneIsNotReadAtMostAndNoneOtherwiseThanItIs() {
        List<String> unread = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (FrameKind kind : FrameKind.ofKiosk()) {
            for (int i = 0; i < OF_EACH_KIND; i++) {
                KioskFrame frame = KioskFrames.of(kind, FIRST_SEED + i);
                String text = read(frame);
                if (text == null) {
                    unread.add(kind + " " + frame.seed());
                } else if (!text.equals(frame.text())) {
                    wrong.add(kind + " " + frame.seed());
                }
            }
        }
        int all = FrameKind.ofKiosk().length * OF_EACH_KIND;
        System.err.println("frames: of " + all + " not read: " + unread);
        assertEquals(List.of(), wrong);
        assertTrue(100 * unread.size() <= MOST_UNREAD * all, "not read: " + unread);
    }

    @Test
    void whereThereIsNoCodeNoneIsRead() {
        List<Long> read = new ArrayList<>();
        for (int i = 0; i < EMPTY; i++) {
            if (read(KioskFrames.without(FIRST_SEED + i)) != null) {
                read.add(FIRST_SEED + i);
            }
        }
        assertEquals(List.of(), read);
    }

    private String read(KioskFrame frame) {
        return reader.decode(frame.luminance(), frame.width(), frame.height());
    }
}
