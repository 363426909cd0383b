package cn.ting.device.idcard;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * The rules of the citizen number, GB 11643: region (6), birth (8), serial (3), check character by ISO 7064 MOD 11-2. A
 * foreigner's number of 2023 is built the same, its first six being 9, province (2) and country (3).
 */
final class CitizenNumber {

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";

    private CitizenNumber() {}

    /** True when the number is well formed, its check character is right, and it tells this date of birth. */
    static boolean isValid(String number, LocalDate birth) {
        return number.matches("[1-9][0-9]{16}[0-9X]")
                && number.charAt(17) == check(number)
                && number.startsWith(DateTimeFormatter.BASIC_ISO_DATE.format(birth), 6);
    }

    private static char check(String number) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (number.charAt(i) - '0');
        }
        return CHECKS.charAt(sum % 11);
    }
}
