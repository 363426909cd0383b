package cn.ting.device.speaker;

import cn.ting.condition.Fault;

/** What can be wrong with a loudspeaker. Residents lose nothing by it: whatever is said stands on the page. */
public enum SpeakerFault implements Fault {
    /** The speech engine is not installed. */
    ABSENT("speaker.absent"),
    /** The engine ran and made no sound: mostly there is no sound card, or the voice is not installed. */
    SILENT("speaker.silent"),
    /** The engine was killed by a signal in the midst of a text, and once more when it was given the text again. */
    CRASHED("speaker.crashed");

    private final String code;

    SpeakerFault(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Severity severity() {
        return Severity.NOTICE;
    }
}
