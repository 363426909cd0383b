package cn.ting.device.idcard;

import cn.ting.settings.Setting;
import java.time.Duration;
import java.util.Optional;

/** The profile of a {@code sam-v} reader. */
public record SamVSettings(
        @Setting(why = "from the beginning of one look for a card to that of the next; modules want no less than 300ms",
                        standard = "300ms", min = "300ms", max = "5s")
                Duration poll,
        @Setting(why = "longest wait for the answer to every question but a card's text", standard = "1s", min = "100ms", max = "10s")
                Duration findPatience,
        @Setting(why = "longest wait for a card's text, which takes 112ms at 115200 baud and 1.4s at 9600, with fingerprints 2.4s",
                        standard = "3s", min = "100ms", max = "10s")
                Duration readPatience,
        @Setting(why = "whether cards are read together with their fingerprints, for modules that answer nothing else; these are"
                        + " wiped unseen", standard = "false")
                boolean fingerprints,
        @Setting(why = "what is asked of a card that was read, to know whether it still lies there: appended-address or"
                        + " management-number; none for a model that answers neither, or from memory: one that does is noticed at the"
                        + " next card, whose holder has to lay it twice", standard = "none")
                Presence presence,
        @Setting(why = "what is read of a card beyond name, number, birth, sex and last day: what the services of this cabinet need and no"
                        + " more, held in memory for the visit alone; the page that asks for the card names it")
                Card.Fields fields) {

    /** How the driver knows that a card it has read still lies there. */
    public enum Presence {
        /** It does not: it looks for the next card at once, and the module finds a card that was read no more. */
        NONE(null),
        /** It asks for the address written on the card later; that there is none is an answer too. */
        APPENDED_ADDRESS(SamVCommand.LATER_ADDRESS),
        /** It asks for the numbers of the chip. */
        MANAGEMENT_NUMBER(SamVCommand.MANAGEMENT_NUMBER);

        private final SamVCommand probe;

        Presence(SamVCommand probe) {
            this.probe = probe;
        }

        Optional<SamVCommand> probe() {
            return Optional.ofNullable(probe);
        }
    }

    /** Longest wait for the answer to this question. */
    Duration patienceFor(SamVCommand question) {
        return question == read() ? readPatience : findPatience;
    }

    SamVCommand read() {
        return fingerprints ? SamVCommand.READ_WITH_FINGERS : SamVCommand.READ;
    }
}
