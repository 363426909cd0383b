package cn.ting.seal;

import cn.ting.condition.Fault;

/** What can be wrong with this kiosk's own keys: without the device key nobody is named, without a certificate no platform is reached. */
public enum SealFault implements Fault {
    /** Others than the kiosk can read the key's file, so that it is no secret. */
    DEVICE_KEY_EXPOSED("seal.device-key-exposed"),
    /** What stands there is no key of 32 bytes. */
    DEVICE_KEY_WRONG("seal.device-key-wrong"),
    /** The key can neither be read nor made. */
    DEVICE_KEY_UNAVAILABLE("seal.device-key-unavailable"),
    /** Certificate, key or authority cannot be read or do not belong together; the last good ones are shown, where there are any. */
    CERTIFICATE_UNUSABLE("seal.certificate-unusable"),
    /** The certificate is good for less than thirty days. */
    CERTIFICATE_EXPIRES("seal.certificate-expires"),
    /** The broker does not take this kiosk's certificate, or is not certified by the area's authority under its name. */
    NOT_ADMITTED("seal.not-admitted");

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
