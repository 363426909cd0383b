package cn.ting.device.idcard;

/** What the driver asks the module: find a card, select it, read its text and photo, in this order (GA 450). */
enum SamVCommand {
    FIND(0x20, 0x01),
    SELECT(0x20, 0x02),
    READ(0x30, 0x01);

    private static final int IIN_BYTES = 4;
    private static final int SERIAL_BYTES = 8;

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
     * pass for the answer to the next command; its status and length give it away.
     */
    boolean isAnsweredBy(SamVReply reply) {
        return switch (reply.status()) {
            case CARD_FOUND -> this == FIND && reply.data().length == IIN_BYTES;
            case FIND_FAILED -> this == FIND;
            case SELECT_FAILED -> this == SELECT;
            case READ_FAILED, NOT_ON_THE_CARD -> this == READ;
            case SUCCESS -> this == SELECT && reply.data().length == SERIAL_BYTES
                    || this == READ && TextBlock.isIn(reply.data(), false);
            default -> true;
        };
    }
}
