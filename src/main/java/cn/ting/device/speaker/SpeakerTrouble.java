package cn.ting.device.speaker;

import java.io.IOException;

/** Something was not said, and why. */
final class SpeakerTrouble extends IOException {

    private static final long serialVersionUID = 1L;

    private final SpeakerFault fault;

    SpeakerTrouble(SpeakerFault fault, String detail) {
        super(detail);
        this.fault = fault;
    }

    SpeakerFault fault() {
        return fault;
    }
}
