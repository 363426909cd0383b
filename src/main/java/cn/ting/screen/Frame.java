package cn.ting.screen;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Everything around the middle of a page.
 *
 * @param lang BCP 47 tag of the page's language
 * @param large whether text is set larger
 * @param elder whether the page is the elders' (长辈版): fewer things, half again as large, in a friend's words
 * @param place the kiosk's place in the page's language
 * @param time wall time, {@code 10:24}
 * @param date the day in words
 * @param hanzi the character of the step this page belongs to; empty where it belongs to none
 * @param pills what is wrong now in two to six characters each; empty when all is well
 * @param reminder what the resident is about to forget; empty while nothing is
 * @param path where this page is, so that language and size come back to it
 * @param back where the bar's back button leads
 */
public record Frame(
        String lang, boolean large, boolean elder, String place, String time, String date, String hanzi, List<String> pills, String reminder,
        String path, String back) {

    /** How text is set, as class names of the page: {@code large}, {@code elder}, both or none. */
    public String print() {
        return (large ? "large " : "") + (elder ? "elder" : "");
    }

    /** The bar's help button leads back to this page. */
    public String helpPath() {
        return "/help?from=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }
}
