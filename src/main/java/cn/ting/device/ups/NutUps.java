package cn.ting.device.ups;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.SelfTesting;
import cn.ting.device.inventory.Verdict;
import cn.ting.device.inventory.WorkQueue;
import cn.ting.wire.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A UPS that NUT's {@code upsd} tells of. Asked every so often; an answer that does not come, or that cannot be understood, breaks the
 * line off, and the inventory opens another.
 */
final class NutUps implements Device, Ups, SelfTesting {

    private static final Duration TEST_WITHIN = Duration.ofSeconds(20);
    private static final int TESTS_WAITING = 2;
    private static final List<String> NOT_HEARD_OF_LATELY = List.of("DATA-STALE", "DRIVER-NOT-CONNECTED");

    /**
     * What was told, and when.
     *
     * @param at the kiosk's uptime
     */
    private record Told(PowerNow power, Duration at) {}

    private final DevicePlace place;
    private final NutSettings settings;
    private final WorkQueue tests;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Told told;
    private NutDialogue dialogue;

    NutUps(DevicePlace place, NutSettings settings) {
        this.place = place;
        this.settings = settings;
        this.tests = new WorkQueue(place.clock(), TESTS_WAITING);
        this.told = new Told(PowerNow.unknown(place.clock().instant()), place.clock().uptime());
    }

    @Override
    public PowerNow now() {
        Told last = told;
        boolean old = place.clock().uptime().minus(last.at()).compareTo(settings.holds()) > 0;
        return old && last.power().supply() != Supply.UNKNOWN ? PowerNow.unknown(place.clock().instant()) : last.power();
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Has the service asked once more. The battery is not loaded: that would need the right to command the UPS. */
    @Override
    public CompletableFuture<Verdict> selfTest() {
        return tests.<Verdict>offer(TEST_WITHIN, work -> {
            look();
            PowerNow power = told.power();
            String seen = "supply " + power.supply() + ", charge " + (power.chargePercent().isPresent()
                    ? power.chargePercent().getAsInt() + " %" : "unknown") + ", lasts "
                    + power.runtime().map(left -> left.toSeconds() + " s").orElse("unknown");
            return place.status().now().cause().map(why -> Verdict.failed(why, seen)).orElseGet(() -> Verdict.passed(seen));
        }).outcome();
    }

    @Override
    public void serve(Line line) throws IOException, InterruptedException {
        dialogue = new NutDialogue(line, place.clock());
        try {
            while (true) {
                Duration next = place.clock().uptime().plus(settings.pollEvery());
                look();
                Duration rest = next.minus(place.clock().uptime());
                tests.runNext(rest.isNegative() ? Duration.ZERO : rest);
            }
        } finally {
            dialogue.leave();
            known(PowerNow.unknown(place.clock().instant()));
        }
    }

    /** Not that it is on battery: silence is no good news. */
    @Override
    public Set<UpsFault> readings() {
        return Set.of(UpsFault.REPLACE_BATTERY, UpsFault.STALE, UpsFault.REFUSED, UpsFault.UNDECIDED);
    }

    private void look() throws IOException {
        NutDialogue.Reply reply = dialogue.variables(settings.ups(), settings.patience());
        if (reply instanceof NutDialogue.Nothing nothing) {
            known(PowerNow.unknown(place.clock().instant()));
            place.conditions().raise(UpsFault.SILENT, place.name(), nothing.why());
            throw new IOException(nothing.why());
        }
        place.conditions().clear(UpsFault.SILENT, place.name());
        if (reply instanceof NutDialogue.Refusal refusal) {
            refused(refusal.error());
        } else {
            read(NutReading.of(((NutDialogue.Variables) reply).values()));
        }
    }

    private void refused(String error) {
        boolean stale = NOT_HEARD_OF_LATELY.contains(error);
        UpsFault why = stale ? UpsFault.STALE : UpsFault.REFUSED;
        place.conditions().set(stale, UpsFault.STALE, place.name(), error);
        place.conditions().set(!stale, UpsFault.REFUSED, place.name(), error);
        place.conditions().clear(UpsFault.UNDECIDED, place.name());
        place.status().is(DeviceState.FAULTY, why);
        known(PowerNow.unknown(place.clock().instant()));
    }

    private void read(NutReading reading) {
        place.conditions().clear(UpsFault.STALE, place.name());
        place.conditions().clear(UpsFault.REFUSED, place.name());
        place.conditions().set(reading.replace(), UpsFault.REPLACE_BATTERY, place.name(), "");
        boolean undecided = reading.supply() == Supply.UNKNOWN;
        place.conditions().set(undecided, UpsFault.UNDECIDED, place.name(), "ups.status tells neither mains nor battery");
        if (undecided) {
            place.status().is(DeviceState.DEGRADED, UpsFault.UNDECIDED);
        } else if (reading.replace()) {
            place.status().is(DeviceState.DEGRADED, UpsFault.REPLACE_BATTERY);
        } else {
            place.status().is(DeviceState.READY);
        }
        known(new PowerNow(reading.supply(), place.clock().instant(), reading.chargePercent(), reading.runtime()));
    }

    /** Keeps the first moment of a supply that stays. */
    private void known(PowerNow now) {
        PowerNow before = told.power();
        boolean changed = before.supply() != now.supply();
        told = new Told(changed ? now : new PowerNow(now.supply(), before.since(), now.chargePercent(), now.runtime()),
                place.clock().uptime());
        if (changed) {
            place.status().note("supply " + now.supply());
        }
        // Mains lost stay a condition until they are told to be back: silence is no good news.
        if (now.supply() != Supply.UNKNOWN) {
            place.conditions().set(now.supply() != Supply.MAINS, UpsFault.ON_BATTERY, place.name(), "");
            place.conditions().set(now.supply() == Supply.BATTERY_LOW, UpsFault.BATTERY_LOW, place.name(), "");
        }
        if (changed) {
            listeners.forEach(Runnable::run);
        }
    }
}
