package cn.ting.device.idcard;

/** What the driver asks the module (GA 450). A card is found, selected and read, in this order. */
enum SamVCommand {
    /** How the module is: the result of its self-test. */
    STATUS(0x11, 0xFF),
    MODULE_NUMBER(0x12, 0xFF),
    FIND(0x20, 0x01),
    SELECT(0x20, 0x02),
    /** Text and photo. */
    READ(0x30, 0x01),
    /** Text, photo and fingerprints. */
    READ_WITH_FINGERS(0x30, 0x10),
    /** An address written on the card later. After a reading it needs no new selection, so it also tells that the card lies. */
    LATER_ADDRESS(0x30, 0x03),
    /** The numbers of the card's chip. Recalled by vendors' libraries and confirmed by no table. */
    MANAGEMENT_NUMBER(0x30, 0x05);

    private static final int IIN_BYTES = 4;
    private static final int SERIAL_BYTES = 8;
    private static final int ADDRESS_BYTES = 70;
    /** The sources name three numbers and no lengths: anything shorter than a card's text. */
    private static final int MOST_MANAGEMENT_BYTES = 64;

    private final byte[] frame;

    SamVCommand(int command, int parameter) {
        int length = 3;
        this.frame = new byte[] {
            (byte) 0xAA, (byte) 0xAA, (byte) 0xAA, (byte) 0x96, 0x69,
            0, (byte) length, (byte) command, (byte) parameter, (byte) (length ^ command ^ parameter)
        };
    }

    /** The request as it goes over the line. */
    byte[] frame() {
        return frame.clone();
    }

    /**
     * True when this reply can be an answer to this command. Answers carry no number, so one that comes too late would
     * pass for the answer to the next command; its status and length give it away, where a module does not use that status for both: what it says
     * to a question for a card that is not there any more is told by no source.
     */
    boolean isAnsweredBy(SamVReply reply) {
        return switch (reply.status()) {
            case CARD_FOUND -> this == FIND && reply.data().length == IIN_BYTES;
            case FIND_FAILED -> this == FIND || asksALyingCard();
            case SELECT_FAILED -> this == FIND || this == SELECT || asksALyingCard();
            case READ_FAILED, NOT_ON_THE_CARD -> this != STATUS && this != MODULE_NUMBER;
            case SUCCESS -> hasDataOf(reply.data());
            default -> true;
        };
    }

    /** True when it may be asked again though the module may have done it: a card is selected and read once a laying. */
    boolean mayBeRepeated() {
        return this != SELECT && this != READ && this != READ_WITH_FINGERS;
    }

    private boolean asksALyingCard() {
        return this == LATER_ADDRESS || this == MANAGEMENT_NUMBER;
    }

    private boolean hasDataOf(byte[] data) {
        return switch (this) {
            case STATUS -> data.length == 0;
            case MODULE_NUMBER -> data.length == ModuleNumber.BYTES;
            case FIND -> false;
            case SELECT -> data.length == SERIAL_BYTES;
            case READ -> TextBlock.isIn(data, false);
            case READ_WITH_FINGERS -> TextBlock.isIn(data, true);
            case LATER_ADDRESS -> data.length == ADDRESS_BYTES;
            case MANAGEMENT_NUMBER -> data.length > ModuleNumber.BYTES && data.length <= MOST_MANAGEMENT_BYTES;
        };
    }
}
