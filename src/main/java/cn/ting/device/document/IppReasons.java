package cn.ting.device.document;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the words of printer-state-reasons mean (RFC 8011, 5.4.12; PWG 5100.9; those of CUPS by what it sends).
 *
 * <p>Each may end in {@code -report}, {@code -warning} or {@code -error}. The ending is taken away: printers choose it by their own
 * state, so that an idle printer calls an empty tray a report and a printing one calls it a warning.
 */
final class IppReasons {

    private static final Map<String, DocumentFault> MEANING = meaning();
    private static final Set<String> HARMLESS = Set.of("none", "connecting-to-device", "identify-printer-requested", "resuming");
    private static final List<String> ENDINGS = List.of("-report", "-warning", "-error");
    private static final int MOST_WORDS = 8;
    private static final int LONGEST_WORD = 48;

    private IppReasons() {}

    /** The faults these words stand for. */
    static Set<DocumentFault> faults(List<String> reasons) {
        Set<DocumentFault> faults = EnumSet.noneOf(DocumentFault.class);
        for (String reason : reasons) {
            String word = word(reason);
            if (!isHarmless(word)) {
                faults.add(MEANING.getOrDefault(word, DocumentFault.OTHER));
            }
        }
        return faults;
    }

    /** True when a tray is told to be empty, and no job to wait for paper. */
    static boolean oneTrayIsEmpty(List<String> reasons) {
        List<String> words = reasons.stream().map(IppReasons::word).toList();
        return words.contains("media-empty") && !words.contains("media-needed");
    }

    /** The words as staff may read them, without those that mean nothing. A printer's word could hold anything, so it is cut and cleaned. */
    static String told(List<String> reasons) {
        List<String> words = new ArrayList<>();
        for (String reason : reasons) {
            String word = word(reason).replaceAll("[^A-Za-z0-9._-]", "?");
            if (!isHarmless(word) && words.size() < MOST_WORDS) {
                words.add(word.substring(0, Math.min(word.length(), LONGEST_WORD)));
            }
        }
        return String.join(", ", words);
    }

    private static String word(String reason) {
        return ENDINGS.stream()
                .filter(reason::endsWith)
                .findFirst()
                .map(ending -> reason.substring(0, reason.length() - ending.length()))
                .orElse(reason);
    }

    /** CUPS speaks of its own doings with words that begin so. */
    private static boolean isHarmless(String word) {
        return word.isBlank() || HARMLESS.contains(word) || word.startsWith("cups-");
    }

    private static Map<String, DocumentFault> meaning() {
        Map<String, DocumentFault> words = new TreeMap<>();
        put(words, DocumentFault.COVER_OPEN, "cover-open", "door-open", "interlock-open");
        put(words, DocumentFault.JAM, "media-jam");
        put(words, DocumentFault.PAPER_OUT, "media-empty", "media-needed");
        put(words, DocumentFault.PAPER_LOW, "media-low");
        put(words, DocumentFault.TRAY_MISSING, "input-tray-missing", "output-tray-missing");
        put(words, DocumentFault.OUTPUT_FULL, "output-area-full");
        put(words, DocumentFault.TONER_LOW, "toner-low", "marker-supply-low");
        put(words, DocumentFault.TONER_EMPTY, "toner-empty", "marker-supply-empty", "marker-supply-missing");
        put(words, DocumentFault.WASTE_FULL, "marker-waste-full", "marker-waste-missing");
        put(words, DocumentFault.SPOOL_FULL, "spool-area-full");
        put(words, DocumentFault.STOPPED, "paused", "moving-to-paused", "stopping", "shutdown", "deactivated", "hold-new-jobs");
        put(words, DocumentFault.SILENT, "offline", "timed-out");
        return Map.copyOf(words);
    }

    private static void put(Map<String, DocumentFault> words, DocumentFault fault, String... all) {
        for (String word : all) {
            words.put(word, fault);
        }
    }
}
