package cn.ting.setup;

/** Reads a configuration as a start would, without anything coming of it. */
@FunctionalInterface
public interface SetupCheck {

    /** @throws cn.ting.settings.SettingsException when a start would refuse it, or this kiosk would be another one by it */
    void check(String text);
}
