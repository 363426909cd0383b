package cn.ting.device.scanner;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.SelfTesting;
import cn.ting.device.inventory.Verdict;
import cn.ting.wire.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A scanner that tells codes in records of its own and takes no commands: HID POS, or keys. Ready as soon as its file is open. */
final class ReportScanner implements Device, CodeScanner, SelfTesting {

    private static final Duration GLANCE = Duration.ofSeconds(1);

    /** What a driver does with a line before the first record is read. */
    interface Opening {
        void opened(Line line) throws IOException;
    }

    /** What puts codes together from its records, byte after byte. */
    interface Records {

        /** A code whenever one is whole. */
        Optional<String> take(byte next);

        /**
         * So many bytes came at once, which of a report file is one report.
         *
         * @param expected true while somebody may be holding up a code
         * @return false to have them dropped
         */
        default boolean heeds(int count, boolean expected) {
            return true;
        }

        /** Drops what is underway. */
        void forget();

        /** For a moment nothing came: what was begun and not ended by now belongs to nobody who still stands there. */
        default void silence() {
            forget();
        }
    }

    private final DevicePlace place;
    private final Opening opening;
    private final Records records;
    private final CodeListeners listeners = new CodeListeners();
    private final ScannerWork work;
    private final byte[] chunk = new byte[1_024];
    private volatile boolean wanted;
    private Line line = Line.NONE;

    /** @param opening what is done with each line at first */
    ReportScanner(DevicePlace place, Opening opening, Records records) {
        this.place = place;
        this.opening = opening;
        this.records = records;
        this.work = new ScannerWork(place.clock(), listeners, this::read);
    }

    @Override
    public void onCode(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** It always looks; what it says to nobody may be less than a code. */
    @Override
    public void wanted(boolean wish) {
        wanted = wish;
    }

    @Override
    public boolean works() {
        return place.status().now().state() == DeviceState.READY;
    }

    @Override
    public CompletableFuture<Verdict> selfTest() {
        return work.selfTest();
    }

    /** What is so is seen with the line that is opened then, or by the next code that is held up. */
    @Override
    public Set<ScannerFault> readings() {
        return EnumSet.allOf(ScannerFault.class);
    }

    @Override
    public void serve(Line opened) throws IOException, InterruptedException {
        line = opened;
        opening.opened(opened);
        records.forget();
        place.status().is(DeviceState.READY);
        try {
            work.serve();
        } finally {
            records.forget();
        }
    }

    private void read() throws IOException {
        int count = line.read(chunk, GLANCE);
        boolean heeded = count > 0 && records.heeds(count, wanted || work.testing());
        for (int i = 0; i < count && heeded; i++) {
            records.take(chunk[i]).ifPresent(this::tell);
        }
        if (count == 0) {
            records.silence();
        }
        Arrays.fill(chunk, (byte) 0);
    }

    private void tell(String code) {
        if (!work.testing()) {
            place.status().used();
        }
        listeners.tell(code);
    }
}
