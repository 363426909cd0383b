package cn.ting.device.idcard;

import cn.ting.device.idcard.SamVStatus.Then;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A reader with a SAM_V module: how the module is, and when it is asked what. On a fresh line it asks how the module is and which; then
 * it looks for a card again and again. What becomes of one that is found {@link SamVReading} knows; the module finds it no more until it was
 * lifted, so one laying gives one {@link CardRead}.
 *
 * <p>Where the profile names a question that a lying card answers, that is asked in place of looking for the next card, see {@link
 * LyingCard}. A card that may have been lying there when the module was lost, or when the kiosk started, is found and not read, see {@link
 * ForgottenCard}.
 */
final class SamVReader implements Device, IdCardReader, SelfTesting {

    /** One answer may be lost to noise; two in a row are a reader out of order, or a card that is gone. */
    static final int STRIKES = 2;

    private static final Duration TEST_WITHIN = Duration.ofSeconds(20);
    private static final int TESTS_WAITING = 2;

    private final DevicePlace place;
    private final SamVSettings settings;
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private final SamVTally tally = new SamVTally();
    private final WorkQueue tests;
    private final ForgottenCard forgotten;
    private final SamVReading reading;
    private final LyingCard lying;
    private SamVQuestions questions;
    /** The round, or its look for a card where that came after an introduction. */
    private Duration began;
    private boolean introduced;
    private int strikes;

    SamVReader(DevicePlace place, SamVSettings settings) {
        this(place, settings, new ForgottenCard(place.clock(), ForgottenCard.SETTLES));
    }

    /** @param forgotten what is known of a card that may lie there by now */
    SamVReader(DevicePlace place, SamVSettings settings, ForgottenCard forgotten) {
        this.place = place;
        this.settings = settings;
        this.tests = new WorkQueue(place.clock(), TESTS_WAITING);
        this.forgotten = forgotten;
        this.reading = new SamVReading(place, settings, tally, forgotten, this::tell);
        this.lying = new LyingCard(place, settings.presence().probe(), forgotten, this::tell);
    }

    @Override
    public void onEvent(Consumer<Event> listener) {
        listeners.add(listener);
    }

    @Override
    public Optional<IdCardFault> trouble() {
        if (place.status().now().state().inService()) {
            return Optional.empty();
        }
        boolean answers = place.conditions().has(IdCardFault.MODULE_FAULT);
        return Optional.of(answers ? IdCardFault.MODULE_FAULT : IdCardFault.SILENT);
    }

    @Override
    public Card.Fields reads() {
        return settings.fields();
    }

    @Override
    public ReadingCounts counts() {
        return tally.counts();
    }

    @Override
    public void serve(Line line) throws IOException, InterruptedException {
        questions = new SamVQuestions(line, place, settings, tally);
        introduced = false;
        strikes = 0;
        reading.begin();
        boolean silent = false;
        try {
            while (true) {
                // Measured from beginning to beginning, so that the time of an answer does not lengthen the wait.
                began = place.clock().uptime();
                round();
                tests.runFor(began.plus(settings.poll()).minus(place.clock().uptime()));
            }
        } catch (GoneException givenUp) {
            silent = true;
            throw givenUp;
        } finally {
            tests.failAll(new IOException("its line broke"));
            lying.leave();
            // Where the line broke, that is what is wrong from here on, and the inventory says so.
            place.conditions().set(silent, IdCardFault.SILENT, place.name(), "no answer to anything");
            place.conditions().clear(IdCardFault.MODULE_FAULT, place.name());
        }
    }

    /** The module's own self-test: its answer to the question how it is. */
    @Override
    public CompletableFuture<Verdict> selfTest() {
        return tests.<Verdict>offer(TEST_WITHIN, test -> tested()).outcome().exceptionally(failed -> {
            Throwable why = failed instanceof CompletionException wrapped ? wrapped.getCause() : failed;
            if (why instanceof IOException) {
                return Verdict.failed(IdCardFault.SILENT, why.getMessage());
            }
            throw new CompletionException(why);
        });
    }

    private Verdict tested() throws IOException {
        Optional<SamVStatus> how = questions.ask(SamVCommand.STATUS).map(SamVReply::status);
        String module = "module " + place.status().identity().orElse("without a number");
        if (how.isEmpty()) {
            return Verdict.failed(IdCardFault.SILENT, module + " does not say how it is");
        }
        return how.get().then() == Then.OUT_OF_ORDER
                ? Verdict.failed(IdCardFault.MODULE_FAULT, module + " says " + how.get())
                : Verdict.passed(module + " says " + how.get());
    }

    private void round() throws IOException {
        if (!introduced) {
            introduce();
        } else if (lying.isWatched()) {
            lying.look(questions);
        } else {
            lookForCard();
        }
    }

    /** A module that does not know these questions, or keeps silent to them, is taken as it is: whether it works, its find tells. */
    private void introduce() throws IOException {
        Optional<SamVStatus> how = questions.ask(SamVCommand.STATUS).map(SamVReply::status);
        forgotten.moduleIsBack();
        if (how.isEmpty()) {
            lookForCard();
            introduced = strikes == 0;
        } else if (how.get().then() == Then.OUT_OF_ORDER) {
            outOfOrder(IdCardFault.MODULE_FAULT, how.get().toString());
        } else {
            introduced = true;
            questions.ask(SamVCommand.MODULE_NUMBER)
                    .filter(reply -> reply.status() == SamVStatus.SUCCESS)
                    .ifPresent(reply -> known(ModuleNumber.of(reply.data())));
            lookForCard();
        }
    }

    private void known(String number) {
        place.status().identity(number);
        lying.module(number);
    }

    private void lookForCard() throws IOException {
        began = place.clock().uptime();
        Optional<SamVStatus> found = questions.ask(SamVCommand.FIND).map(SamVReply::status);
        if (found.isEmpty()) {
            strike(IdCardFault.SILENT, "no answer to find");
            return;
        }
        // Whether something stands on a card is no answer to whether there is one.
        switch (found.get() == SamVStatus.NOT_ON_THE_CARD ? Then.DOUBT : found.get().then()) {
            case GO_ON -> {
                works();
                SamVReading.Outcome outcome = reading.found(questions);
                lying.laid(outcome.read());
                outcome.stopped().filter(how -> how.then() == Then.OUT_OF_ORDER)
                        .ifPresent(how -> outOfOrder(IdCardFault.MODULE_FAULT, how.toString()));
            }
            case NO_CARD -> {
                works();
                reading.none();
            }
            // Some modules try a card before they say that they found one.
            case OTHER_CARD -> refused(IdCardFault.LAYOUT_UNKNOWN);
            case LAY_AGAIN -> refused(IdCardFault.READ_FAILED);
            case OUT_OF_ORDER -> outOfOrder(IdCardFault.MODULE_FAULT, found.get().toString());
            default -> strike(IdCardFault.MODULE_FAULT, "find answered " + found.get());
        }
    }

    private void refused(IdCardFault why) {
        reading.refused(why);
        works();
    }

    private void tell(Event event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    private void works() {
        strikes = 0;
        place.conditions().clear(IdCardFault.SILENT, place.name());
        place.conditions().clear(IdCardFault.MODULE_FAULT, place.name());
        if (tally.worn()) {
            place.status().is(DeviceState.DEGRADED, IdCardFault.WORN);
        } else {
            place.status().is(DeviceState.READY);
        }
    }

    private void strike(IdCardFault fault, String detail) {
        strikes++;
        if (strikes >= STRIKES) {
            outOfOrder(fault, detail);
        }
    }

    /** How the module is is asked anew before the next look for a card. */
    private void outOfOrder(IdCardFault fault, String detail) {
        strikes = STRIKES;
        introduced = false;
        place.conditions().clear(fault == IdCardFault.SILENT ? IdCardFault.MODULE_FAULT : IdCardFault.SILENT, place.name());
        place.conditions().raise(fault, place.name(), detail);
        place.status().is(DeviceState.FAULTY, fault);
    }
}
