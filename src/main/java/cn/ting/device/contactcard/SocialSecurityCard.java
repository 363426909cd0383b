package cn.ting.device.contactcard;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * A social-security card (社会保障卡), as far as it can be read without a key: files EF05 and EF06 of LD/T 32-2015. Its form is right and
 * its dates and numbers do not contradict one another; whether it is genuine only its issuer can tell.
 *
 * @param identification card identification code, 32 hexadecimal digits
 * @param cardClass class of the card, one character
 * @param version version of the specification, such as {@code 3.00}
 * @param agency the agency that initialised it, 24 hexadecimal digits
 * @param issued first day
 * @param validUntil last day
 * @param number the card's number, 1 to 9 letters and digits
 * @param holder whose it is; empty when the card tells that only after the holder's PIN, see {@link ContactCardFault#PIN_NEEDED}
 */
public record SocialSecurityCard(
        String identification,
        String cardClass,
        String version,
        String agency,
        LocalDate issued,
        LocalDate validUntil,
        String number,
        Optional<Holder> holder)
        implements ContactCard {

    /** Codes of GB/T 2261.1. */
    public enum Sex {
        UNKNOWN,
        MALE,
        FEMALE,
        NOT_STATED
    }

    /**
     * Whose card it is.
     *
     * @param number social-security number, which is the citizen number: 18 characters, check character proven (GB 11643)
     * @param name at most 30 bytes of GBK
     * @param ethnicGroup two digits, GB/T 3304
     * @param birthplace six digits, GB/T 2260
     * @param birth as in the number
     */
    public record Holder(String number, String name, Sex sex, String ethnicGroup, String birthplace, LocalDate birth) {

        public Holder {
            Objects.requireNonNull(number);
            Objects.requireNonNull(name);
            Objects.requireNonNull(sex);
            Objects.requireNonNull(ethnicGroup);
            Objects.requireNonNull(birthplace);
            Objects.requireNonNull(birth);
        }

        @Override
        public String toString() {
            return "Holder";
        }
    }

    public SocialSecurityCard {
        Objects.requireNonNull(identification);
        Objects.requireNonNull(cardClass);
        Objects.requireNonNull(version);
        Objects.requireNonNull(agency);
        Objects.requireNonNull(issued);
        Objects.requireNonNull(validUntil);
        Objects.requireNonNull(number);
        Objects.requireNonNull(holder);
    }

    /** Where it was issued: six digits, GB/T 2260. */
    public String region() {
        return identification.substring(0, 6);
    }

    /** True when the last day of validity was before this one. */
    public boolean expiredOn(LocalDate day) {
        return validUntil.isBefore(day);
    }

    @Override
    public String toString() {
        return "SocialSecurityCard";
    }
}
