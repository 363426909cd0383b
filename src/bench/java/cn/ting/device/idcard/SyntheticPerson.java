package cn.ting.device.idcard;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Someone who does not exist, with a card. The number's check character is right and its region is one GB/T 2260 never
 * assigned, so that it cannot be a living person's; permits of Hong Kong, Macao and Taiwan residents have no such regions.
 *
 * @param id the person in the bench's addresses, such as {@code zhang-xiaosan}
 * @param name as on the card, at most 15 characters
 * @param nameEn the name in Latin letters
 * @param special what a card like this one shows, in English; empty for an everyday one
 * @param ethnic code of GB/T 3304; empty on a permit
 * @param region first six digits of the number
 * @param serial three digits, odd for a man, even for a woman
 * @param address at most 35 characters
 * @param issuer at most 15 characters
 * @param validUntil empty for 长期
 * @param travelPermit at most nine characters; present makes the card a permit with layout J
 */
public record SyntheticPerson(
        String id,
        String name,
        String nameEn,
        String special,
        String ethnic,
        LocalDate birth,
        String region,
        String serial,
        String address,
        String issuer,
        LocalDate validFrom,
        Optional<LocalDate> validUntil,
        Optional<String> travelPermit) {

    /** The 18 characters of the citizen number. */
    public String number() {
        String first = region + DateTimeFormatter.BASIC_ISO_DATE.format(birth) + serial;
        return first + check(first);
    }

    /** Code of GB/T 2261.1: 1 for a man, 2 for a woman. */
    String sex() {
        return (serial.charAt(2) - '0') % 2 == 1 ? "1" : "2";
    }

    /** ISO 7064 MOD 11-2 as the standard defines it, by doubling: the driver's table of weights is not asked. */
    private static char check(String first) {
        int rest = 0;
        for (char digit : first.toCharArray()) {
            rest = (rest + digit - '0') * 2 % 11;
        }
        int check = (12 - rest) % 11;
        return check == 10 ? 'X' : (char) ('0' + check);
    }
}
