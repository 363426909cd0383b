package cn.ting.settings;

/** Which kiosk this is and where it stands. */
public record PlaceSettings(
        @Setting(why = "the area's name in topics, lower-case letters, digits and dashes") String area,
        @Setting(why = "this kiosk's name in topics and in every fact's id, lower-case letters, digits and dashes")
                String kiosk,
        @Setting(why = "the place as residents know it, shown at the head of every page") String name,
        @Setting(why = "the same in English") String nameEn) {

    private static final String TOPIC_WORD = "[a-z0-9][a-z0-9-]{0,31}";

    public PlaceSettings {
        if (!area.matches(TOPIC_WORD) || !kiosk.matches(TOPIC_WORD)) {
            throw new IllegalArgumentException("area and kiosk are written in lower-case letters, digits and dashes, at most 32");
        }
    }
}
