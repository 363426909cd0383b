package cn.ting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.settings.SettingsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The device names this house offers: whether udev would understand their rules, by the grammar of udev(7), and whether models and rules
 * agree. Debian 12 has no {@code udevadm verify} yet; only the keys that stand in the file's own comments are known here.
 */
class UdevRulesTest {

    private static final Path FOLDER = House.root().resolve("device-config");
    private static final List<String> MODELS = List.of("bench.yaml", "park-24h.yaml", "community-desk.yaml", "wall-mini.yaml");

    private static final Pattern TERM =
            Pattern.compile("\\s*([A-Z]+)(?:\\{([A-Za-z0-9_/]+)})?\\s*(==|!=|\\+=|-=|:=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(,|$)");
    private static final Set<String> MATCHED = Set.of("SUBSYSTEM", "KERNEL", "KERNELS", "ATTRS");
    private static final Set<String> ASSIGNED = Set.of("SYMLINK", "GROUP", "MODE", "ENV");
    /** What is read by whoever looks after screens and keyboards, and not by udev itself: a key misspelt would be set and read by nobody. */
    private static final Term HIDDEN = new Term("ENV", "LIBINPUT_IGNORE_DEVICE", "=", "1");

    /** One {@code KEY{attribute}=="value"} of a rule. */
    record Term(String key, String attribute, String operator, String value) {

        static List<Term> ofRule(String line) {
            List<Term> terms = new ArrayList<>();
            Matcher next = TERM.matcher(line);
            int at = 0;
            while (at < line.length()) {
                if (!next.find(at) || next.start() != at) {
                    throw new IllegalArgumentException("not understood from here: " + line.substring(at));
                }
                terms.add(new Term(next.group(1), next.group(2), next.group(3), next.group(4)));
                at = next.end();
            }
            terms.forEach(Term::check);
            if (terms.stream().noneMatch(Term::matches) || terms.stream().noneMatch(term -> term.names() || term.hides())) {
                throw new IllegalArgumentException("matches everything or names nothing: " + line);
            }
            return terms;
        }

        private void check() {
            boolean allowed = MATCHED.contains(key) ? matches()
                    : ASSIGNED.contains(key) && (operator.equals("=") || operator.equals("+=") && key.equals("SYMLINK"));
            boolean known = key.equals("ENV") ? hides() : key.equals("ATTRS") == (attribute != null);
            if (!allowed || !known || value.isBlank()) {
                throw new IllegalArgumentException("no such term: " + this);
            }
            if (key.equals("MODE") && !value.matches("0[0-7]{3}")) {
                throw new IllegalArgumentException("no mode: " + value);
            }
        }

        boolean matches() {
            return operator.equals("==") || operator.equals("!=");
        }

        boolean hides() {
            return equals(HIDDEN);
        }

        boolean names() {
            return key.equals("SYMLINK") && value.matches("ting/[a-z0-9-]+");
        }
    }

    private static List<List<Term>> rules() {
        return House.read(FOLDER.resolve("udev/60-ting.rules")).lines()
                .filter(Predicate.not(String::isBlank)).filter(line -> !line.startsWith("#"))
                .map(Term::ofRule).toList();
    }

    @Test
    void everyNameOfAModelIsMadeByOneRuleAndEveryRuleNamesWhatAModelUses() {
        List<String> made = rules().stream().flatMap(List::stream).filter(Term::names).map(term -> "file:/dev/" + term.value()).toList();
        Set<String> used = new TreeSet<>();
        for (String model : MODELS) {
            SettingsFile.read(FOLDER.resolve(model), KioskSettings.class).devices().stream()
                    .map(device -> device.line()).filter(line -> line.startsWith("file:/dev/ting/")).forEach(used::add);
        }
        assertEquals(List.copyOf(used), made.stream().sorted().toList());
        assertTrue(used.size() >= 2, used.toString());
    }

    /** A number in the order of plugging in is no name. */
    @Test
    void noModelNamesANodeThatIsNumbered() {
        for (String model : MODELS) {
            SettingsFile.read(FOLDER.resolve(model), KioskSettings.class).devices()
                    .forEach(device -> assertTrue(!device.line().matches(".*/dev/(.*/)?[a-zA-Z]+[0-9]+(@.*)?"), device.line()));
        }
    }

    @Test
    void theKiosksUserMayUseWhatIsNamed() {
        Matcher group = Pattern.compile("(?m)^Group=(.+)$").matcher(House.read(House.root().resolve("ota/ting.service")));
        assertTrue(group.find());
        for (List<Term> rule : rules()) {
            assertTrue(rule.contains(new Term("GROUP", null, "=", group.group(1))), rule.toString());
            assertTrue(rule.contains(new Term("MODE", null, "=", "0660")), rule.toString());
            assertTrue(Map.of("usbmisc", "lp[0-9]*", "hidraw", "hidraw[0-9]*", "input", "event[0-9]*").entrySet().stream().anyMatch(node ->
                    rule.contains(new Term("SUBSYSTEM", null, "==", node.getKey())) && rule.contains(new Term("KERNEL", null, "==", node.getValue()))));
        }
    }

    /** A keyboard's name is made by the distribution; a scanner that plays one is only kept from the screen here. */
    @Test
    void whatIsKeptFromTheScreenIsAnInputDeviceOfOneMaker() {
        List<List<Term>> hidden = rules().stream().filter(rule -> rule.stream().anyMatch(Term::hides)).toList();
        assertEquals(1, hidden.size());
        assertTrue(hidden.get(0).contains(new Term("SUBSYSTEM", null, "==", "input")), "libinput reads nothing else");
        assertTrue(hidden.get(0).stream().anyMatch(term -> term.key().equals("ATTRS") && term.attribute().equals("idVendor")),
                "or the touch screen would be kept from itself");
        assertTrue(hidden.get(0).stream().noneMatch(Term::names));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "SUBSYSTEM=\"hidraw\", SYMLINK+=\"ting/x\"",
        "SUBSYSTEM==\"hidraw\", SYMLINK==\"ting/x\"",
        "SUBSYSTEM==\"hidraw\" SYMLINK+=\"ting/x\"",
        "SUBSYSTEM==hidraw, SYMLINK+=\"ting/x\"",
        "SUBSYSTEM==\"hidraw, SYMLINK+=\"ting/x\"",
        "SUBSYSTEM==\"hidraw\", KERNAL==\"x\", SYMLINK+=\"ting/x\"",
        "SUBSYSTEM==\"hidraw\", ATTRS==\"x\", SYMLINK+=\"ting/x\"",
        "SUBSYSTEM==\"hidraw\", SYMLINK+=\"ting/x\", MODE=\"rw\"",
        "SUBSYSTEM==\"hidraw\", SYMLINK+=\"ting/x\", GROUP+=\"ting\"",
        "SUBSYSTEM==\"input\", ENV{LIBINPUT_IGNORE}=\"1\"",
        "SUBSYSTEM==\"input\", ENV{LIBINPUT_IGNORE_DEVICE}=\"yes\"",
        "SUBSYSTEM==\"input\", ENV{LIBINPUT_IGNORE_DEVICE}==\"1\"",
        "SUBSYSTEM==\"input\", ENV{LIBINPUT_IGNORE_DEVICE}+=\"1\"",
        "SUBSYSTEM==\"input\", ENV=\"1\"",
        "SUBSYSTEM==\"input\", GROUP{x}=\"ting\", ENV{LIBINPUT_IGNORE_DEVICE}=\"1\"",
        "ENV{LIBINPUT_IGNORE_DEVICE}=\"1\"",
        "SYMLINK+=\"ting/x\"",
        "SUBSYSTEM==\"hidraw\", MODE=\"0660\""})
    void aRuleThatUdevWouldNotTakeIsRefused(String wrong) {
        assertThrows(IllegalArgumentException.class, () -> Term.ofRule(wrong));
    }
}
