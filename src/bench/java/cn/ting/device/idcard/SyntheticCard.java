package cn.ting.device.idcard;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;

/** Writes what stands in a synthetic card's chip, by the published field tables and without the driver's help. */
final class SyntheticCard {

    private static final int PHOTO_BYTES = 1_024;

    private SyntheticCard() {}

    /** The data of an answer to 30 01: text length, photo length, 256 bytes of text, 1024 of a fill pattern. */
    static byte[] textAndPhoto(SyntheticPerson person) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(new byte[] {0x01, 0x00, 0x04, 0x00});
        field(data, person.name(), 30);
        field(data, person.sex(), 2);
        field(data, person.ethnic(), 4);
        field(data, DateTimeFormatter.BASIC_ISO_DATE.format(person.birth()), 16);
        field(data, person.address(), 70);
        field(data, person.number(), 36);
        field(data, person.issuer(), 30);
        field(data, DateTimeFormatter.BASIC_ISO_DATE.format(person.validFrom()), 16);
        field(data, person.validUntil().map(DateTimeFormatter.BASIC_ISO_DATE::format).orElse("长期"), 16);
        field(data, person.travelPermit().orElse(""), 18);
        field(data, person.travelPermit().map(permit -> "01").orElse(""), 4);
        field(data, "", 6);
        field(data, person.travelPermit().map(permit -> "J").orElse(""), 2);
        field(data, "", 6);
        for (int i = 0; i < PHOTO_BYTES; i++) {
            data.write(i * 7);
        }
        return data.toByteArray();
    }

    private static void field(ByteArrayOutputStream data, String value, int bytes) {
        if (value.length() * 2 > bytes) {
            throw new IllegalArgumentException(value + " is longer than " + bytes + " bytes");
        }
        data.writeBytes((value + " ".repeat(bytes / 2 - value.length())).getBytes(StandardCharsets.UTF_16LE));
    }
}
