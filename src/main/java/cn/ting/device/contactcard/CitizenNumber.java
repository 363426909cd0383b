package cn.ting.device.contactcard;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** The rules of the citizen number, GB 11643; the check character by ISO 7064 MOD 11-2. */
final class CitizenNumber {

    private static final String DIGITS = "0123456789X";

    private CitizenNumber() {}

    /** True when the number is well formed, its check character is right, and it tells this date of birth. */
    static boolean isValid(String number, LocalDate birth) {
        if (!number.matches("[1-9][0-9]{16}[0-9X]") || !number.startsWith(DateTimeFormatter.BASIC_ISO_DATE.format(birth), 6)) {
            return false;
        }
        int remainder = 0;
        // ISO 7064, pure system: what is left after doubling and adding, digit by digit, is 1 for a right number.
        for (int i = 0; i < number.length(); i++) {
            remainder = (remainder * 2 + DIGITS.indexOf(number.charAt(i))) % 11;
        }
        return remainder == 1;
    }
}
