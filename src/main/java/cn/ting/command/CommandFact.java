package cn.ting.command;

import cn.ting.visit.Fact;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Locale;

/** What became of a command. Its components are part of the contract; none of them names a person. */
sealed interface CommandFact extends Fact {

    /** Written before anything is done. */
    record Began(String command, String kind) implements CommandFact {
        @Override
        @JsonIgnore
        public String type() {
            return "command.began";
        }
    }

    /**
     * Written once for each command.
     *
     * @param outcome a word of {@link Outcome}
     * @param detail what there is to say, for staff
     */
    record Ended(String command, String kind, String outcome, String detail) implements CommandFact {
        Ended(Command command, Outcome outcome, String detail) {
            this(command.id(), command.kind(), outcome.word(), detail);
        }

        @Override
        @JsonIgnore
        public String type() {
            return "command.ended";
        }
    }

    /** How a command can end. */
    enum Outcome {
        /** It was done. */
        DONE,
        /** It was tried, and what it was for was not reached. */
        FAILED,
        /** It was not begun: this kiosk does not know it, or it was meant for another life. */
        REFUSED,
        /** It was not begun in time. */
        EXPIRED,
        /** It was begun, and nobody knows how far it came. It is not begun again. */
        UNKNOWN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
