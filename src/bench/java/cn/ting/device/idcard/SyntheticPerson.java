package cn.ting.device.idcard;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Someone who does not exist, with a card. The number's check character is right and its region is one GB/T 2260 never
 * assigned, so that it cannot be a living person's; permits of Hong Kong, Macao and Taiwan residents have no such regions.
 * Foreigners come from ZZZ, 999 in figures, which ISO 3166 leaves to everyone's own use, and were accepted in a province 99.
 *
 * @param id the person in the bench's addresses, such as {@code zhang-xiaosan}
 * @param name as on the card, at most 15 characters; empty where a foreigner's card has none in Chinese
 * @param nameEn the name in Latin letters
 * @param special what a card like this one shows, in English; empty for an everyday one
 * @param ethnic code of GB/T 3304; empty on a permit
 * @param region what stands before the birth in the number: six digits, four on a foreigner's older card
 * @param serial three digits, odd for a man, even for a woman; of the first nothing stands on a foreigner's older card
 * @param address at most 35 characters
 * @param issuer at most 15 characters
 * @param validUntil empty for 长期
 * @param layout the mark of the card's layout
 * @param travelPermit on a permit J, at most nine characters; empty on others
 * @param laterAddress an address written on the card later; empty for none
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
        Layout layout,
        String travelPermit,
        String laterAddress) {

    /** Three letters of ISO 3166 that are no country's. */
    static final String NATION = "ZZZ";

    /** The four layouts of a card's text. */
    public enum Layout {
        RESIDENT(' '),
        HMT('J'),
        FOREIGNER_2017('I'),
        FOREIGNER_2023('Y');

        private final char mark;

        Layout(char mark) {
            this.mark = mark;
        }

        char mark() {
            return mark;
        }
    }

    /** The 18 characters of the number; of a foreigner's older one, 15 without a check character. */
    public String number() {
        if (layout == Layout.FOREIGNER_2017) {
            return NATION + region + DateTimeFormatter.ofPattern("yyMMdd").format(birth) + serial.substring(1);
        }
        String first = region + DateTimeFormatter.BASIC_ISO_DATE.format(birth) + serial;
        return first + check(first);
    }

    /** The name in Chinese where the card has one, else the one in Latin letters. */
    public String called() {
        return name.isEmpty() ? upperName() : name;
    }

    /** How the card spells the name in Latin letters. */
    String upperName() {
        return nameEn.toUpperCase(Locale.ROOT);
    }

    /** Fingerprints came with the law of 2012: none on cards before, one or two of 512 bytes after. */
    int fingerBytes() {
        return validFrom.getYear() < 2013 ? 0 : validFrom.getYear() < 2016 ? 512 : 1_024;
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
