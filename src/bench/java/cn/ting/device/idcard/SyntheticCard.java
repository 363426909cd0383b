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
        data.writeBytes(text(person));
        data.writeBytes(filling(PHOTO_BYTES, 7));
        return data.toByteArray();
    }

    /** The data of an answer to 30 10: three lengths, text, photo, and a fill pattern for each finger. */
    static byte[] textPhotoAndFingers(SyntheticPerson person) {
        int fingers = person.fingerBytes();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(new byte[] {0x01, 0x00, 0x04, 0x00, (byte) (fingers >> 8), 0x00});
        data.writeBytes(text(person));
        data.writeBytes(filling(PHOTO_BYTES, 7));
        data.writeBytes(filling(fingers, 11));
        return data.toByteArray();
    }

    /** The data of an answer to 30 03 where the card has a later address. */
    static byte[] laterAddress(SyntheticPerson person) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        field(data, person.laterAddress(), 70);
        return data.toByteArray();
    }

    static byte[] text(SyntheticPerson person) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        switch (person.layout()) {
            case RESIDENT, HMT -> resident(text, person);
            case FOREIGNER_2017 -> foreigner2017(text, person);
            case FOREIGNER_2023 -> foreigner2023(text, person);
        }
        return text.toByteArray();
    }

    private static void resident(ByteArrayOutputStream text, SyntheticPerson person) {
        boolean permit = person.layout() == SyntheticPerson.Layout.HMT;
        field(text, person.name(), 30);
        field(text, person.sex(), 2);
        field(text, person.ethnic(), 4);
        field(text, DateTimeFormatter.BASIC_ISO_DATE.format(person.birth()), 16);
        field(text, person.address(), 70);
        field(text, person.number(), 36);
        field(text, person.issuer(), 30);
        validity(text, person);
        field(text, person.travelPermit(), 18);
        field(text, permit ? "01" : "", 4);
        field(text, "", 6);
        field(text, Character.toString(person.layout().mark()), 2);
        field(text, "", 6);
    }

    private static void foreigner2017(ByteArrayOutputStream text, SyntheticPerson person) {
        field(text, person.upperName(), 120);
        field(text, person.sex(), 2);
        field(text, person.number(), 30);
        field(text, SyntheticPerson.NATION, 6);
        field(text, person.name(), 30);
        validity(text, person);
        field(text, DateTimeFormatter.BASIC_ISO_DATE.format(person.birth()), 16);
        field(text, "01", 4);
        field(text, "9900", 8);
        field(text, "I", 2);
        field(text, "", 6);
    }

    private static void foreigner2023(ByteArrayOutputStream text, SyntheticPerson person) {
        String english = person.upperName();
        int first = Math.min(35, english.length());
        field(text, person.name(), 30);
        field(text, person.sex(), 2);
        field(text, "00", 4);
        field(text, DateTimeFormatter.BASIC_ISO_DATE.format(person.birth()), 16);
        field(text, english.substring(0, first), 70);
        field(text, person.number(), 36);
        field(text, "", 30);
        validity(text, person);
        field(text, english.substring(first), 22);
        field(text, SyntheticPerson.NATION, 6);
        field(text, "Y", 2);
        field(text, "", 6);
    }

    private static void validity(ByteArrayOutputStream text, SyntheticPerson person) {
        field(text, DateTimeFormatter.BASIC_ISO_DATE.format(person.validFrom()), 16);
        field(text, person.validUntil().map(DateTimeFormatter.BASIC_ISO_DATE::format).orElse("长期"), 16);
    }

    private static byte[] filling(int bytes, int step) {
        byte[] filling = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            filling[i] = (byte) (i * step);
        }
        return filling;
    }

    private static void field(ByteArrayOutputStream data, String value, int bytes) {
        if (value.length() * 2 > bytes) {
            throw new IllegalArgumentException(value + " is longer than " + bytes + " bytes");
        }
        data.writeBytes((value + " ".repeat(bytes / 2 - value.length())).getBytes(StandardCharsets.UTF_16LE));
    }
}
