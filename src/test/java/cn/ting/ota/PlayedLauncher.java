package cn.ting.ota;

import cn.ting.slots.Release;
import cn.ting.slots.Slots;
import cn.ting.slots.SlotsException;
import cn.ting.slots.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Does with the small files what a launcher does, by what is laid down; its own writes are never cut short. */
final class PlayedLauncher {

    private final Slots slots;
    private Optional<Trial> trying = Optional.empty();
    private boolean parked;

    PlayedLauncher(Slots slots) {
        this.slots = slots;
    }

    /** Which release starts now, and as which trial. */
    record Start(Release release, String trial) {}

    Start start() throws IOException, SlotsException {
        Release committed = slots.committed().orElseThrow();
        boolean passedOver = parked;
        parked = false;
        trying = slots.trial().filter(trial -> !passedOver && !trial.release().manifest().equals(committed.manifest()));
        if (trying.isPresent() && trying.get().tries() == 0) {
            takeBack("ota.tries");
        }
        if (trying.isEmpty()) {
            return new Start(slots.mayHold(committed) ? committed : slots.previous().orElseThrow(() -> new IllegalStateException("nothing can start")), "");
        }
        Trial trial = trying.get();
        slots.arm(new Trial(trial.release(), trial.tries() - 1, trial.id()));
        return new Start(trial.release(), trial.id());
    }

    /** What was started has ended, or was ended because it gave no sign of life. */
    void ended(String code) throws IOException, SlotsException {
        if (trying.isPresent() && slots.trial().filter(trial -> trial.id().equals(trying.get().id())).isPresent()) {
            takeBack(code);
        }
    }

    /** What is on trial has ended as at an empty battery: the committed release starts, without the trial. */
    void parked() {
        parked = true;
    }

    private void takeBack(String code) throws IOException, SlotsException {
        Path outcomes = slots.root().resolve("outcomes");
        int number = Files.exists(outcomes) ? Files.readAllLines(outcomes).size() + 1 : 1;
        Files.writeString(outcomes, number + " " + trying.get().id() + " reverted " + code + " " + trying.get().release().version() + "\n",
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        slots.disarm();
        trying = Optional.empty();
    }
}
