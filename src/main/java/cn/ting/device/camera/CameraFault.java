package cn.ting.device.camera;

import cn.ting.condition.Fault;

/** What can be wrong with a camera beyond its being away. */
public enum CameraFault implements Fault {
    /** The program that reads it is not installed. */
    NO_FFMPEG("camera.no-ffmpeg", Severity.DEGRADED),
    /** The program that reads it ended by itself; the detail is what it said last. */
    ENDED("camera.ended", Severity.DEGRADED),
    /** No frame has come for too long. */
    STALLED("camera.stalled", Severity.DEGRADED),
    /** Frame after frame is the same to the last bit, which a sensor's noise does not allow. */
    FROZEN("camera.frozen", Severity.DEGRADED),
    /** It sees next to nothing: covered, or a night without light. A telephone's screen could be read all the same. */
    DARK("camera.dark", Severity.NOTICE),
    /** It sees nothing but light: the sun or a lamp shines into it. */
    DAZZLED("camera.dazzled", Severity.NOTICE);

    private final String code;
    private final Severity severity;

    CameraFault(String code, Severity severity) {
        this.code = code;
        this.severity = severity;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Severity severity() {
        return severity;
    }
}
