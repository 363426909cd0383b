package cn.ting.device.idcard;

import java.util.HexFormat;

/**
 * SW3, the verdict of every answer, and what the driver does about it. The codes 01, 02, 03, 05 and 09 of some lists are a host
 * library's own and never come from a module.
 */
enum SamVStatus {
    SUCCESS(0x90, Then.GO_ON),
    NOT_ON_THE_CARD(0x91, Then.GO_ON),
    CARD_FOUND(0x9F, Then.GO_ON),
    CHECKSUM_WRONG(0x10, Then.ASK_AGAIN),
    LENGTH_WRONG(0x11, Then.ASK_AGAIN),
    COMMAND_WRONG(0x21, Then.DOUBT),
    NOT_PERMITTED_NOW(0x23, Then.DOUBT),
    UNRECOGNISED_ERROR(0x24, Then.DOUBT),
    CARD_REFUSED_MODULE(0x31, Then.LAY_AGAIN),
    MODULE_REFUSED_CARD(0x32, Then.LAY_AGAIN),
    VERIFICATION_FAILED(0x33, Then.LAY_AGAIN),
    NO_CARD_FOUND_YET(0x34, Then.NO_CARD),
    FINGERPRINT_VERIFICATION_FAILED(0x37, Then.LAY_AGAIN),
    CONTENT_LENGTH_WRONG(0x3F, Then.LAY_AGAIN),
    CARD_TYPE_WRONG(0x40, Then.OTHER_CARD),
    READ_FAILED(0x41, Then.LAY_AGAIN),
    RANDOM_NUMBER_FAILED(0x47, Then.LAY_AGAIN),
    SELF_TEST_FAILED(0x60, Then.OUT_OF_ORDER),
    NOT_AUTHORISED(0x66, Then.OUT_OF_ORDER),
    /** No card lies there, or the one that does was read and not lifted. */
    FIND_FAILED(0x80, Then.NO_CARD),
    SELECT_FAILED(0x81, Then.LAY_AGAIN),
    /** A code no source lists. */
    UNLISTED(-1, Then.DOUBT);

    /** What follows from an answer. */
    enum Then {
        /** What was asked has been done. */
        GO_ON,
        /** There is nothing to read. */
        NO_CARD,
        /** The question was hurt on its way and did nothing: it is asked again. */
        ASK_AGAIN,
        /** This reading is lost: the resident lays the card again. */
        LAY_AGAIN,
        /** What lies there is no card that can be read here. */
        OTHER_CARD,
        /** While a card is read the reading is lost; twice in a row without a card, the module is out of order. */
        DOUBT,
        /** The module says itself that it cannot work. */
        OUT_OF_ORDER
    }

    private final int sw3;
    private final Then then;

    SamVStatus(int sw3, Then then) {
        this.sw3 = sw3;
        this.then = then;
    }

    static SamVStatus of(byte sw3) {
        for (SamVStatus status : values()) {
            if (status.sw3 == (sw3 & 0xff)) {
                return status;
            }
        }
        return UNLISTED;
    }

    Then then() {
        return then;
    }

    @Override
    public String toString() {
        return this == UNLISTED ? name() : name() + " (" + HexFormat.of().withUpperCase().toHexDigits((byte) sw3) + ")";
    }
}
