package cn.ting.device.idcard;

import java.util.HexFormat;

/**
 * SW3, the verdict of every answer. The codes 01, 02, 03, 05 and 09 of some lists are a host library's own and never come
 * from a module.
 */
enum SamVStatus {
    SUCCESS(0x90),
    NOT_ON_THE_CARD(0x91),
    CARD_FOUND(0x9F),
    CHECKSUM_WRONG(0x10),
    LENGTH_WRONG(0x11),
    COMMAND_WRONG(0x21),
    NOT_PERMITTED_NOW(0x23),
    UNRECOGNISED_ERROR(0x24),
    CARD_REFUSED_MODULE(0x31),
    MODULE_REFUSED_CARD(0x32),
    VERIFICATION_FAILED(0x33),
    NO_CARD_FOUND_YET(0x34),
    FINGERPRINT_VERIFICATION_FAILED(0x37),
    CONTENT_LENGTH_WRONG(0x3F),
    CARD_TYPE_WRONG(0x40),
    READ_FAILED(0x41),
    RANDOM_NUMBER_FAILED(0x47),
    SELF_TEST_FAILED(0x60),
    NOT_AUTHORISED(0x66),
    /** No card lies there, or the one that does was read and not lifted. */
    FIND_FAILED(0x80),
    SELECT_FAILED(0x81),
    /** A code no source lists. */
    UNLISTED(-1);

    private final int sw3;

    SamVStatus(int sw3) {
        this.sw3 = sw3;
    }

    static SamVStatus of(byte sw3) {
        for (SamVStatus status : values()) {
            if (status.sw3 == (sw3 & 0xff)) {
                return status;
            }
        }
        return UNLISTED;
    }

    @Override
    public String toString() {
        return this == UNLISTED ? name() : name() + " (" + HexFormat.of().withUpperCase().toHexDigits((byte) sw3) + ")";
    }
}
