package cn.ting.device.idcard;

import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import cn.ting.wire.TcpFarEnd;
import cn.ting.wire.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;

/**
 * A reader with a SAM_V module on a TCP line, with hands to lay cards on it and to spoil its work.
 *
 * <p>It finds a card until that was read, or spoiled, and then no more until it is lifted and laid again. A card that was read
 * tells more (30 03, 30 05) as long as it lies. Any thread may use the hands.
 */
public final class SimulatedSamVReader implements AutoCloseable {

    /** How far the module has got with the card that lies there. */
    private enum Progress {
        LAID,
        FOUND,
        SELECTED,
        /** Read: what more stands on it can still be asked for. */
        READ,
        /** Failed: to be lifted first. */
        SPENT
    }

    private static final byte[] NOTHING = {};
    /** Three numbers of a chip, of lengths nobody has published; zeroes here. */
    private static final int MANAGEMENT_BYTES = 28;
    private static final Duration SLOW = Duration.ofSeconds(10);
    /** 05.01-20180101-000001234-123456789. */
    private static final byte[] SAM_ID = HexFormat.of().parseHex("0500010085ec3301d204000015cd5b07");

    private final KioskClock clock;
    private final TcpFarEnd farEnd;
    private Duration latency;
    private Optional<SyntheticPerson> card = Optional.empty();
    private Progress progress = Progress.SPENT;
    private boolean failNextRead;
    private boolean tearNextFrame;
    private boolean liftAfterSelect;
    private boolean slowNextRead;
    private int misses;
    private boolean mute;
    private boolean moduleFault;
    private int noisePercent;
    /** Of a fixed seed, so that a story that failed fails again. */
    private final Random noise = new Random(450);

    /**
     * Makes a reader that does not listen yet.
     *
     * @param port 0 for any free one
     * @param baud rate at which its answers travel, such as 115200; 0 for no throttle
     * @param latency between a request and its answer
     */
    public SimulatedSamVReader(int port, int baud, Duration latency, KioskClock clock) {
        this.clock = clock;
        this.latency = latency;
        this.farEnd = new TcpFarEnd(port, baud, clock, this::serve);
    }

    /** Begins to listen; also plugs in again what was unplugged. */
    public void start() {
        farEnd.start();
    }

    /** Pulls its plug, and with it the power, until {@link #start()}. */
    public void unplug() {
        farEnd.unplug();
        startAnew();
    }

    /** Lets the power dip on a line that holds: whatever lies there is news to the module after it. */
    public synchronized void startAnew() {
        if (card.isPresent()) {
            progress = Progress.LAID;
        }
    }

    /** The port it listens on. */
    public int port() {
        return farEnd.port();
    }

    /** Lets someone watch its bytes. */
    public void onTraffic(Traffic watcher) {
        farEnd.onTraffic(watcher);
    }

    @Override
    public void close() {
        farEnd.close();
    }

    /** Lays this person's card on the reader, in place of any other. */
    public synchronized void lay(SyntheticPerson person) {
        card = Optional.of(person);
        misses = 0;
        progress = Progress.LAID;
    }

    /** Lifts the card. */
    public synchronized void lift() {
        card = Optional.empty();
        misses = 0;
        notifyAll();
    }

    /** True once a card was looked for in vain twice since one was laid or lifted and since the line came: whoever asks knows by then that none lies. */
    public synchronized boolean missed() {
        return misses >= 2;
    }

    /** Whose card lies there. */
    public synchronized Optional<SyntheticPerson> card() {
        return card;
    }

    /** Makes the next reading of a card fail with 41. */
    public synchronized void failNextRead() {
        failNextRead = true;
    }

    /** Cuts the next card's text off in the middle of its frame. */
    public synchronized void tearNextFrame() {
        tearNextFrame = true;
    }

    /** Lifts the next card between its selection and its reading. */
    public synchronized void liftAfterSelect() {
        liftAfterSelect = true;
    }

    /** Lets the next reading take ten seconds, or until its card is lifted. */
    public synchronized void slowNextRead() {
        slowNextRead = true;
    }

    /** Lets the module hear everything and answer nothing. */
    public synchronized void mute(boolean on) {
        mute = on;
    }

    public synchronized boolean isMuted() {
        return mute;
    }

    /**
     * Lets its line tear that share of all its frames in the middle, as a plug does that works itself loose.
     *
     * @param percent 0 for a line that is well, to 100
     * @throws IllegalArgumentException for any other
     */
    public synchronized void noise(int percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("0 to 100 percent, not " + percent);
        }
        noisePercent = percent;
    }

    public synchronized int noisePercent() {
        return noisePercent;
    }

    private synchronized boolean tears() {
        // Drawn for noise alone: how many frames went before it depends on the machine.
        return noisePercent > 0 && noise.nextInt(100) < noisePercent;
    }

    /** Its line, to hang up or watch. */
    public TcpFarEnd line() {
        return farEnd;
    }

    /** Lets the module answer 60, self-test failed, whatever it is asked. */
    public synchronized void moduleFault(boolean on) {
        moduleFault = on;
    }

    /** Changes how long the module takes to answer. */
    public synchronized void latency(Duration slower) {
        latency = slower;
    }

    private record Answer(int sw3, byte[] data, boolean torn) {}

    private void serve(Line line) throws IOException, InterruptedException {
        SimulatedSamVLine module = new SimulatedSamVLine(line);
        notLookedYet();
        while (true) {
            int request = module.request();
            Duration wait = latencyNow();
            if (request == 0x3001 || request == 0x3010) {
                dawdle();
            }
            Optional<Answer> answer = answer(request);
            if (answer.isPresent() && !wait.isZero()) {
                clock.pause(wait);
            }
            if (answer.isPresent()) {
                module.answer(answer.get().sw3(), answer.get().data(), answer.get().torn() || tears());
            }
        }
    }

    private synchronized void notLookedYet() {
        misses = 0;
    }

    /** A reading that comes too late for its card is none: it leaves the next one slow. */
    private synchronized void dawdle() throws InterruptedException {
        if (card.isEmpty()) {
            return;
        }
        Duration end = clock.uptime().plus(slowNextRead && !mute ? SLOW : Duration.ZERO);
        slowNextRead = false;
        for (Duration left = end.minus(clock.uptime()); card.isPresent() && left.toMillis() > 0; left = end.minus(clock.uptime())) {
            wait(left.toMillis());
        }
    }

    private synchronized Duration latencyNow() {
        return latency;
    }

    private synchronized Optional<Answer> answer(int request) {
        if (mute) {
            return Optional.empty();
        }
        if (moduleFault) {
            return Optional.of(plain(0x60));
        }
        return Optional.of(switch (request) {
            case SimulatedSamVLine.LENGTH_WRONG -> plain(0x11);
            case SimulatedSamVLine.CHECKSUM_WRONG -> plain(0x10);
            case 0x10FF -> reset();
            case 0x11FF -> plain(0x90);
            case 0x12FF -> new Answer(0x90, SAM_ID, false);
            case 0x2001 -> find();
            case 0x2002 -> select();
            case 0x3001, 0x3010 -> read(request == 0x3010);
            case 0x3003 -> more(card.map(SyntheticPerson::laterAddress).filter(address -> !address.isEmpty()).isPresent()
                    ? new Answer(0x90, SyntheticCard.laterAddress(card.get()), false) : plain(0x91));
            case 0x3005 -> more(new Answer(0x90, new byte[MANAGEMENT_BYTES], false));
            default -> plain(0x21);
        });
    }

    private Answer reset() {
        if (progress != Progress.SPENT && progress != Progress.READ) {
            progress = Progress.LAID;
        }
        return plain(0x90);
    }

    private Answer find() {
        if (card.isEmpty() || progress == Progress.SPENT || progress == Progress.READ) {
            misses = card.isEmpty() ? misses + 1 : 0;
            return plain(0x80);
        }
        progress = Progress.FOUND;
        return new Answer(0x9F, new byte[4], false);
    }

    private Answer select() {
        if (progress != Progress.FOUND) {
            return plain(0x23);
        }
        if (card.isEmpty()) {
            progress = Progress.SPENT;
            return plain(0x81);
        }
        progress = Progress.SELECTED;
        if (liftAfterSelect) {
            liftAfterSelect = false;
            card = Optional.empty();
        }
        return new Answer(0x90, new byte[8], false);
    }

    /** What stands on a card beside its text can be asked for after that was read, as long as the card lies. */
    private Answer more(Answer answer) {
        return progress == Progress.READ && card.isPresent() ? answer : plain(progress == Progress.READ ? 0x41 : 0x23);
    }

    private Answer read(boolean fingers) {
        if (progress != Progress.SELECTED) {
            return plain(0x23);
        }
        progress = Progress.SPENT;
        if (card.isEmpty() || failNextRead) {
            failNextRead = false;
            return plain(0x41);
        }
        boolean torn = tearNextFrame;
        tearNextFrame = false;
        progress = torn ? Progress.SPENT : Progress.READ;
        return new Answer(
                0x90, fingers ? SyntheticCard.textPhotoAndFingers(card.get()) : SyntheticCard.textAndPhoto(card.get()), torn);
    }

    private static Answer plain(int sw3) {
        return new Answer(sw3, NOTHING, false);
    }
}
