package cn.ting.condition;

import cn.ting.time.KioskClock;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/** Everything that is wrong now. Every room writes; health and screen read. Safe for use by any thread. */
@Singleton
public final class Conditions {

    private static final Logger LOG = Logger.getLogger(Conditions.class);

    /** The most things that can be wrong at one time; what else is wrong then is told once one of them is right again. */
    static final int MOST = 128;

    private static final int LONGEST_DETAIL = 300;

    private final KioskClock clock;
    private final Map<String, Condition> present = new ConcurrentSkipListMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public Conditions(KioskClock clock) {
        this.clock = clock;
    }

    /** Says that something is wrong. Saying it again keeps the first {@code since}; see {@link Condition}. */
    public void raise(Fault fault, String subject, String detail) {
        if (present.size() >= MOST && !present.containsKey(key(fault, subject))) {
            LOG.debugf("%s %s is one thing too many", fault.code(), subject);
            return;
        }
        Condition condition = new Condition(
                fault, subject, clock.instant(), detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL)));
        if (present.putIfAbsent(key(fault, subject), condition) == null) {
            LOG.warnf("%s raised %s %s", fault.code(), subject, detail);
            tell();
        }
    }

    /** Says that something is right again; harmless when nothing was wrong. */
    public void clear(Fault fault, String subject) {
        if (present.remove(key(fault, subject)) != null) {
            LOG.infof("%s cleared %s", fault.code(), subject);
            tell();
        }
    }

    /** Says that something is right again whatever it was wrong with. */
    public void clearAll(Fault fault) {
        present.values().stream()
                .filter(condition -> condition.fault() == fault)
                .forEach(condition -> clear(fault, condition.subject()));
    }

    /** Raises or clears, whichever {@code wrong} says. */
    public void set(boolean wrong, Fault fault, String subject, String detail) {
        if (wrong) {
            raise(fault, subject, detail);
        } else {
            clear(fault, subject);
        }
    }

    /** What is wrong now, ordered by code and subject. */
    public List<Condition> present() {
        return List.copyOf(present.values());
    }

    /** True when this fault is present with any subject. */
    public boolean has(Fault fault) {
        return present.values().stream().anyMatch(condition -> condition.fault() == fault);
    }

    /**
     * Registers for changes. Listeners run on the thread that raised or cleared, so they may only enqueue; what one throws
     * is logged and keeps neither that thread nor the other listeners from going on.
     */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void tell() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException bug) {
                LOG.error("a listener to conditions failed", bug);
            }
        }
    }

    private static String key(Fault fault, String subject) {
        return fault.code() + " " + subject;
    }
}
