package cn.ting.device.scanner;

import static cn.ting.device.scanner.SpokenKeys.event;
import static cn.ting.device.scanner.SpokenKeys.pressed;
import static cn.ting.device.scanner.SpokenKeys.stroke;
import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.device.inventory.Driver;
import cn.ting.settings.Section;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** On a named pipe in place of {@code /dev/input/by-id/…-event-kbd}, with records as the kernel writes them. */
class KeyboardScannerTest extends PipedScannerContract {

    private final List<Boolean> strange = new ArrayList<>();
    private final KeyStrokes keys = new KeyStrokes(strange::add);

    @Test
    void thatItCannotBeHadAloneIsToldAsANotice() throws Exception {
        scanner();
        eventually(() -> conditions.has(ScannerFault.NOT_GRABBED));
        // ENOTTY: a pipe is no input device.
        assertEquals("EVIOCGRAB was answered with error 25", conditions.present().get(0).detail());
        // What is wrong is said before it is ready.
        eventually(() -> state() == DeviceState.READY);
    }

    /** {@code ]Q1} is typed by one that is set to tell what kind of code it has read, and is no part of the code. */
    @Test
    void theKindOfACodeIsNoPartOfIt() {
        assertEquals(List.of("98"), codes(pressed(27), stroke(42, 1), pressed(16), stroke(42, 0), pressed(2, 10, 9, 28)));
    }

    @Test
    void aKeypadTypesAndTheTabulatorEndsToo() {
        assertEquals(List.of("A007", "1/2"), codes(stroke(42, 1), pressed(30), stroke(42, 0), pressed(82, 82, 71, 15), pressed(79, 98, 80, 96)));
        assertEquals(List.of(false, false), strange);
    }

    /** SYN_DROPPED: shift is released, and keys are typed, of which the kernel tells nothing. */
    @Test
    void aCodeOfWhichKeysWereLostIsNoneAndTheNextIsOne() {
        assertEquals(List.of("ab"), codes(stroke(42, 1), pressed(30), event(0, 3, 0), pressed(48, 28), pressed(30, 48, 28)));
        assertEquals(List.of(false), strange, "that is no fault of the scanner's");
    }

    /** The character 中 as a scanner types it into Windows, which the far end does too; and ^] for what parts the fields of a GS1 code. */
    @Test
    void whatIsTypedWithKeysThatChangeOthersIsNoCode() {
        byte[][] far = new SpokenKeys().of("a中").toArray(byte[][]::new);
        assertEquals(List.of(), codes(far));
        assertEquals(List.of("a"), codes(
                pressed(30), stroke(29, 1), pressed(27), stroke(29, 0), pressed(48, 28),
                pressed(30, 86, 28),
                pressed(30, 28)));
        assertEquals(List.of(false), strange, "whoever holds up such codes has not broken the scanner");
    }

    @Test
    void codesThatNothingEndsAreSoonTold() {
        unended();
        keys.silence();
        assertEquals(List.of(), strange);
        keys.heeds(24, false);
        unended();
        assertEquals(List.of(), strange, "nobody is there");
        keys.heeds(24, true);
        unended();
        assertEquals(List.of(true), strange);
        codes(pressed(30, 28));
        assertEquals(List.of(true, false), strange);
    }

    private void unended() {
        codes(pressed(30, 48));
        keys.silence();
    }

    private List<String> codes(byte[]... records) {
        List<String> codes = new ArrayList<>();
        for (byte[] some : records) {
            for (byte next : some) {
                keys.take(next).ifPresent(codes::add);
            }
        }
        return codes;
    }

    @Test
    void whatIsHadAloneIsToldNoMoreUntilALineCannotBe() {
        Device scanner = unserved();
        assertThrows(IOException.class, () -> scanner.serve(Line.NONE));
        assertTrue(conditions.has(ScannerFault.NOT_GRABBED));
        AtomicInteger grabs = new AtomicInteger();
        assertThrows(IOException.class, () -> scanner.serve(evdev(grabs::incrementAndGet)));
        assertEquals(1, grabs.get(), "before the first key is read");
        assertFalse(conditions.has(ScannerFault.NOT_GRABBED));
    }

    /** As when what holds ports is slow to start, or ends meanwhile: the next line may well be had alone. */
    @Test
    void aLineOfWhichItIsNotKnownWhetherItCanBeHadAloneIsGivenUp() {
        Device scanner = unserved();
        for (IOException unknown : List.of(new IOException("does not start in time"), new LineClosedException("scanner"))) {
            assertSame(unknown, assertThrows(IOException.class, () -> scanner.serve(evdev(() -> {
                throw unknown;
            }))));
            assertFalse(conditions.has(ScannerFault.NOT_GRABBED));
        }
    }

    private Device unserved() {
        return driver().attach(
                new DevicePlace("scanner", Section.empty(), clock, new DeviceStatus("scanner", clock, () -> { }), conditions));
    }

    /** How a device takes it that it is to be had alone. */
    private interface Grab {
        void tried() throws IOException;
    }

    /** An input device that is pulled out at the first reading. No machine of ours can make one (uinput). */
    private static Line evdev(Grab grab) {
        return new Line() {
            @Override
            public void write(byte[] bytes) {}

            @Override
            public int read(byte[] into, Duration patience) throws IOException {
                throw new IOException("pulled out");
            }

            @Override
            public void grab() throws IOException {
                grab.tried();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    Driver driver() {
        return new KeyboardScannerDriver();
    }

    @Override
    CodeSpeech speech() {
        return new SpokenKeys();
    }

    @Override
    List<byte[]> noise() {
        // A repeat, a key that types nothing, and an event that is no key.
        return List.of(stroke(30, 2), stroke(59, 1), event(0, 0, 0), event(2, 8, 1));
    }
}
