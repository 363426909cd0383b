package cn.ting.conformance;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What to try, and on whom.
 *
 * @param kiosk the name that is played
 * @param second the name of a second kiosk; empty to do without
 * @param anchor Ed25519, SubjectPublicKeyInfo in base64
 * @param hall where numbers may be taken; empty for none
 * @param login user and password for the broker; empty for none
 * @param patience how long an answer may take
 * @param glance how long is looked for what should not come
 * @param hopeless rules for which this platform is known to say nothing: that is waited for no longer than that
 * @param pulse how long it may be between one {@code platform/state} and the next
 * @param contract the folder of the written contract
 */
record CheckPlan(URI broker, String area, String kiosk, Optional<String> second, String anchor, Optional<String> hall,
        Optional<Login> login, Duration patience, Duration glance, Set<Rule> hopeless, Duration pulse, Path contract) {

    /** What these ask for is itself a receipt, or a lease. */
    private static final Set<Rule> OF_ANSWERS =
            EnumSet.of(Rule.BIRTH_ANSWERED, Rule.PREVIOUS_ANSWERED, Rule.RECEIPTED, Rule.AGAIN, Rule.NEXT_BLOCK);

    /** How the broker knows who connects. */
    record Login(String user, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return user;
        }
    }

    /** How long what a rule asks for may take while that is tried. */
    Duration patience(Optional<Rule> trying) {
        return trying.filter(hopeless::contains).isPresent() ? glance : patience;
    }

    /** How long a receipt or a lease may take: the whole patience, unless it is what is asked for. */
    Duration patienceForAnswers(Optional<Rule> trying) {
        return patience(trying.filter(OF_ANSWERS::contains));
    }

    /** How long it may be to the next {@code platform/state} while that is tried. */
    Duration pulse(Optional<Rule> trying) {
        return trying.filter(hopeless::contains).isPresent() ? glance : pulse;
    }

    /** A topic or filter below the area. */
    String below(String rest) {
        return "ting/1/" + area + "/" + rest;
    }
}
