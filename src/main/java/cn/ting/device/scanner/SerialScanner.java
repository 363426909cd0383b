package cn.ting.device.scanner;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.InventoryFault;
import cn.ting.device.inventory.SelfTesting;
import cn.ting.device.inventory.Verdict;
import cn.ting.wire.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A scanner on a serial line. A module says nothing of itself, so an open line counts as ready; one that answers to commands is told to
 * rest at first, and is ready from its answer on. From then on its silence at rest counts: while nobody wants a code
 * it is told to rest again now and then, for that alone, and one that leaves this without an answer twice in a row, but has answered it before
 * on this line, ends the serving. Which commands a module answers its manual may have wrong; one that never did in this life is not held to
 * it: it is in service as its line opens, with a notice that a code has to show whether it reads.
 */
final class SerialScanner implements Device, CodeScanner, SelfTesting {

    /** How soon is seen that nothing is wanted any more. */
    private static final Duration GLANCE = Duration.ofMillis(300);

    /**
     * How soon a module at rest is told to look: before anybody has found what to hold up after the first touch. What comes by itself is
     * taken in at once, so that all a shorter time does is to keep the machine awake day and night.
     */
    private static final Duration REST = Duration.ofSeconds(1);

    /** How often a module at rest is looked after; one that died is missed after two to three times that. */
    private static final Duration PROVEN_EVERY = Duration.ofSeconds(30);

    /** A command that is followed by another sooner says nothing. */
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(1);

    /** One answer may be lost to noise. */
    private static final int STRIKES = 2;

    /** A module answers at once, on a slow line too; staff are told within 800 ms of one that is away, which this one may not be. */
    private static final Duration TAKEN_AT_ITS_LINE = Duration.ofMillis(600);

    private final DevicePlace place;
    private final SerialScannerSettings settings;
    private final CodeListeners listeners = new CodeListeners();
    private final CodeFraming framing = new CodeFraming();
    private final ScannerWork work;
    private final byte[] chunk = new byte[512];
    private Line line = Line.NONE;
    private volatile boolean wanted;
    private boolean looking;
    private int replied;
    private Duration told = Duration.ZERO;
    /** No other command was sent so shortly before the last one that an answer may be to that. */
    private boolean alone;
    /** It has answered on this line when it was told to rest, and so has to. */
    private boolean answersAtRest;
    /** It has done so on this line or an earlier one, and is away until it does so again. */
    private boolean hasAnswered;
    /** Nothing has come from it on this line, which stands for it until something does. */
    private boolean takenAtItsLine;
    /** What it has to answer with or be taken at its line, has not come yet. */
    private boolean awaited;
    private Duration opening = Duration.ZERO;
    private boolean heard;
    private int unanswered;

    SerialScanner(DevicePlace place, SerialScannerSettings settings) {
        this.place = place;
        this.settings = settings;
        this.work = new ScannerWork(place.clock(), listeners, this::read);
    }

    @Override
    public void onCode(Consumer<String> listener) {
        listeners.add(listener);
    }

    @Override
    public void wanted(boolean wish) {
        wanted = wish;
    }

    @Override
    public boolean works() {
        DeviceState now = place.status().now().state();
        return now == DeviceState.PRESENT || now.inService();
    }

    @Override
    public CompletableFuture<Verdict> selfTest() {
        return work.selfTest();
    }

    @Override
    public Set<ScannerFault> readings() {
        return EnumSet.of(ScannerFault.UNPROVEN);
    }

    @Override
    public void serve(Line opened) throws IOException, InterruptedException {
        line = opened;
        framing.forget();
        looking = false;
        alone = true;
        answersAtRest = false;
        unanswered = 0;
        heard = true;
        told = place.clock().uptime();
        opening = told;
        takenAtItsLine = false;
        awaited = settings.module().reply().length > 0 && !hasAnswered;
        command(settings.module().stop());
        if (settings.module().reply().length == 0) {
            place.status().is(DeviceState.READY);
        }
        try {
            work.serve();
        } finally {
            framing.forget();
        }
    }

    private void read() throws IOException {
        heed();
        int count = line.read(chunk, framing.underway() ? settings.gap() : patience());
        if (count == 0 && framing.underway()) {
            framing.end().ifPresent(this::tell);
        }
        for (int i = 0; i < count; i++) {
            if (!isReply(chunk[i])) {
                framing.take(chunk[i]).ifPresent(this::tell);
            }
        }
        Arrays.fill(chunk, (byte) 0);
    }

    private Duration patience() {
        return awaited ? TAKEN_AT_ITS_LINE : looking ? GLANCE : REST;
    }

    /** It has spoken, and is what it is known for. */
    private void spoke() {
        heard = true;
        awaited = false;
        takenAtItsLine = false;
        place.conditions().clear(ScannerFault.UNPROVEN, place.name());
        place.status().is(DeviceState.READY);
    }

    private void takeAtItsLine() {
        awaited = false;
        takenAtItsLine = true;
        place.conditions().raise(ScannerFault.UNPROVEN, place.name(), "no answer to a command, and no code yet");
        place.status().is(DeviceState.DEGRADED, ScannerFault.UNPROVEN);
    }

    /** A module that reads works, whatever it answers to commands. */
    private void tell(String code) {
        spoke();
        if (!work.testing()) {
            place.status().used();
        }
        listeners.tell(code);
    }

    /** Tells the module what is wanted, when that has changed, and again before it would rest by itself, or to see that it is there. */
    private void heed() throws IOException {
        boolean wish = wanted || work.testing();
        Duration now = place.clock().uptime();
        if (awaited && now.minus(opening).compareTo(TAKEN_AT_ITS_LINE) >= 0) {
            takeAtItsLine();
        }
        Duration since = now.minus(told);
        // One that was without power when its line opened answers later.
        boolean asked = answersAtRest || takenAtItsLine;
        boolean again = wish ? since.compareTo(settings.again()) >= 0 : asked && since.compareTo(PROVEN_EVERY) >= 0;
        // An answer among the bytes of a code would be taken for a part of it.
        if (!framing.underway() && (wish != looking || again)) {
            judge(since);
            alone = since.compareTo(ANSWERS_WITHIN) >= 0;
            looking = wish;
            told = place.clock().uptime();
            command(looking ? settings.module().trigger() : settings.module().stop());
        }
    }

    /** Whether the last command was answered, so long after it. One to look is answered otherwise by a module that looks already. */
    private void judge(Duration since) throws GoneException {
        if (heard) {
            unanswered = 0;
        } else if (!looking && answersAtRest && since.compareTo(ANSWERS_WITHIN) >= 0 && ++unanswered >= STRIKES) {
            throw new GoneException(InventoryFault.MUTE, "no answer to " + STRIKES + " commands to rest, which it has answered before");
        }
    }

    private void command(byte[] bytes) throws IOException {
        if (bytes.length > 0) {
            replied = 0;
            heard = false;
            line.write(bytes);
        }
    }

    /** An answer to a command comes before any code and is none: it is taken away byte by byte as far as it matches. */
    private boolean isReply(byte next) {
        byte[] reply = settings.module().reply();
        if (framing.underway() || replied == reply.length || next != reply[replied]) {
            return false;
        }
        if (++replied == reply.length) {
            answersAtRest |= alone && !looking;
            hasAnswered |= answersAtRest;
            spoke();
        }
        return true;
    }
}
