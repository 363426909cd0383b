package cn.ting.device.contactcard;

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
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A reader behind the smart-card service. Present when the service is there, ready when the reader is too; looks again and again whether
 * a card is in, and reads one that has come. A service or a reader that goes away ends it, and the inventory begins anew.
 */
final class PcscReader implements Device, ContactCardReader, SelfTesting {

    private static final String ANY = "*";
    private static final Duration TEST_WITHIN = Duration.ofSeconds(20);
    private static final int TESTS_WAITING = 2;

    private final DevicePlace place;
    private final String wanted;
    private final PcscSettings settings;
    private final PatientCalls calls;
    private final WorkQueue tests;
    private final List<Consumer<ContactCard>> cardListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> goneListeners = new CopyOnWriteArrayList<>();
    private PcscService service;
    private String reader;
    private boolean in;

    /**
     * @param wanted a part of the reader's name, or {@code *}
     */
    PcscReader(DevicePlace place, String wanted, PcscSettings settings) {
        this.place = place;
        this.wanted = wanted;
        this.settings = settings;
        this.calls = new PatientCalls("pcsc-" + place.name(), settings.patience(), place.status()::comesRound);
        this.tests = new WorkQueue(place.clock(), TESTS_WAITING);
    }

    @Override
    public void onCard(Consumer<ContactCard> listener) {
        cardListeners.add(listener);
    }

    @Override
    public void onGone(Runnable listener) {
        goneListeners.add(listener);
    }

    @Override
    public Optional<ContactCardFault> trouble() {
        return place.status().now().state().inService() ? Optional.empty() : Optional.of(ContactCardFault.SILENT);
    }

    /** Has the service asked for the reader once more, on the device's thread. */
    @Override
    public CompletableFuture<Verdict> selfTest() {
        return tests.<Verdict>offer(TEST_WITHIN, work -> {
            look();
            return Verdict.passed("the reader answers; " + (in ? "a card is in" : "no card is in"));
        }).outcome();
    }

    @Override
    public void serve(Line none) throws IOException, InterruptedException {
        service = call(PcscService::open);
        try {
            place.status().is(DeviceState.PRESENT);
            reader = awaited();
            while (true) {
                look();
                tests.runNext(settings.poll());
            }
        } finally {
            gone();
            close();
        }
    }

    /** The reader's whole name, as soon as the service knows it; until then staff are told which readers there are. */
    private String awaited() throws IOException, InterruptedException {
        List<String> noted = List.of(wanted);
        while (true) {
            List<String> readers = call(service::readers);
            Optional<String> named = readers.stream().filter(name -> wanted.equals(ANY) || name.contains(wanted)).findFirst();
            if (named.isPresent()) {
                return named.get();
            }
            if (!readers.equals(noted)) {
                place.status().note("no reader is called " + wanted + "; there are " + readers);
                noted = readers;
            }
            tests.runNext(settings.poll());
        }
    }

    private void look() throws IOException, InterruptedException {
        boolean holds = call(() -> service.holdsCard(reader));
        place.status().is(DeviceState.READY);
        if (!holds) {
            gone();
        } else if (!in) {
            in = true;
            ContactCard card = read();
            place.status().used();
            place.status().note(card instanceof UnreadCard unread ? "a card: " + unread.why().code() : "a card was read");
            cardListeners.forEach(listener -> listener.accept(card));
        }
    }

    /** A card taken out under the reading is one that could not be read; whether the service is gone instead, the next look tells. */
    private ContactCard read() throws InterruptedException {
        try {
            return call(() -> service.read(reader));
        } catch (PcscService.MuteCardException | PatientCalls.OverdueException mute) {
            return new UnreadCard(ContactCardFault.MUTE);
        } catch (IOException torn) {
            return new UnreadCard(ContactCardFault.UNREADABLE);
        }
    }

    private void gone() {
        if (in) {
            in = false;
            goneListeners.forEach(Runnable::run);
        }
    }

    private <T> T call(Callable<T> step) throws IOException, InterruptedException {
        try {
            T answer = calls.call(step);
            place.conditions().clear(ContactCardFault.SILENT, place.name());
            return answer;
        } catch (PatientCalls.OverdueException overdue) {
            place.conditions().raise(ContactCardFault.SILENT, place.name(), overdue.getMessage());
            throw overdue;
        }
    }

    /** What cannot be closed now is closed by the provider once nobody refers to it. */
    private void close() throws InterruptedException {
        try {
            calls.call(() -> {
                service.close();
                return null;
            });
        } catch (IOException gone) {
            place.status().note("the smart-card service went away");
        }
    }
}
