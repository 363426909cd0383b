package cn.ting.device.idcard;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What is kept of one card, in memory only: who the holder is and until when the card holds. One record for each layout of the
 * text block. No {@code toString} names anybody.
 *
 * <p>Ethnic group, addresses, issuer, nationality, travel-permit and former numbers are passed over: nobody here uses them, and
 * the page that asks for the card promises so. A service that comes to need one adds it here and changes that sentence.
 */
public sealed interface Card {

    /** The holder's name as a Chinese page calls it: the one in Chinese where the card has it. */
    String name();

    /** The number of the card's own kind, check character proven where it has one. */
    String number();

    LocalDate birth();

    Sex sex();

    /** Last day of validity; empty for 长期. */
    Optional<LocalDate> validUntil();

    /** True when the last day of validity was before this one. */
    default boolean expiredOn(LocalDate day) {
        return validUntil().filter(last -> last.isBefore(day)).isPresent();
    }

    /** Codes of GB/T 2261.1. */
    enum Sex {
        UNKNOWN,
        MALE,
        FEMALE,
        NOT_STATED
    }

    /**
     * Resident identity card.
     *
     * @param number citizen number, 18 characters (GB 11643)
     */
    record Resident(String name, String number, LocalDate birth, Sex sex, Optional<LocalDate> validUntil) implements Card {
        @Override
        public String toString() {
            return "Resident";
        }
    }

    /**
     * Residence permit for Hong Kong, Macao and Taiwan residents, mark {@code J}.
     *
     * @param number citizen number of the regions 810000, 820000 and 830000
     */
    record HmtResident(String name, String number, LocalDate birth, Sex sex, Optional<LocalDate> validUntil) implements Card {
        @Override
        public String toString() {
            return "HmtResident";
        }
    }

    /** A foreigner's permanent residence card: a name in Latin letters, and one in Chinese where the holder has one. */
    sealed interface Foreigner extends Card {
        String englishName();

        Optional<String> chineseName();

        @Override
        default String name() {
            return chineseName().orElse(englishName());
        }
    }

    /**
     * Foreigner's permanent residence card of 2017, mark {@code I}.
     *
     * @param number three letters and twelve digits; it has no check character
     */
    record Foreigner2017(
            String englishName, Optional<String> chineseName, String number, LocalDate birth, Sex sex, Optional<LocalDate> validUntil)
            implements Foreigner {
        @Override
        public String toString() {
            return "Foreigner2017";
        }
    }

    /**
     * Foreigner's permanent residence card of 2023, mark {@code Y}.
     *
     * @param number 18 characters built like a citizen number, with 9, province and country in place of the region
     */
    record Foreigner2023(
            String englishName, Optional<String> chineseName, String number, LocalDate birth, Sex sex, Optional<LocalDate> validUntil)
            implements Foreigner {
        @Override
        public String toString() {
            return "Foreigner2023";
        }
    }
}
