package cn.ting.device.idcard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.ting.condition.Conditions;
import cn.ting.device.idcard.IdCardReader.CardFound;
import cn.ting.device.idcard.IdCardReader.CardGone;
import cn.ting.device.idcard.IdCardReader.CardLies;
import cn.ting.device.idcard.IdCardReader.CardRead;
import cn.ting.device.idcard.IdCardReader.CardUnreadable;
import cn.ting.device.idcard.IdCardReader.Event;
import cn.ting.device.idcard.SamVSettings.Presence;
import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.device.inventory.Driver;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.inventory.Verdict;
import cn.ting.settings.Section;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.wire.Lines;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The shipped driver in a real inventory on a real line; it looks often, is patient, and can be hurried. */
final class ReaderBench implements AutoCloseable {

    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(15);
    private static final Duration REOPEN = Duration.ofMillis(100);
    /** The shipped two seconds are stepped through elsewhere; here no machine is too busy for them. */
    private static final Duration SETTLES = Duration.ofMinutes(2);
    private static final int DEADLINE_SECONDS = 60;
    private static final String NAME = "reader";

    final KioskClock clock = new SystemClock();
    final Conditions conditions = new Conditions(clock);
    /** How many cards it began to read. */
    final AtomicInteger found = new AtomicInteger();
    final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    /** Everything it said, in order. */
    final List<Event> all = new CopyOnWriteArrayList<>();
    private final Inventory inventory;
    private final Thread serving;

    ReaderBench(String address) {
        this(address, Presence.NONE, new Hurry());
    }

    ReaderBench(String address, Presence presence, Hurry hurry) {
        this(address, quickSamV(presence, hurry));
    }

    ReaderBench(String address, boolean fingerprints, Presence presence) {
        this(address, new QuickSamV(new SamVSettings(POLL, PATIENT, PATIENT, fingerprints, presence, Card.Fields.NONE), new Hurry()));
    }

    ReaderBench(String address, Card.Fields fields, Hurry hurry) {
        this(address, new QuickSamV(new SamVSettings(POLL, PATIENT, PATIENT, false, Presence.NONE, fields), hurry));
    }

    /** Any driver of the kind. */
    ReaderBench(String address, Driver driver) {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        inventory = new Inventory(
                new Drivers(List.of(driver)),
                new InventorySettings(true, REOPEN, REOPEN, Duration.ofSeconds(3)),
                List.of(new DeviceSettings(NAME, driver.name(), address, Section.empty())),
                new Lines(),
                clock,
                conditions);
        reader().onEvent(this::heard);
        inventory.start();
        serving = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("device-" + NAME) && !before.contains(thread)).findFirst().orElseThrow();
    }

    private void heard(Event event) {
        all.add(event);
        if (event instanceof CardFound) {
            found.incrementAndGet();
        } else {
            events.add(event);
        }
    }

    IdCardReader reader() {
        return inventory.find(IdCardReader.class).orElseThrow();
    }

    /** The shipped driver that looks often. */
    static Driver quickSamV(Presence presence, Hurry hurry) {
        return new QuickSamV(new SamVSettings(POLL, PATIENT, PATIENT, false, presence, Card.Fields.NONE), hurry);
    }

    private record QuickSamV(SamVSettings settings, Hurry hurry) implements Driver {

        @Override
        public String name() {
            return "quick-sam-v";
        }

        @Override
        public Class<SamVSettings> profile() {
            return SamVSettings.class;
        }

        @Override
        public Device attach(DevicePlace place) {
            ForgottenCard none = new ForgottenCard(place.clock(), SETTLES);
            // Most stories lay their card at once, and mean one that somebody stands before.
            none.lifted();
            return hurry.over(new SamVReader(place, settings, none));
        }
    }

    Verdict selfTest() throws Exception {
        return inventory.selfTest(NAME).orElseThrow().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    DeviceState state() {
        return status().now().state();
    }

    DeviceStatus status() {
        return inventory.statuses().get(0);
    }

    Event next() throws InterruptedException {
        Event event = events.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("the reader said nothing within a minute");
        }
        return event;
    }

    Card expectRead(SyntheticPerson person) throws InterruptedException {
        if (!(next() instanceof CardRead read)) {
            throw new AssertionError("the card was not read");
        }
        assertEquals(person.number(), read.card().number());
        assertEquals(person.called(), read.card().name());
        return read.card();
    }

    /** What it says of the card before is passed over. */
    void expectUnreadable(IdCardFault why) throws InterruptedException {
        Event event = next();
        while (event instanceof CardLies || event instanceof CardGone) {
            event = next();
        }
        assertEquals(new CardUnreadable(why), event);
    }

    void expectSilence() {
        assertNull(events.peek());
    }

    /** Returns when it says nothing more. */
    @Override
    public void close() {
        inventory.stop();
        try {
            serving.join(DEADLINE_SECONDS * 1_000);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
