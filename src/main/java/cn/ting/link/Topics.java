package cn.ting.link;

import cn.ting.settings.PlaceSettings;

/** The names of topics; see {@code src/docs/contract}. A renamed class never renames a topic. */
record Topics(String area, String kiosk) {

    static final String FACT = "fact";
    static final String BIRTH = "birth";
    static final String GONE = "gone";
    static final String RECEIPT = "receipt";
    static final String REQUEST = "request";
    static final String REPLY = "reply";
    static final String PLATFORM_STATE = "platform/state";

    static Topics of(PlaceSettings place) {
        return new Topics(place.area(), place.kiosk());
    }

    /** A topic or filter below the area. */
    String below(String rest) {
        return "ting/1/" + area + "/" + rest;
    }

    /** Who this kiosk is, as the source of its CloudEvents. */
    String source() {
        return "/ting/1/" + area + "/kiosk/" + kiosk;
    }

    /** What this kiosk alone may publish. */
    String up(String segment) {
        return below("kiosk/" + kiosk + "/up/" + segment);
    }

    /** What is meant for this kiosk alone. */
    String down(String segment) {
        return below("kiosk/" + kiosk + "/down/" + segment);
    }
}
