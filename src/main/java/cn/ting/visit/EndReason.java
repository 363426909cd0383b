package cn.ting.visit;

import java.util.Locale;

/** Why a visit ended. */
public enum EndReason {
    /** The resident pressed the button. */
    BUTTON,
    /** Nobody touched the screen, and the warning passed. */
    IDLE,
    /** The browser started anew, so nobody knows who stands there. */
    BROWSER,
    /** The kiosk stopped. */
    STOPPED,
    /** The mains were lost, and the last minute on battery was over. */
    POWER;

    /** As facts carry it. */
    String written() {
        return name().toLowerCase(Locale.ROOT);
    }
}
