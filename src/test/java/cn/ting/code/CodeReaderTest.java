package cn.ting.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.lang.ref.WeakReference;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodeReaderTest {

    /** Of the seeded frames below, one of each kind; what is lost of it is to be told in the commit that loses it. */
    private static final int FLOOR = 14;

    private final CodeReader reader = new CodeReader();
    private final List<CodeReader> readers = new ArrayList<>();

    @Test
    void framesOfAKioskAreRead() {
        List<String> unread = new ArrayList<>();
        int read = 0;
        for (FrameKind kind : FrameKind.ofKiosk()) {
            KioskFrame frame = KioskFrames.of(kind, 7001);
            String text = read(frame);
            String name = frame.kind() + " " + frame.seed();
            assertTrue(text == null || text.equals(frame.text()), name + " was read wrong: " + text);
            read += text == null ? 0 : 1;
            if (text == null) {
                unread.add(name);
            }
        }
        assertTrue(read >= FLOOR, "read " + read + ", not these: " + unread);
    }

    @Test
    void photosAreReadOfManyCodesOfLargeOnesOfMonitorsAndUnderLamps() {
        // The smallest there are: to invent one takes longer than to read it.
        Map<FrameKind, Integer> seeds = Map.of(
                FrameKind.LOTS, 8, FrameKind.CLOSE, 2, FrameKind.MONITOR, 7, FrameKind.HIGH_VERSION, 12, FrameKind.BRIGHT_SPOTS, 2);
        seeds.forEach((kind, seed) -> {
            KioskFrame photo = KioskFrames.of(kind, seed);
            String text = read(photo);
            assertTrue(photo.texts().contains(text), kind + " " + seed + " was read as " + text);
        });
    }

    @Test
    void aCodeIsReadThatTheHardEdgeOfAShadowCrosses() {
        KioskFrame photo = KioskFrames.of(FrameKind.SHADOW, 120);
        assertEquals(photo.text(), read(photo));
    }

    @Test
    void whatIsNoCodeIsNotRead() {
        for (long seed = 7001; seed <= 7004; seed++) {
            assertNull(read(KioskFrames.without(seed)), "seed " + seed);
        }
        byte[] noise = new byte[320 * 240];
        new Random(1).nextBytes(noise);
        assertNull(reader.decode(noise, 320, 240));
    }

    @Test
    void noSizeAndNoBytesThrow() {
        byte[] some = new byte[1000];
        assertNull(reader.decode(null, 10, 10));
        assertNull(reader.decode(some, 0, 0));
        assertNull(reader.decode(some, -1, -1000));
        assertNull(reader.decode(some, 1, 1000));
        assertNull(reader.decode(some, 1000, 1000));
        assertNull(reader.decode(some, Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertNull(reader.decode(some, 1 << 16, 1 << 16));
        for (int side = 1; side <= 64; side++) {
            byte[] square = new byte[side * side];
            new Random(side).nextBytes(square);
            assertNull(reader.decode(square, side, side));
            Arrays.fill(square, (byte) side);
            assertNull(reader.decode(square, side, side));
        }
        assertNull(reader.decode(new byte[4000 * 21], 4000, 21));
        assertNull(reader.decode(new byte[21 * 4000], 21, 4000));
    }

    @Test
    void patternsThatOverwhelmAFinderEnd() {
        // Rings and stripes of every width: nothing but what looks like parts of a code.
        for (int period = 2; period <= 14; period += 6) {
            byte[] rings = new byte[640 * 480];
            for (int i = 0; i < rings.length; i++) {
                int x = i % 640 % (7 * period) - 7 * period / 2;
                int y = i / 640 % (7 * period) - 7 * period / 2;
                int ring = Math.max(Math.abs(x), Math.abs(y)) / period;
                rings[i] = (byte) (ring == 2 ? 230 : 20);
            }
            assertNull(reader.decode(rings, 640, 480), "period " + period);
        }
    }

    @Test
    void aCodeIsReadAfterManyFramesOfAnUnreadableScene() {
        KioskFrame code = KioskFrames.of(FrameKind.PAPER, 7003);
        byte[] spoiled = code.luminance().clone();
        for (int i = 0; i < spoiled.length; i++) {
            boolean isHidden = i % code.width() * 5 / code.width() == 2;
            spoiled[i] = isHidden ? 0 : spoiled[i];
        }
        for (int i = 0; i < 7; i++) {
            assertNull(reader.decode(spoiled, code.width(), code.height()));
        }
        assertEquals(code.text(), read(code));
    }

    @Test
    void aCodeHardToReadIsReadAtOneOfTheFramesOfACameraThatWatchesIt() {
        KioskFrame code = KioskFrames.of(FrameKind.MOTION, 20261134);
        assertNull(reader.watch(code.luminance(), code.width(), code.height()), "the first frame is not given all the effort");
        List<String> read = new ArrayList<>();
        while (read.size() < 12 && !read.contains(code.text())) {
            read.add(reader.watch(code.luminance(), code.width(), code.height()));
        }
        assertTrue(read.contains(code.text()), read.toString());
    }

    @Test
    void aCameraThatLooksAtSomethingElseReadsAPlainCodeAtOnce() {
        KioskFrame busy = KioskFrames.without(501);
        for (int i = 0; i < 3; i++) {
            assertNull(reader.watch(busy.luminance(), busy.width(), busy.height()));
        }
        KioskFrame code = KioskFrames.of(FrameKind.PAPER, 7003);
        assertEquals(code.text(), reader.watch(code.luminance(), code.width(), code.height()));
    }

    @Test
    void thePictureIsLetGoOfWhetherReadOrNot() {
        List<WeakReference<byte[]>> lent = List.of(
                lend(FrameKind.PAPER, CodeReader::watch), lend(FrameKind.MOTION, CodeReader::watch), lend(FrameKind.MOTION, CodeReader::decode));
        for (int i = 0; i < 50 && lent.stream().anyMatch(picture -> picture.get() != null); i++) {
            System.gc();
        }
        assertEquals(List.of(), lent.stream().filter(picture -> picture.get() != null).toList());
        readers.forEach(one -> assertNull(one.watch(new byte[640 * 480], 640, 480)));
    }

    /** Has a reader of its own, which stays, look at a picture that nobody else has. */
    private WeakReference<byte[]> lend(FrameKind kind, Reading reading) {
        KioskFrame frame = KioskFrames.of(kind, 20261134);
        CodeReader own = new CodeReader();
        readers.add(own);
        reading.read(own, frame.luminance(), frame.width(), frame.height());
        return new WeakReference<>(frame.luminance());
    }

    private interface Reading {
        String read(CodeReader by, byte[] luminance, int width, int height);
    }

    @Test
    void aReaderUsedBeforeReadsWhatANewOneReads() {
        List<KioskFrame> frames = new ArrayList<>();
        frames.add(KioskFrames.of(FrameKind.MIXED, 7004));
        frames.add(KioskFrames.without(7005));
        frames.add(KioskFrames.of(FrameKind.NOISE, 7006));
        for (KioskFrame frame : frames) {
            String fresh = new CodeReader().decode(frame.luminance(), frame.width(), frame.height());
            assertEquals(fresh, read(frame), frame.kind() + " " + frame.seed());
        }
    }

    @Test
    void aReaderThatLookedAtASceneOftenReadsWhatANewOneReadsOnceACodeComesIntoFocusInIt() {
        KioskFrame hard = KioskFrames.of(FrameKind.MOTION, 20261134);
        byte[] sharp = faint(hard, 20);
        byte[] unsharp = means(sharp, hard.width(), 16); // each cell as light as it will be
        for (int i = 0; i < 6; i++) {
            assertNull(reader.decode(unsharp, hard.width(), hard.height()));
        }
        assertEquals(hard.text(), reader.decode(sharp, hard.width(), hard.height()));
    }

    @Test
    void aReaderThatLookedAtASceneOftenReadsWhatANewOneReadsWhileItsContrastGrows() {
        KioskFrame hard = KioskFrames.of(FrameKind.MOTION, 20261134);
        String text = null;
        for (int contrast = 4; contrast <= 28; contrast += 4) {
            byte[] picture = faint(hard, contrast);
            String fresh = new CodeReader().decode(picture, hard.width(), hard.height());
            text = reader.decode(picture, hard.width(), hard.height());
            assertEquals(fresh, text, contrast + " percent");
        }
        assertEquals(hard.text(), text);
    }

    /** With some percent of its contrast. */
    private static byte[] faint(KioskFrame frame, int percent) {
        byte[] faint = frame.luminance().clone();
        for (int i = 0; i < faint.length; i++) {
            faint[i] = (byte) (128 + ((faint[i] & 255) - 128) * percent / 100);
        }
        return faint;
    }

    /** Squares of some pixels a side, each of the mean of what was there. */
    private static byte[] means(byte[] picture, int width, int side) {
        int wide = width / side;
        int[] sums = new int[picture.length / (side * side)];
        for (int i = 0; i < picture.length; i++) {
            sums[i / width / side * wide + i % width / side] += picture[i] & 255;
        }
        byte[] means = new byte[picture.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = (byte) (sums[i / width / side * wide + i % width / side] / (side * side));
        }
        return means;
    }

    @Test
    void bytesOfNoNamedCharacterSetAreUtf8OrElseGb18030() throws Exception {
        for (String text : List.of("云亭市民卡 A007", "𠮷田 13800000000", "望柳区荷塘路18号")) {
            for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
                assertEquals(text, read(text.getBytes(charset)), charset + " " + text);
            }
        }
    }

    private String read(KioskFrame frame) {
        return reader.decode(frame.luminance(), frame.width(), frame.height());
    }

    /** Draws a code of those bytes, four pixels a module, and reads it. */
    private String read(byte[] bytes) throws Exception {
        String raw = new String(bytes, StandardCharsets.ISO_8859_1);
        ByteMatrix code = Encoder.encode(raw, ErrorCorrectionLevel.M).getMatrix();
        int side = 4 * (code.getWidth() + 8);
        byte[] picture = new byte[side * side];
        for (int i = 0; i < picture.length; i++) {
            int x = i % side / 4 - 4;
            int y = i / side / 4 - 4;
            boolean isInside = x >= 0 && y >= 0 && x < code.getWidth() && y < code.getWidth();
            picture[i] = (byte) (isInside && code.get(x, y) == 1 ? 30 : 220);
        }
        return reader.decode(picture, side, side);
    }
}
