package cn.ting.link;

import cn.ting.condition.Conditions;
import cn.ting.machine.NetworkWatch;
import cn.ting.outbox.Outbox;
import cn.ting.seal.DeviceKeyFile;
import cn.ting.seal.TlsKeeper;
import cn.ting.seal.TlsSettings;
import cn.ting.settings.PlaceSettings;
import cn.ting.time.KioskClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * The link to the central platform. It sends what stands in the {@link Outbox} and brings what {@link Documents} asks for;
 * nobody waits for it. Safe for use by any thread.
 */
@Singleton
public final class Link {

    private static final Logger LOG = Logger.getLogger(Link.class);

    private static final int MOST_STATE_BYTES = 64 * 1024;

    /** What is sent when no letter waits to be, one message at a time, and may be lost. Called on the link's worker, which it may not hold up. */
    public interface Spare {

        /** The next message, at most 64 KiB, without a personal datum; empty when there is none. Asked again after a lost connection. */
        Optional<byte[]> next();

        /** The broker has taken what {@link #next()} gave last. */
        void taken();
    }

    private final Signals signals = new Signals(MqttSession.RECEIVE_MAXIMUM * 2);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Conditions conditions;
    private final Duration patience;
    private final Presence presence;
    private final Requests requests;
    private final Courier courier;
    private final Drain drain;
    private final Object comparing = new Object();
    private volatile Thread worker;
    private volatile boolean connected;

    public Link(LinkSettings settings, TlsSettings tls, PlaceSettings place, Outbox outbox, Documents documents, Conditions conditions,
            KioskClock clock, DeviceKeyFile device) {
        RandomGenerator random = new Random();
        Topics topics = Topics.of(place);
        Backoff resend = new Backoff(settings.resendFirst(), settings.resendMost(), random);
        Backoff reconnect = new Backoff(settings.reconnectFirst(), settings.reconnectMost(), random);
        this.conditions = conditions;
        this.patience = settings.answerWithin().multipliedBy(3);
        this.presence = new Presence(outbox, topics, conditions, clock, version(), device);
        Subscriptions subscriptions = new Subscriptions(documents, topics, conditions);
        this.requests = new Requests(topics, outbox.boot(), clock, () -> signals.ring(Signals.Bell.ASKED));
        this.drain = new Drain(settings, topics, outbox, conditions, clock, signals, resend);
        this.courier = new Courier(
                new Door(settings, new TlsKeeper(tls, conditions), topics, signals, clock, outbox.epochs()::lastReceipted), topics, presence, subscriptions, requests, drain, conditions, clock, signals,
                new Timetable(clock, signals, reconnect, new NetworkWatch(clock), settings.answerWithin()), () -> listeners.forEach(Runnable::run));
        conditions.onChange(this::compare);
        outbox.onPost(() -> signals.ring(Signals.Bell.POSTED));
        outbox.onRequeue(() -> signals.ring(Signals.Bell.REQUEUED));
        outbox.epochs().onDrawn(() -> signals.ring(Signals.Bell.EPOCH));
        documents.onChange(() -> signals.ring(Signals.Bell.WANTED));
    }

    /** Until the first connection stands nobody shall take this kiosk for linked; to be called before a page is drawn. */
    public void notYet() {
        conditions.raise(LinkFault.DOWN, "", "not connected yet");
    }

    /** Begins to connect, and goes on for ever; returns at once. */
    public synchronized void start() {
        if (worker == null) {
            notYet();
            worker = new Thread(new Threads(), courier, "ting-link");
            worker.setDaemon(true);
            worker.start();
        }
    }

    /** Says good-bye and disconnects; returns when no thread of the link is left, or after three waits for the broker. */
    public synchronized void stop() {
        if (worker == null) {
            return;
        }
        signals.ring(Signals.Bell.STOP);
        try {
            worker.join(patience.toMillis());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        worker.interrupt();
    }

    /** Asks the platform what changes nothing. */
    public Requests requests() {
        return requests;
    }

    /** Called by whichever threads change conditions: the last one to look writes last. */
    private void compare() {
        boolean changed;
        synchronized (comparing) {
            boolean now = worker != null && !conditions.has(LinkFault.DOWN);
            changed = connected != now;
            connected = now;
        }
        if (changed) {
            listeners.forEach(Runnable::run);
        }
    }

    /** True while connected to the broker and the platform says on this connection that it stores. */
    public boolean up() {
        return courier.up();
    }

    /** True while connected to the broker, whatever the platform says. */
    public boolean connected() {
        return connected;
    }

    /** Registers for changes of {@link #up()} and {@link #connected()}. Listeners run on any thread, so they may only enqueue. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Publishes what this kiosk is like now, retained under {@code up/{segment}}, on this connection and each new one.
     *
     * @param segment a room's topic segment, such as {@code health}
     * @param json a JSON object in UTF-8, at most 64 KiB, without a personal datum
     * @param expiry when the broker forgets it unless it was renewed; zero for never
     * @throws IllegalArgumentException when it is larger
     */
    public void publishState(String segment, byte[] json, Duration expiry) {
        if (json.length > MOST_STATE_BYTES) {
            throw new IllegalArgumentException(segment + " of " + json.length + " bytes is too large");
        }
        presence.note(Objects.requireNonNull(segment), json.clone(), expiry);
        signals.ring(Signals.Bell.STATE);
    }

    /** Carries under {@code up/{segment}} what may be lost; to be called once, before {@link #start()}. */
    public void carry(String segment, Spare spare) {
        drain.carry(segment, spare);
    }

    /** What may be lost has something to carry again. */
    public void spareWaits() {
        signals.ring(Signals.Bell.DUE);
    }

    /**
     * The worker, and every thread that the library makes for it, which a thread's group is handed down to. The library does not catch what it
     * stumbles over: its own emptied fields, when a connection is closed under it, and a packet it cannot read.
     */
    private final class Threads extends ThreadGroup {

        Threads() {
            super("ting-link");
        }

        @Override
        public void uncaughtException(Thread thread, Throwable why) {
            if (thread == worker) {
                LOG.error("the link's worker has ended", why);
            } else {
                LOG.infof("%s ended: %s", thread.getName(), why);
                signals.tell(new Signals.Stumbled(thread));
            }
        }
    }

    private static String version() {
        String released = Link.class.getPackage().getImplementationVersion();
        return released == null ? "dev" : released;
    }
}
