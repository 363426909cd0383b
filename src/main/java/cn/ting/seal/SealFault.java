package cn.ting.seal;

import cn.ting.condition.Fault;

/** What can be wrong with this kiosk's own key. Without one it goes on, and nobody is named by a pseudonym. */
public enum SealFault implements Fault {
    /** Others than the kiosk can read the key's file, so that it is no secret. */
    DEVICE_KEY_EXPOSED("seal.device-key-exposed"),
    /** What stands there is no key of 32 bytes. */
    DEVICE_KEY_WRONG("seal.device-key-wrong"),
    /** The key can neither be read nor made. */
    DEVICE_KEY_UNAVAILABLE("seal.device-key-unavailable");

    private final String code;

    SealFault(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Severity severity() {
        return Severity.ALARM;
    }
}
