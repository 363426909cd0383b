package cn.ting.condition;

import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * The sentences for fault codes: those of a room, the first word of the code, stand in {@code faults/<room>.properties}
 * (Chinese) and {@code faults/<room>_en.properties}.
 */
public final class FaultTexts {

    private static final ResourceBundle.Control NO_MACHINE_LOCALE =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private FaultTexts() {}

    /** What a resident is told: what still holds, then what to do. */
    public static String resident(Fault fault, Locale locale) {
        return bundle(fault, locale).getString(fault.code() + ".resident");
    }

    /** What staff have to do. */
    public static String staff(Fault fault, Locale locale) {
        return bundle(fault, locale).getString(fault.code() + ".staff");
    }

    /** Two to six characters for the head of the page, {@code <code>.pill}; empty where residents need not know. */
    public static Optional<String> pill(Fault fault, Locale locale) {
        String key = fault.code() + ".pill";
        ResourceBundle bundle = bundle(fault, locale);
        return bundle.containsKey(key) ? Optional.of(bundle.getString(key)) : Optional.empty();
    }

    private static ResourceBundle bundle(Fault fault, Locale locale) {
        String room = fault.code().substring(0, fault.code().indexOf('.'));
        return ResourceBundle.getBundle("faults/" + room, locale, FaultTexts.class.getClassLoader(), NO_MACHINE_LOCALE);
    }
}
