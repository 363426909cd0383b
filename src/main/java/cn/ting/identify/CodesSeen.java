package cn.ting.identify;

import cn.ting.code.CodeReader;
import cn.ting.device.camera.Camera;
import cn.ting.device.camera.Frame;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.scanner.CodeScanner;
import cn.ting.time.KioskClock;
import cn.ting.visit.EndReason;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The codes that residents hold up, whichever device sees them: a code that is read by scanner and camera, or frame after frame, is
 * told once, and again only after it was out of sight for three seconds. Safe for use by any thread.
 *
 * <p>Frames are read on a thread of this room's own, the newest first, no oftener than five times a second, and codes are told on
 * that thread; more than eight things waiting there are dropped. Nothing of a code stays but a number by which it is known again
 * for those three seconds. What reading a frame leaves behind is let go of when a code is no longer wanted, and at
 * a visit's end.
 */
@Singleton
public final class CodesSeen implements VisitListener {

    private static final Logger LOG = Logger.getLogger(CodesSeen.class);
    private static final Duration SAME = Duration.ofSeconds(3);
    private static final Duration BETWEEN_FRAMES = Duration.ofMillis(200);
    private static final int MOST_KNOWN = 8;
    private static final int MOST_WAITING = 8;

    /** Whether a code that is held up is seen. */
    public enum Eyes {
        /** This cabinet has no device for it. */
        NONE,
        /** One of its devices works at least. */
        OPEN,
        /** None works now, such as a camera whose picture stands still: the way is another one. */
        SHUT
    }

    private final Inventory inventory;
    private final KioskClock clock;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> eyesListeners = new CopyOnWriteArrayList<>();
    private Eyes eyesTold = Eyes.NONE;
    /** True while a look at the cameras waits for its turn. */
    private final AtomicBoolean lookWaits = new AtomicBoolean();
    private final ThreadPoolExecutor reading = new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> new Thread(task, "ting-codes-seen"),
            (dropped, pool) -> lookWaits.set(false));
    private boolean wanted;
    /**
     * One a camera, since what a reader leaves untried at a frame it tries at the next; made when its first frame is there. The readers
     * are the reading thread's; whoever has them forgotten puts an empty map in place of theirs, which no full queue delays.
     */
    private volatile Map<Camera, CodeReader> readers = new HashMap<>();
    // What follows belongs to the reading thread.
    /** When codes were seen last, by their hash, what was longest out of sight first; the codes themselves are forgotten. */
    private final Map<Integer, Duration> known = new LinkedHashMap<>(MOST_KNOWN * 2, 0.75f, true);
    private Duration looked = Duration.ofSeconds(-1);

    CodesSeen(Inventory inventory, KioskClock clock) {
        this.inventory = inventory;
        this.clock = clock;
    }

    /** Begins to listen to scanners and cameras; called once at the kiosk's start. */
    void start() {
        inventory.onChange(this::devicesChanged);
        scanners().forEach(scanner -> scanner.onCode(code -> reading.execute(() -> seen(code))));
        cameras().forEach(camera -> {
            camera.onFrame(this::frameThere);
            camera.wanted(camera.looksAtIdle());
        });
    }

    /** Registers for codes, none of them blank. Listeners may only enqueue. */
    public void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** What is to be said to somebody with a code. */
    public Eyes eyes() {
        boolean any = !scanners().isEmpty() || !cameras().isEmpty();
        boolean works = scanners().stream().anyMatch(CodeScanner::works) || cameras().stream().anyMatch(Camera::works);
        return works ? Eyes.OPEN : any ? Eyes.SHUT : Eyes.NONE;
    }

    /** Registers for changes of {@link #eyes}. Listeners may only enqueue. */
    public void onEyes(Runnable listener) {
        eyesListeners.add(listener);
    }

    /** One device after the other, so that what was told last is so. */
    private void devicesChanged() {
        synchronized (eyesListeners) {
            Eyes now = eyes();
            if (eyesTold != now) {
                eyesTold = now;
                eyesListeners.forEach(Runnable::run);
            }
        }
    }

    /**
     * Says whether the page that is shown wants a code. Cameras look only then; scanners, which see nothing but codes, look as long
     * as a visit lasts, and what always looks tells its codes also while there is none. Nothing is wanted at first. A code that lies
     * there already when one begins to be wanted is told anew.
     */
    public synchronized void wanted(boolean wish) {
        if (wish == wanted) {
            return;
        }
        wanted = wish;
        cameras().forEach(camera -> camera.wanted(wish || camera.looksAtIdle()));
        if (wish) {
            reading.execute(known::clear);
        } else {
            forgetFrames();
        }
    }

    @Override
    public void began(Visit visit) {
        scanners().forEach(scanner -> scanner.wanted(true));
    }

    @Override
    public void ended(Visit visit, EndReason reason) {
        scanners().forEach(scanner -> scanner.wanted(false));
        forgetFrames(); // a camera that looks at idle goes on, and shall know nothing of who stood before it
    }

    /** A frame that is looked at just now leaves what it leaves in the map that is given up. */
    private void forgetFrames() {
        readers = new HashMap<>();
    }

    private List<CodeScanner> scanners() {
        return inventory.all(CodeScanner.class);
    }

    private List<Camera> cameras() {
        return inventory.all(Camera.class);
    }

    /** However many frames come meanwhile, one look waits. */
    private void frameThere() {
        if (lookWaits.compareAndSet(false, true)) {
            reading.execute(this::look);
        }
    }

    private void look() {
        lookWaits.set(false);
        Duration now = clock.uptime();
        if (now.minus(looked).compareTo(BETWEEN_FRAMES) < 0) {
            return;
        }
        looked = now;
        Map<Camera, CodeReader> mine = readers;
        for (Camera camera : cameras()) {
            String[] read = new String[1];
            camera.look(frame -> read[0] = read(frame, camera, mine));
            if (read[0] != null && !read[0].isBlank()) {
                seen(read[0].strip());
            }
        }
    }

    private String read(Frame frame, Camera camera, Map<Camera, CodeReader> mine) {
        try {
            return mine.computeIfAbsent(camera, first -> new CodeReader()).watch(frame.luminance(), frame.width(), frame.height());
        } catch (RuntimeException bug) {
            // Without its message, which may say what stands in the code.
            LOG.errorf("a frame was not read: %s", bug.getClass().getName());
            mine.remove(camera);
            return null;
        }
    }

    private void seen(String code) {
        Duration now = clock.uptime();
        known.values().removeIf(at -> now.minus(at).compareTo(SAME) >= 0);
        boolean same = known.put(code.hashCode(), now) != null;
        if (known.size() > MOST_KNOWN) {
            known.remove(known.keySet().iterator().next());
        }
        if (!same) {
            listeners.forEach(listener -> listener.accept(code));
        }
    }

    @PreDestroy
    void stop() {
        reading.shutdownNow();
    }
}
