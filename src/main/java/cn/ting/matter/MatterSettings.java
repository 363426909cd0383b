package cn.ting.matter;

/**
 * Where the catalogue is kept: in the data directory, so no key of {@code device-config}.
 *
 * @param file the catalogue's own SQLite file; may be deleted at any time, the kiosk fetches it again
 */
public record MatterSettings(String file) {}
