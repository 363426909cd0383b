package cn.ting.settings;

import cn.ting.condition.Fault;

/** What can be wrong with this kiosk's settings while it goes on. */
public enum SettingsFault implements Fault {
    /** The file is wrong; the last good copy is in force. The detail is the refusal. */
    REFUSED("settings.refused"),
    /** The file is good and in force; no copy of it could be kept. */
    NOT_KEPT("settings.not-kept");

    private final String code;

    SettingsFault(String code) {
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
