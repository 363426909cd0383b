package cn.ting.device.idcard;

import cn.ting.settings.Setting;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What is kept of one card, in memory only: who the holder is and until when the card holds. One record for each layout of the
 * text block. No {@code toString} names anybody.
 *
 * <p>What else stands there is passed over but for what the reader's profile asks for ({@link Fields}): it is empty where that does
 * not ask, and where nothing stands. Who listens to a reader holds a card no longer than the visit, and writes it nowhere unsealed.
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

    /** First day of validity. */
    Optional<LocalDate> validFrom();

    /** True when the last day of validity was before this one. */
    default boolean expiredOn(LocalDate day) {
        return validUntil().filter(last -> last.isBefore(day)).isPresent();
    }

    /** What else is read of a card, where its layout has it: a part of a reader's profile. */
    record Fields(
            @Setting(why = "the address, on residents' cards and permits J; the one written on later (30 03) is asked for too, and is the one that"
                            + " is told where there is one", standard = "false")
                    boolean address,
            @Setting(why = "the ethnic group, on residents' cards", standard = "false") boolean ethnicGroup,
            @Setting(why = "who issued the card, on residents' cards and permits J", standard = "false") boolean issuer,
            @Setting(why = "the first day of validity, on all cards", standard = "false") boolean validFrom,
            @Setting(why = "the nationality, on foreigners' cards", standard = "false") boolean nationality,
            @Setting(why = "the number of the permit to travel, on permits J", standard = "false") boolean travelPermit,
            @Setting(why = "what is noted of the issue of permits J and foreigners' cards: how often issued or renewed, the version, who accepted"
                            + " the application, what ties it to the card before", standard = "false")
                    boolean issue) {

        /** Nothing else. */
        public static final Fields NONE = new Fields(false, false, false, false, false, false, false);

        /** What either reads. */
        public Fields or(Fields other) {
            return new Fields(
                    address || other.address, ethnicGroup || other.ethnicGroup, issuer || other.issuer, validFrom || other.validFrom,
                    nationality || other.nationality, travelPermit || other.travelPermit, issue || other.issue);
        }
    }

    /** Codes of GB/T 2261.1. */
    enum Sex {
        UNKNOWN,
        MALE,
        FEMALE,
        NOT_STATED
    }

    /** A card on which its holder's address stands. */
    sealed interface Addressed extends Card {
        /**
         * Where the holder lives, at most 35 characters: the address written on the card later, where there is one. Empty too when the module
         * did not know to tell whether there is one: an address that may be of the past is none.
         */
        Optional<String> address();

        /** The same card with another address. */
        Addressed livingAt(Optional<String> address);
    }

    /**
     * Resident identity card.
     *
     * @param number citizen number, 18 characters (GB 11643)
     * @param ethnicGroup two digits of GB/T 3304, such as 01
     * @param issuer who issued it, at most 15 characters
     */
    record Resident(
            String name, String number, LocalDate birth, Sex sex, Optional<LocalDate> validUntil, Optional<LocalDate> validFrom,
            Optional<String> ethnicGroup, Optional<String> address, Optional<String> issuer)
            implements Addressed {
        @Override
        public Resident livingAt(Optional<String> other) {
            return new Resident(name, number, birth, sex, validUntil, validFrom, ethnicGroup, other, issuer);
        }

        @Override
        public String toString() {
            return "Resident";
        }
    }

    /**
     * Residence permit for Hong Kong, Macao and Taiwan residents, mark {@code J}.
     *
     * @param number citizen number of the regions 810000, 820000 and 830000
     * @param issuer who issued it, at most 15 characters
     * @param travelPermit number of the permit to travel to the mainland, at most nine characters
     * @param issueCount how often it was issued, two digits
     */
    record HmtResident(
            String name, String number, LocalDate birth, Sex sex, Optional<LocalDate> validUntil, Optional<LocalDate> validFrom,
            Optional<String> address, Optional<String> issuer, Optional<String> travelPermit, Optional<String> issueCount)
            implements Addressed {
        @Override
        public HmtResident livingAt(Optional<String> other) {
            return new HmtResident(name, number, birth, sex, validUntil, validFrom, other, issuer, travelPermit, issueCount);
        }

        @Override
        public String toString() {
            return "HmtResident";
        }
    }

    /** A foreigner's permanent residence card: a name in Latin letters, and one in Chinese where the holder has one. */
    sealed interface Foreigner extends Card {
        String englishName();

        Optional<String> chineseName();

        /** Three letters of GB/T 2659. */
        Optional<String> nationality();

        @Override
        default String name() {
            return chineseName().orElse(englishName());
        }
    }

    /**
     * Foreigner's permanent residence card of 2017, mark {@code I}.
     *
     * @param number three letters and twelve digits; it has no check character
     * @param version of the card, two digits
     * @param authority code of who accepted the application, four digits
     */
    record Foreigner2017(
            String englishName, Optional<String> chineseName, String number, LocalDate birth, Sex sex, Optional<LocalDate> validUntil,
            Optional<LocalDate> validFrom, Optional<String> nationality, Optional<String> version, Optional<String> authority)
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
     * @param renewals how often it was renewed, two digits
     * @param formerNumber what ties it to the number of the card before, three characters
     */
    record Foreigner2023(
            String englishName, Optional<String> chineseName, String number, LocalDate birth, Sex sex, Optional<LocalDate> validUntil,
            Optional<LocalDate> validFrom, Optional<String> nationality, Optional<String> renewals, Optional<String> formerNumber)
            implements Foreigner {
        @Override
        public String toString() {
            return "Foreigner2023";
        }
    }
}
