package cn.ting.device.speaker;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.SelfTesting;
import cn.ting.device.inventory.Verdict;
import cn.ting.device.inventory.Work;
import cn.ting.device.inventory.WorkQueue;
import cn.ting.wire.ChildLine;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import cn.ting.wire.Lines;
import cn.ting.wire.NoProgramException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * A loudspeaker behind espeak-ng, one child process a text, which takes the text from its input. At first, and after ten minutes in
 * which nothing was said, it says a full stop at no volume, which opens the sound card all the same: ready means that this, or the
 * last text, went well. A text that was cut when its time was over may have been too long, or nobody has heard it: it is proven so at once.
 * After trouble it is proven so again 2 s later, and then after twice as long each time.
 *
 * <p>An engine that is killed by a signal in the midst of a text, as by its own fault or for want of memory, is given that text once more
 * from its beginning: how far it had got it tells nobody. The second time it is trouble.
 *
 * <p>Without a sound card espeak-ng complains and ends with 0, so that its complaints count too; they are not told on, since an
 * engine may repeat what it could not say. A speaker in trouble stays and tries again: switching its power would not help it.
 */
final class EspeakSpeaker implements Device, Speaker, SelfTesting {

    private static final Logger LOG = Logger.getLogger(EspeakSpeaker.class);
    private static final Duration ROUND = Duration.ofSeconds(20);
    private static final Duration PROVE_EVERY = Duration.ofMinutes(10);
    private static final Duration PROVE_AGAIN = Duration.ofSeconds(2);
    private static final Duration PROOF_WITHIN = Duration.ofSeconds(5);
    private static final Duration STALE_AFTER = Duration.ofSeconds(3);
    private static final Duration TEST_WITHIN = Duration.ofSeconds(20);
    private static final Duration SPOKEN_WITHIN = Duration.ofSeconds(15);
    /** How soon an engine that nobody wants to hear is ended. */
    private static final Duration GLANCE = Duration.ofMillis(50);

    /** How espeak-ng begins to say what is wrong (espeak_ng_PrintStatusCodeMessage). */
    private static final Pattern COMPLAINT = Pattern.compile("(?i)\\berror: ");

    /** Java tells by such exit codes that a process was ended by a signal: the signal's number and this. */
    private static final int SIGNAL = 128;

    private static final int MOST_DROPPED = 4_096;
    private static final String GREETING = "你好";
    private static final String QUIET_WORD = ".";

    private final DevicePlace place;
    private final String program;
    private final SpeakerSettings settings;
    private final Lines lines;
    private final WorkQueue asked;
    /** What is being said or waits for its turn. */
    private Work<Void> newest;
    /** When it was last known whether it is heard, by uptime; what is hushed in the midst says nothing. Device's thread only. */
    private Duration judged = Duration.ZERO;

    EspeakSpeaker(DevicePlace place, String program, SpeakerSettings settings, Lines lines) {
        this.place = place;
        this.program = program;
        this.settings = settings;
        this.lines = lines;
        this.asked = new WorkQueue(place.clock(), 2);
    }

    @Override
    public boolean ready() {
        return place.status().now().state() == DeviceState.READY;
    }

    @Override
    public synchronized void say(String text, Locale language) {
        hush();
        byte[] spoken = SpokenText.of(text);
        int volume = volume();
        if (spoken.length > 0 && volume > 0) {
            newest = asked.offer(STALE_AFTER.plus(settings.longest()), work -> {
                boolean whole = speak(spoken, settings.voiceFor(language), volume, settings.longest(), work::over);
                place.status().used();
                if (!whole && !work.over()) {
                    proveOnce();
                }
                return null;
            });
        }
    }

    @Override
    public synchronized void hush() {
        if (newest != null) {
            newest.cancel();
            newest = null;
        }
    }

    @Override
    public CompletableFuture<Verdict> selfTest() {
        int volume = Math.max(1, volume());
        return asked.<Verdict>offer(TEST_WITHIN, work -> {
            speakToTheEnd(SpokenText.of(GREETING), volume, SPOKEN_WITHIN, work::over);
            return Verdict.passed("said " + GREETING + " at " + volume + " %; whoever stands there has heard it, or not");
        }).outcome().exceptionally(EspeakSpeaker::failed);
    }

    private static Verdict failed(Throwable thrown) {
        Throwable why = thrown instanceof CompletionException wrapped ? wrapped.getCause() : thrown;
        return why instanceof SpeakerTrouble trouble
                ? Verdict.failed(trouble.fault(), trouble.getMessage())
                : Verdict.failed("nothing was said: " + why.getClass().getSimpleName());
    }

    @Override
    public void serve(Line none) throws IOException, InterruptedException {
        try {
            Duration lasts = prove(PROVE_AGAIN);
            while (true) {
                Duration before = judged;
                Duration left = before.plus(lasts).minus(now());
                speakNext(left.compareTo(ROUND) > 0 ? ROUND : left);
                if (!judged.equals(before)) {
                    lasts = ready() ? PROVE_EVERY : PROVE_AGAIN;
                }
                place.status().comesRound();
                if (now().minus(judged).compareTo(lasts) >= 0) {
                    lasts = prove(lasts.multipliedBy(2));
                }
            }
        } finally {
            asked.failAll(new IOException("the speaker is away"));
        }
    }

    /** Says what is asked for next, if it is asked for in time. */
    private void speakNext(Duration patience) throws IOException, InterruptedException {
        try {
            asked.runNext(patience);
        } catch (SpeakerTrouble told) {
            place.status().note(told.fault().code());
        }
    }

    /**
     * Tries whether it would be heard.
     *
     * @param otherwise how soon to try again when not
     * @return how long that holds
     */
    private Duration prove(Duration otherwise) throws IOException, InterruptedException {
        try {
            proveOnce();
        } catch (SpeakerTrouble told) {
            place.status().note(told.fault().code());
        }
        return ready() || otherwise.compareTo(PROVE_EVERY) > 0 ? PROVE_EVERY : otherwise;
    }

    private void proveOnce() throws IOException, InterruptedException {
        speakToTheEnd(SpokenText.of(QUIET_WORD), 0, PROOF_WITHIN, () -> false);
    }

    /** Has something short said as a proof: an engine that does not come to the end of it hangs, as in a sound card that takes no more. */
    private void speakToTheEnd(byte[] text, int volume, Duration longest, BooleanSupplier over) throws IOException, InterruptedException {
        if (!speak(text, settings.voice(), volume, longest, over) && !over.getAsBoolean()) {
            throw trouble(SpeakerFault.SILENT, program + " did not come to an end within " + longest.toSeconds() + " s");
        }
    }

    /** Has a text said, by a second engine when the first is killed over it; false when it did not come to an end. */
    private boolean speak(byte[] text, String voice, int volume, Duration longest, BooleanSupplier over)
            throws IOException, InterruptedException {
        Duration end = now().plus(longest);
        try {
            return run(text, voice, volume, end, over);
        } catch (KilledException first) {
            if (over.getAsBoolean()) {
                return false;
            }
            place.status().note("the engine was killed by signal " + first.signal + " and is started again");
            try {
                return run(text, voice, volume, end, over);
            } catch (KilledException again) {
                throw trouble(SpeakerFault.CRASHED, program + " was killed by signal " + again.signal + ", twice in one text");
            }
        }
    }

    /** The engine was ended by a signal. */
    private static final class KilledException extends IOException {

        private static final long serialVersionUID = 1L;

        private final int signal;

        private KilledException(int signal) {
            super("killed by signal " + signal);
            this.signal = signal;
        }
    }

    /** Runs the engine until it has said all, the time is up, or nobody wants to hear it any more; true when it has said all. */
    private boolean run(byte[] text, String voice, int volume, Duration end, BooleanSupplier over) throws IOException, InterruptedException {
        try (ChildLine engine = lines.run(List.of(program,
                "-v", voice, "-a", String.valueOf(volume), "-s", String.valueOf(settings.rate()), "-b", "1", "--stdin"))) {
            hand(engine, text);
            boolean talks = true;
            while (!over.getAsBoolean() && now().compareTo(end) < 0) {
                talks = talks && talks(engine);
                OptionalInt code = talks ? OptionalInt.empty() : engine.exit(GLANCE);
                place.status().comesRound();
                if (code.isPresent()) {
                    judge(code.getAsInt(), engine.complaint());
                    return true;
                }
            }
            return false;
        } catch (NoProgramException missing) {
            throw trouble(SpeakerFault.ABSENT, missing.getMessage());
        }
    }

    /** What it writes is read and dropped, or it would have to wait for that; false once it writes no more. */
    private static boolean talks(ChildLine engine) throws IOException {
        try {
            engine.read(new byte[MOST_DROPPED], GLANCE);
            return true;
        } catch (LineClosedException ended) {
            return false;
        }
    }

    /** The whole text is less than the kernel takes at once: an engine that does not read holds up nobody. */
    private void hand(ChildLine engine, byte[] text) {
        try {
            engine.write(text);
        } catch (IOException ended) {
            LOG.debugf("%s ended before it was told anything", place.name());
        }
        engine.endInput();
    }

    private void judge(int code, String complaint) throws SpeakerTrouble, KilledException {
        if (code > SIGNAL) {
            throw new KilledException(code - SIGNAL);
        }
        boolean complained = COMPLAINT.matcher(complaint).find();
        if (code != 0 || complained) {
            throw trouble(SpeakerFault.SILENT, program + " ended with " + code + (complained ? " and complained" : ""));
        }
        judged = now();
        told(null, "");
        place.status().is(DeviceState.READY);
    }

    private SpeakerTrouble trouble(SpeakerFault fault, String detail) {
        judged = now();
        place.status().is(DeviceState.FAULTY, fault);
        told(fault, detail);
        return new SpeakerTrouble(fault, detail);
    }

    /** One thing at most is wrong with it. */
    private void told(SpeakerFault wrong, String detail) {
        for (SpeakerFault fault : SpeakerFault.values()) {
            place.conditions().set(fault == wrong, fault, place.name(), detail);
        }
    }

    private int volume() {
        return settings.volumeAt(place.clock().local().toLocalTime());
    }

    private Duration now() {
        return place.clock().uptime();
    }
}
