package cn.ting.device.idcard;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The text of one card, in memory only. Its {@code toString} names nobody.
 *
 * @param layout which of the layouts of the text block it had
 * @param name the holder's name as on the card
 * @param number the citizen number, 18 characters with a valid check digit (GB 11643)
 * @param birth date of birth
 * @param validUntil last day of validity; empty for 长期
 */
public record Card(Layout layout, String name, String number, LocalDate birth, Optional<LocalDate> validUntil) {

    /** The layouts read so far, by the type mark at byte 248 of the text block. */
    public enum Layout {
        /** Resident identity card. */
        RESIDENT,
        /** Residence permit for Hong Kong, Macao and Taiwan residents, mark {@code J}. */
        HMT_RESIDENT
    }

    @Override
    public String toString() {
        return "Card[" + layout + "]";
    }
}
