package cn.ting.device.idcard;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.SelfTesting;
import cn.ting.device.inventory.Verdict;
import cn.ting.wire.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Lets the time pass for which an answer is waited for, where a test knows that none will come, or none in time; every other answer is waited
 * for as long as the driver does, which is long. So no story of silence has to have its driver impatient, and no machine is too busy for it.
 * Safe for use by any thread.
 */
final class Hurry {

    /** No shorter than the shortest wait that a serial port knows. */
    private static final Duration SLICE = Duration.ofMillis(100);
    private static final Duration SURELY = Duration.ofMinutes(1);
    private static final int COMMAND = 7;

    private volatile Predicate<byte[]> inVain = question -> false;
    private volatile boolean late;

    /** Lets a module hear everything and answer nothing, or answer again. */
    void mute(SimulatedSamVReader far, boolean on) {
        if (on) {
            inVain = question -> true;
            far.mute(true);
        } else {
            far.mute(false);
            inVain = question -> false;
        }
    }

    /** A module that has no answer to this command: its byte and its parameter's. */
    void silentTo(int command) {
        inVain = question -> ((question[COMMAND] & 0xFF) << 8 | question[COMMAND + 1] & 0xFF) == command;
    }

    /** Every answer comes only when its question has been given up, and before the next one is asked. */
    void late(boolean on) {
        late = on;
    }

    /** A driver on whose line this holds. */
    Device over(SamVReader reader) {
        return new Hurried(reader);
    }

    private final class Hurried implements Device, IdCardReader, SelfTesting {

        private final SamVReader reader;

        Hurried(SamVReader reader) {
            this.reader = reader;
        }

        @Override
        public void serve(Line line) throws IOException, InterruptedException {
            reader.serve(new HurriedLine(line));
        }

        @Override
        public CompletableFuture<Verdict> selfTest() {
            return reader.selfTest();
        }

        @Override
        public Card.Fields reads() {
            return reader.reads();
        }

        @Override
        public void onEvent(Consumer<Event> listener) {
            reader.onEvent(listener);
        }

        @Override
        public Optional<IdCardFault> trouble() {
            return reader.trouble();
        }

        @Override
        public ReadingCounts counts() {
            return reader.counts();
        }
    }

    private enum Waits {
        FOR_AN_ANSWER,
        FOR_ONE_THAT_IS_LATE,
        /** As the driver does: nothing is asked, or what was asked has been given up. */
        AS_IT_DOES
    }

    private final class HurriedLine implements Line {

        private final Line line;
        private byte[] asked = new byte[0];
        private boolean inVain;
        private boolean late;
        private Waits waits = Waits.AS_IT_DOES;

        HurriedLine(Line line) {
            this.line = line;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            asked = bytes.clone();
            // As it is now: when this one is heard, it may be otherwise.
            inVain = Hurry.this.inVain.test(asked);
            late = Hurry.this.late;
            waits = Waits.FOR_AN_ANSWER;
            line.write(bytes);
        }

        @Override
        public int read(byte[] into, Duration patience) throws IOException {
            return switch (waits) {
                case FOR_AN_ANSWER -> answer(into, patience);
                case FOR_ONE_THAT_IS_LATE -> {
                    waits = Waits.AS_IT_DOES;
                    yield line.read(into, SURELY);
                }
                case AS_IT_DOES -> line.read(into, patience);
            };
        }

        private int answer(byte[] into, Duration patience) throws IOException {
            int count = 0;
            Duration left = late ? Duration.ZERO : patience;
            while (count == 0 && !inVain && !left.isNegative() && !left.isZero()) {
                count = line.read(into, left.compareTo(SLICE) < 0 ? left : SLICE);
                left = left.minus(SLICE);
                inVain = Hurry.this.inVain.test(asked);
            }
            if (count == 0) {
                waits = late ? Waits.FOR_ONE_THAT_IS_LATE : Waits.AS_IT_DOES;
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            line.close();
        }
    }
}
