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
 * A reader with a SAM_V module. On a fresh line it asks how the module is and which; then it looks for a card again and again;
 * finds, selects and reads one that was newly laid.
 *
 * <p>The module finds a card that was read no more until it was lifted, so one laying gives one {@link CardRead}. Trouble
 * with a card is told once and tried again in silence as long as the module still finds it. Where the profile names a question
 * that a lying card answers, that is asked in place of looking for the next card, see {@link LyingCard}. A card that may have been
 * lying there when the module was lost, or when the kiosk started, is found and not read, see {@link ForgottenCard}.
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
    private final LyingCard lying;
    private SamVQuestions questions;
    /** The round, or its look for a card where that came after an introduction. */
    private Duration began;
    private boolean introduced;
    private int strikes;
    private boolean troubleTold;
    /** Looks in a row at which the module found a card and refused it. */
    private int vain;

    SamVReader(DevicePlace place, SamVSettings settings) {
        this(place, settings, new ForgottenCard(place.clock(), ForgottenCard.SETTLES));
    }

    /** @param forgotten what is known of a card that may lie there by now */
    SamVReader(DevicePlace place, SamVSettings settings, ForgottenCard forgotten) {
        this.place = place;
        this.settings = settings;
        this.tests = new WorkQueue(place.clock(), TESTS_WAITING);
        this.forgotten = forgotten;
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
    public ReadingCounts counts() {
        return tally.counts();
    }

    @Override
    public void serve(Line line) throws IOException, InterruptedException {
        questions = new SamVQuestions(line, place, tally);
        introduced = false;
        strikes = 0;
        troubleTold = false;
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
        Optional<SamVStatus> how = ask(SamVCommand.STATUS, settings.findPatience()).map(SamVReply::status);
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
            lying.look(this::then);
        } else {
            lookForCard();
        }
    }

    /** A module that does not know these questions, or keeps silent to them, is taken as it is: whether it works, its find tells. */
    private void introduce() throws IOException {
        Optional<SamVStatus> how = ask(SamVCommand.STATUS, settings.findPatience()).map(SamVReply::status);
        forgotten.moduleIsBack();
        if (how.isEmpty()) {
            lookForCard();
            introduced = strikes == 0;
        } else if (how.get().then() == Then.OUT_OF_ORDER) {
            outOfOrder(IdCardFault.MODULE_FAULT, how.get().toString());
        } else {
            introduced = true;
            ask(SamVCommand.MODULE_NUMBER, settings.findPatience())
                    .filter(reply -> reply.status() == SamVStatus.SUCCESS)
                    .ifPresent(reply -> place.status().identity(ModuleNumber.of(reply.data())));
            lookForCard();
        }
    }

    private void lookForCard() throws IOException {
        began = place.clock().uptime();
        Optional<SamVStatus> found = ask(SamVCommand.FIND, settings.findPatience()).map(SamVReply::status);
        if (found.isEmpty()) {
            strike(IdCardFault.SILENT, "no answer to find");
            return;
        }
        switch (found.get().then()) {
            case GO_ON -> {
                works();
                vain = 0;
                if (forgotten.found()) {
                    leaveAlone(IdCardFault.READ_FAILED);
                } else {
                    readCard();
                }
            }
            case NO_CARD -> {
                works();
                vain = 0;
                forgotten.missed();
                troubleTold = false;
            }
            // Some modules try a card before they say that they found one.
            case OTHER_CARD -> foundInVain(IdCardFault.LAYOUT_UNKNOWN);
            case LAY_AGAIN -> foundInVain(IdCardFault.READ_FAILED);
            case OUT_OF_ORDER -> outOfOrder(IdCardFault.MODULE_FAULT, found.get().toString());
            default -> strike(IdCardFault.MODULE_FAULT, "find answered " + found.get());
        }
    }

    /** A card that comes near may be refused once and found by the next look. */
    private void foundInVain(IdCardFault why) {
        forgotten.found();
        if (++vain == STRIKES && !troubleTold && why == IdCardFault.READ_FAILED) {
            tally.card(false);
            tellWear();
        }
        works();
        if (vain >= STRIKES) {
            leaveAlone(why);
        }
    }

    /** Whoever stands there hears that the card is to be lifted and laid again, or another one; nobody has read it. */
    private void leaveAlone(IdCardFault why) {
        if (!troubleTold) {
            troubleTold = true;
            tell(new CardFound());
            tell(new CardUnreadable(why));
        }
    }

    private void readCard() throws IOException {
        if (!troubleTold) {
            tell(new CardFound());
        }
        Event end = new CardUnreadable(IdCardFault.READ_FAILED);
        try {
            end = read();
        } finally {
            // Whoever was told of a card is told of its end too, also when the line breaks under it.
            boolean read = end instanceof CardRead;
            if (read || !troubleTold) {
                // Another kind of card, or one whose content is wrong, is no failure of the reader's.
                if (read || end.equals(new CardUnreadable(IdCardFault.READ_FAILED))) {
                    tally.card(read);
                }
                tellWear();
                place.status().used();
                tell(end);
            }
            troubleTold = !read;
            lying.laid(read);
        }
    }

    private Event read() throws IOException {
        Optional<SamVReply> selected = ask(SamVCommand.SELECT, settings.findPatience());
        selected.ifPresent(SamVReply::wipe);
        if (selected.filter(reply -> reply.status() == SamVStatus.SUCCESS).isEmpty()) {
            return unreadable(selected);
        }
        Optional<SamVReply> text = ask(settings.read(), settings.readPatience());
        try {
            return text.filter(reply -> reply.status() == SamVStatus.SUCCESS)
                    .map(reply -> TextBlock.read(reply.data(), settings.fingerprints()))
                    .orElseGet(() -> unreadable(text));
        } finally {
            text.ifPresent(SamVReply::wipe);
        }
    }

    private Event unreadable(Optional<SamVReply> answer) {
        if (answer.isPresent()) {
            forgotten.failed();
        }
        Then then = answer.map(reply -> reply.status().then()).orElse(Then.LAY_AGAIN);
        if (then == Then.OUT_OF_ORDER) {
            outOfOrder(IdCardFault.MODULE_FAULT, answer.get().status().toString());
        }
        return new CardUnreadable(then == Then.OTHER_CARD ? IdCardFault.LAYOUT_UNKNOWN : IdCardFault.READ_FAILED);
    }

    private Optional<Then> then(SamVCommand command) throws IOException {
        Optional<SamVReply> answer = ask(command, settings.findPatience());
        answer.ifPresent(SamVReply::wipe);
        return answer.map(reply -> reply.status().then());
    }

    private Optional<SamVReply> ask(SamVCommand command, Duration patience) throws IOException {
        return questions.ask(command, patience);
    }

    private void tellWear() {
        place.conditions().set(tally.worn(), IdCardFault.WORN, place.name(), tally.detail());
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
