package cn.ting.command;

import java.util.Arrays;
import java.util.Optional;

/** What can be asked of a kiosk from afar. The words are part of the contract. */
enum CommandKind {
    /** Sends parked letters again. */
    REQUEUE("requeue"),
    /** Has one device prove what it is for. */
    SELF_TEST("self-test"),
    /** Ends this process in good order; whoever looks after it starts it again. */
    RESTART("restart");

    private final String word;

    CommandKind(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** True for what prints, lights, speaks or goes away, and so never comes in between a resident and the kiosk. */
    boolean waitsForResidents() {
        return this != REQUEUE;
    }

    static Optional<CommandKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
