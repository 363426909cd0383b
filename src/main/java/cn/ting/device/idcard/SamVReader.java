package cn.ting.device.idcard;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceState;
import cn.ting.wire.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A reader with a SAM_V module. Looks for a card again and again; finds, selects and reads one that was newly laid.
 *
 * <p>The module finds a card that was read no more until it was lifted, so one laying gives one {@link CardRead}. Trouble
 * with a card is told once and tried again in silence as long as the module still finds it.
 */
final class SamVReader implements Device, IdCardReader {

    /** One answer may be lost to noise; two in a row are a reader out of order. */
    private static final int STRIKES = 2;

    private final DevicePlace place;
    private final SamVSettings settings;
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private int strikes;
    private boolean troubleTold;

    SamVReader(DevicePlace place, SamVSettings settings) {
        this.place = place;
        this.settings = settings;
    }

    @Override
    public void onEvent(Consumer<Event> listener) {
        listeners.add(listener);
    }

    @Override
    public Optional<IdCardFault> trouble() {
        if (place.status().now().state() == DeviceState.READY) {
            return Optional.empty();
        }
        boolean answers = place.conditions().has(IdCardFault.MODULE_FAULT);
        return Optional.of(answers ? IdCardFault.MODULE_FAULT : IdCardFault.SILENT);
    }

    @Override
    public void serve(Line line) throws IOException, InterruptedException {
        SamVDialogue dialogue = new SamVDialogue(line, place.clock());
        strikes = 0;
        troubleTold = false;
        try {
            while (true) {
                // Measured from beginning to beginning, so that the time of an answer does not lengthen the wait.
                Duration next = place.clock().uptime().plus(settings.poll());
                lookForCard(dialogue);
                Duration rest = next.minus(place.clock().uptime());
                if (rest.compareTo(Duration.ZERO) > 0) {
                    place.clock().pause(rest);
                }
            }
        } finally {
            // From here the line is what is wrong, and the inventory says so.
            place.conditions().clear(IdCardFault.SILENT, place.name());
            place.conditions().clear(IdCardFault.MODULE_FAULT, place.name());
        }
    }

    private void lookForCard(SamVDialogue dialogue) throws IOException {
        Optional<SamVReply> found = dialogue.ask(SamVCommand.FIND, settings.findPatience());
        if (found.isEmpty()) {
            strike(IdCardFault.SILENT, "no answer to find");
            return;
        }
        SamVStatus status = found.get().status();
        switch (status) {
            case CARD_FOUND -> {
                works();
                if (!troubleTold) {
                    listeners.forEach(listener -> listener.accept(new CardFound()));
                }
                try {
                    tell(read(dialogue));
                } catch (IOException broken) {
                    // Whoever was told of a card is told of its end too, also when the line breaks under it.
                    tell(new CardUnreadable(IdCardFault.READ_FAILED));
                    throw broken;
                }
            }
            case FIND_FAILED -> {
                works();
                troubleTold = false;
            }
            case SELF_TEST_FAILED, NOT_AUTHORISED -> outOfOrder(IdCardFault.MODULE_FAULT, status.toString());
            default -> strike(IdCardFault.MODULE_FAULT, "find answered " + status);
        }
    }

    private Event read(SamVDialogue dialogue) throws IOException {
        Optional<SamVReply> selected = dialogue.ask(SamVCommand.SELECT, settings.findPatience());
        if (selected.filter(reply -> reply.status() == SamVStatus.SUCCESS).isEmpty()) {
            return new CardUnreadable(IdCardFault.READ_FAILED);
        }
        Optional<SamVReply> text = dialogue.ask(SamVCommand.READ, settings.readPatience());
        try {
            return text.filter(reply -> reply.status() == SamVStatus.SUCCESS)
                    .map(reply -> TextBlock.read(reply.data(), false))
                    .orElseGet(() -> new CardUnreadable(IdCardFault.READ_FAILED));
        } finally {
            text.ifPresent(SamVReply::wipe);
        }
    }

    private void tell(Event event) {
        boolean trouble = event instanceof CardUnreadable;
        if (trouble && troubleTold) {
            return;
        }
        troubleTold = trouble;
        listeners.forEach(listener -> listener.accept(event));
    }

    private void works() {
        strikes = 0;
        place.conditions().clear(IdCardFault.SILENT, place.name());
        place.conditions().clear(IdCardFault.MODULE_FAULT, place.name());
        place.status().is(DeviceState.READY);
    }

    private void strike(IdCardFault fault, String detail) {
        strikes++;
        if (strikes >= STRIKES) {
            outOfOrder(fault, detail);
        }
    }

    private void outOfOrder(IdCardFault fault, String detail) {
        place.conditions().clear(fault == IdCardFault.SILENT ? IdCardFault.MODULE_FAULT : IdCardFault.SILENT, place.name());
        place.conditions().raise(fault, place.name(), detail);
        place.status().is(DeviceState.FAULTY);
    }
}
