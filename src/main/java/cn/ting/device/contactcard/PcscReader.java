package cn.ting.device.contactcard;

import cn.ting.device.contactcard.PcscChild.LostException;
import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.device.inventory.SelfTesting;
import cn.ting.device.inventory.Verdict;
import cn.ting.device.inventory.WorkQueue;
import cn.ting.wire.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A reader behind the smart-card service, reached through a {@link PcscProgram} of its own. Absent while the service or the reader is not
 * there, which the program waits for at no cost worth naming; present when both are, ready after the first looks. Looks whether a card is
 * in whenever something has changed, and reads one that has come. A program that crashes or hangs ends the serving, and the inventory begins
 * anew with another. A card over which a program crashed or hung is not read again before it has been taken out; nor is one that is in at
 * the first looks, or comes to light soon after a loss with a card in: whose it is, and how long it has been there, nobody has seen.
 */
final class PcscReader implements Device, ContactCardReader, SelfTesting {

    /** Starts a program. */
    @FunctionalInterface
    interface Starting {
        Line start() throws IOException;
    }

    private static final String ANY = "*";
    private static final Duration TEST_WITHIN = Duration.ofSeconds(20);
    private static final int TESTS_WAITING = 2;
    /** A service that has just come up may know its readers before it knows what is in them. */
    private static final int EARLY_LOOKS = 3;
    /** After so many waits in which nothing changed it is looked all the same: half a minute, should the service have missed something. */
    private static final int MOST_WAITS = 10;
    /** The card that was in when the service went may show so long after that is back. */
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(10);

    private final DevicePlace place;
    private final String wanted;
    private final PcscSettings settings;
    private final Starting program;
    private final WorkQueue tests;
    private final List<Runnable> inListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<ContactCard>> cardListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> goneListeners = new CopyOnWriteArrayList<>();
    private PcscChild service;
    /** Its whole name; null while the service knows none. */
    private String reader;
    private boolean in;
    private boolean leftAlone;
    private int looks;
    private boolean lostWithCard;
    private Duration back = Duration.ZERO;

    /**
     * @param wanted a part of the reader's name, or {@code *}
     * @param program started anew for each serving, and closed at its end
     */
    PcscReader(DevicePlace place, String wanted, PcscSettings settings, Starting program) {
        this.place = place;
        this.wanted = wanted;
        this.settings = settings;
        this.program = program;
        this.tests = new WorkQueue(place.clock(), TESTS_WAITING);
    }

    @Override
    public void onIn(Runnable listener) {
        inListeners.add(listener);
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
            if (reader == null) {
                return Verdict.failed(ContactCardFault.NO_READER, "the service knows no reader called " + wanted + " yet");
            }
            return Verdict.passed("the reader answers; " + (look() ? "a card is in" : "no card is in"));
        }).outcome();
    }

    @Override
    public void serve(Line none) throws IOException, InterruptedException {
        try (Line line = program.start()) {
            service = new PcscChild(line, place.clock(), settings.patience(), place.status()::comesRound);
            while (true) {
                attend();
            }
        } catch (LostException lost) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            place.conditions().raise(lost.fault(), place.name(), lost.getMessage());
            place.status().is(DeviceState.FAULTY, lost.fault());
            place.status().note(lost.getMessage());
            throw lost;
        } finally {
            ended();
        }
    }

    /** Waits for service and reader, and attends to the reader until one of them goes. */
    private void attend() throws IOException, InterruptedException {
        service.begin(this::withoutService);
        looks = 0;
        reader = null;
        try {
            reader = awaited();
            place.status().is(DeviceState.PRESENT);
            back = place.clock().uptime();
            while (true) {
                look();
                rest(looks == EARLY_LOOKS ? MOST_WAITS : 0);
            }
        } catch (LostException lost) {
            throw lost;
        } catch (IOException away) {
            lostWithCard |= in || leftAlone;
            if (looks < EARLY_LOOKS) {
                // It has never answered: the inventory waits before the next try.
                throw away;
            }
            // Which of the two is gone is found out next.
            place.status().is(DeviceState.ABSENT, ContactCardFault.SILENT);
            ended();
        }
    }

    private void ended() {
        gone();
        tests.failAll(new IOException("the reader is away"));
    }

    private void withoutService(String why) {
        DeviceStatus.Now now = place.status().now();
        if (now.state() != DeviceState.ABSENT || !now.cause().equals(Optional.of(ContactCardFault.NO_SERVICE))) {
            waitsFor(ContactCardFault.NO_SERVICE);
            place.status().note(why);
        }
    }

    /** A program that waits works: what was wrong with the one before is over. */
    private void waitsFor(ContactCardFault missing) {
        place.conditions().clear(ContactCardFault.SILENT, place.name());
        place.conditions().clear(ContactCardFault.CRASHED, place.name());
        place.status().is(DeviceState.ABSENT, missing);
    }

    /** The reader's whole name, as soon as the service knows it; until then staff are told which readers there are. */
    private String awaited() throws IOException, InterruptedException {
        List<String> noted = List.of(wanted);
        while (true) {
            List<String> readers = service.readers();
            Optional<String> named = readers.stream().filter(name -> wanted.equals(ANY) || name.contains(wanted)).findFirst();
            if (named.isPresent()) {
                return named.get();
            }
            waitsFor(ContactCardFault.NO_READER);
            if (!readers.equals(noted)) {
                place.status().note("no reader is called " + wanted + "; there are " + readers);
                noted = readers;
            }
            rest(MOST_WAITS);
        }
    }

    /** Does what is asked, until something has changed. */
    private void rest(int mostWaits) throws IOException, InterruptedException {
        tests.runNext(settings.poll());
        for (int i = 0; i < mostWaits && !service.awaitChange(); i++) {
            tests.runNext(Duration.ZERO);
        }
    }

    /** Sees whether a card is in, one that is left alone too, and reads one that has come. */
    private boolean look() throws IOException {
        boolean holds = service.holdsCard(reader);
        boolean taken = leftAlone && !holds;
        leftAlone &= holds;
        lostWithCard &= !taken && place.clock().uptime().minus(back).compareTo(SETTLED_WITHIN) < 0;
        boolean early = looks < EARLY_LOOKS || lostWithCard;
        looks = Math.min(looks + 1, EARLY_LOOKS);
        if (looks == EARLY_LOOKS) {
            place.status().is(DeviceState.READY);
        }
        place.conditions().clear(ContactCardFault.SILENT, place.name());
        place.conditions().clear(ContactCardFault.CRASHED, place.name());
        if (!holds) {
            gone();
        } else if (!in && early) {
            comesIn();
            leftAlone = true;
            // Whoever stands there is asked to take it out and push it in again.
            tell(new UnreadCard(ContactCardFault.MUTE));
        } else if (!in && !leftAlone) {
            comesIn();
            read();
        }
        return holds;
    }

    private void comesIn() {
        in = true;
        inListeners.forEach(Runnable::run);
    }

    /** A card taken out under the reading is one that could not be read; whether the service is gone instead, the next look tells. */
    private void read() throws IOException {
        try {
            tell(service.read(reader));
        } catch (PcscChild.MuteCardException mute) {
            tell(new UnreadCard(ContactCardFault.MUTE));
        } catch (LostException lost) {
            leftAlone = true;
            tell(new UnreadCard(lost.fault() == ContactCardFault.SILENT ? ContactCardFault.MUTE : ContactCardFault.UNREADABLE));
            throw lost;
        } catch (IOException torn) {
            tell(new UnreadCard(ContactCardFault.UNREADABLE));
        }
    }

    private void tell(ContactCard card) {
        place.status().used();
        place.status().note(card instanceof UnreadCard unread ? "a card: " + unread.why().code() : "a card was read");
        cardListeners.forEach(listener -> listener.accept(card));
    }

    private void gone() {
        if (in) {
            in = false;
            goneListeners.forEach(Runnable::run);
        }
    }
}
