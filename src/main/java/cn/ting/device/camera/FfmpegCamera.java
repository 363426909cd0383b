package cn.ting.device.camera;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.InventoryFault;
import cn.ting.device.inventory.SelfTesting;
import cn.ting.device.inventory.Verdict;
import cn.ting.device.inventory.WorkQueue;
import cn.ting.wire.ChildLine;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import cn.ting.wire.Lines;
import cn.ting.wire.NoProgramException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A camera read by ffmpeg, which runs while frames are wanted, and for a moment at first and now and then: ready means that it has
 * shown a living picture within the last {@link CameraSettings#proveEvery}, and since it was last plugged in.
 *
 * <p>A run that stalls, freezes or ends is ended, told, and left to the inventory, which counts the camera as away, waits longer
 * each time before it starts anew, and has its power as a last resort. What was wrong is told until a living picture is seen, or
 * the camera is unplugged.
 */
final class FfmpegCamera implements Device, Camera, SelfTesting {

    /** How soon an unplugged camera is missed while it rests, where nobody watches its file. */
    private static final Duration REST = Duration.ofSeconds(5);

    private static final Duration GLANCE = Duration.ofMillis(300);
    private static final Duration INSTALLING = Duration.ofMinutes(1);
    private static final Duration TEST_WITHIN = Duration.ofSeconds(25);
    /** Its output ends a moment before it does, a longer one where the machine is busy; without its code staff are told less. */
    private static final Duration END_WITHIN = Duration.ofSeconds(5);
    private static final int LONGEST_COMPLAINT = 200;
    private static final List<CameraFault> ENDED_BY_A_PICTURE =
            List.of(CameraFault.NO_FFMPEG, CameraFault.ENDED, CameraFault.STALLED, CameraFault.FROZEN);

    private final DevicePlace place;
    private final CameraSource source;
    private final CameraSettings settings;
    private final Lines lines;
    private final LatestFrame latest;
    private final WorkQueue asked;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean wanted;
    /** Since it has been served: what is at its place now may be another. */
    private volatile boolean unplugged;
    private FrameWatch running;

    FfmpegCamera(DevicePlace place, CameraSource source, CameraSettings settings, Lines lines) {
        this.place = place;
        this.source = source;
        this.settings = settings;
        this.lines = lines;
        this.latest = new LatestFrame(settings.width(), settings.height());
        this.asked = new WorkQueue(place.clock(), 2);
    }

    @Override
    public synchronized void wanted(boolean wish) {
        boolean before = wanted;
        wanted = wish;
        if (wish) {
            latest.open();
        } else {
            latest.close();
        }
        if (wish && !before) {
            wake();
        }
    }

    @Override
    public void unplugged() {
        unplugged = true;
        wake();
    }

    /** A full queue has woken the device's thread already. */
    private void wake() {
        asked.offer(REST, work -> null);
    }

    @Override
    public boolean looksAtIdle() {
        return settings.idle();
    }

    @Override
    public boolean works() {
        return place.status().now().state().inService();
    }

    @Override
    public void onFrame(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public boolean look(Consumer<Frame> look) {
        return latest.look(look);
    }

    @Override
    public CompletableFuture<Verdict> selfTest() {
        return asked.<Verdict>offer(TEST_WITHIN, work -> Verdict.passed(running == null ? run() : running.said()))
                .outcome().exceptionally(FfmpegCamera::failed);
    }

    private static Verdict failed(Throwable thrown) {
        Throwable why = thrown instanceof CompletionException wrapped ? wrapped.getCause() : thrown;
        return why instanceof CameraTrouble trouble
                ? Verdict.failed(trouble.fault(), trouble.getMessage())
                : Verdict.failed("no picture: " + why.getClass().getSimpleName());
    }

    @Override
    public Set<CameraFault> readings() {
        return Set.of(CameraFault.DARK, CameraFault.DAZZLED);
    }

    @Override
    public void serve(Line none) throws IOException, InterruptedException {
        Optional<Duration> proven = Optional.empty();
        unplugged = false;
        try {
            checkThere(InventoryFault.REFUSED);
            while (true) {
                checkThere(InventoryFault.UNPLUGGED);
                boolean due = proven.isEmpty() || now().minus(proven.get()).compareTo(settings.proveEvery()) >= 0;
                if (wanted || due) {
                    runOrWaitForProgram();
                    proven = Optional.of(now());
                }
                asked.runNext(settings.proveEvery().compareTo(REST) < 0 ? settings.proveEvery() : REST);
                place.status().comesRound();
            }
        } finally {
            asked.failAll(new IOException("the camera is away"));
        }
    }

    /** What was wrong with a camera that is gone is that it is gone. */
    private void checkThere(InventoryFault orElse) throws IOException {
        if (unplugged || !source.isThere()) {
            ENDED_BY_A_PICTURE.forEach(fault -> place.conditions().clear(fault, place.name()));
            throw new GoneException(orElse, source.path() + " is not there");
        }
    }

    /** A camera whose program is missing is not away, and switching it off and on would not help: it waits here. */
    private void runOrWaitForProgram() throws IOException, InterruptedException {
        while (true) {
            try {
                run();
                return;
            } catch (CameraTrouble trouble) {
                if (trouble.fault() != CameraFault.NO_FFMPEG) {
                    throw trouble;
                }
            }
            Duration until = now().plus(INSTALLING);
            while (now().compareTo(until) < 0) {
                place.status().comesRound();
                checkThere(InventoryFault.UNPLUGGED);
                try {
                    asked.runNext(REST);
                } catch (CameraTrouble still) {
                    place.status().note(still.getMessage());
                }
            }
        }
    }

    /** Runs ffmpeg until a living picture was seen and nobody wants a frame; says what was seen. */
    private String run() throws IOException, InterruptedException {
        FrameWatch watch = new FrameWatch(settings);
        boolean used = false;
        try (ChildLine ffmpeg = lines.run(source.command(settings))) {
            FrameStream frames = new FrameStream(ffmpeg);
            try {
                used = watch(ffmpeg, frames, watch);
            } finally {
                frames.wipe();
                latest.drop();
                running = null;
            }
        } catch (NoProgramException missing) {
            place.status().is(DeviceState.FAULTY, CameraFault.NO_FFMPEG);
            throw trouble(CameraFault.NO_FFMPEG, missing.getMessage());
        }
        if (used) {
            place.status().used();
        }
        return watch.said();
    }

    private boolean watch(ChildLine ffmpeg, FrameStream frames, FrameWatch watch) throws IOException, InterruptedException {
        byte[] frame = latest.buffer();
        boolean used = false;
        Duration due = now().plus(settings.startPatience());
        try {
            while (wanted || !watch.alive()) {
                if (unplugged) {
                    throw new LineClosedException("it was unplugged");
                }
                if (frames.fill(frame, GLANCE)) {
                    due = now().plus(settings.stallAfter());
                    judge(watch, frame);
                    used |= hand(frame);
                    frame = latest.buffer();
                    if (running != null) {
                        asked.runNext(Duration.ZERO);
                    }
                } else if (now().compareTo(due) >= 0) {
                    throw trouble(CameraFault.STALLED, ("no frame in time; " + last(ffmpeg)).strip());
                }
                place.status().comesRound();
            }
            return used;
        } catch (LineClosedException ended) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            checkThere(InventoryFault.UNPLUGGED);
            OptionalInt code = ffmpeg.exit(END_WITHIN);
            throw trouble(CameraFault.ENDED,
                    "it ended" + (code.isPresent() ? " with " + code.getAsInt() : "") + ": " + last(ffmpeg));
        } finally {
            latest.takeBack(frame);
        }
    }

    private void judge(FrameWatch watch, byte[] frame) throws CameraTrouble {
        watch.see(frame, now());
        if (watch.frozen()) {
            throw trouble(CameraFault.FROZEN, watch.said());
        }
        if (watch.alive()) {
            running = watch;
            ENDED_BY_A_PICTURE.forEach(fault -> place.conditions().clear(fault, place.name()));
            place.status().is(DeviceState.READY);
        }
        place.conditions().set(watch.dark(), CameraFault.DARK, place.name(), watch.said());
        place.conditions().set(watch.dazzled(), CameraFault.DAZZLED, place.name(), watch.said());
    }

    private boolean hand(byte[] frame) {
        boolean taken = latest.offer(frame);
        if (taken) {
            listeners.forEach(Runnable::run);
        }
        return taken;
    }

    private CameraTrouble trouble(CameraFault fault, String detail) {
        place.conditions().raise(fault, place.name(), detail);
        place.status().note(fault.code());
        return new CameraTrouble(fault, detail);
    }

    private static String last(ChildLine ffmpeg) {
        String complaint = ffmpeg.complaint();
        return complaint.substring(Math.max(0, complaint.length() - LONGEST_COMPLAINT));
    }

    private Duration now() {
        return place.clock().uptime();
    }
}
