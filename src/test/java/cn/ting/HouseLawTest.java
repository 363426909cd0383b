package cn.ting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each rule of the house has been seen to fail, and a good house beside it to pass. (That Surefire counts a failing rule
 * was seen with 3.5.4: these are plain tests, and none of ArchUnit's own, which 3.5.3 reported as a green build.)
 */
class HouseLawTest {

    private static final Set<String> SEEN = new TreeSet<>();

    @TempDir
    Path folder;

    private PaperHouse house;

    @BeforeEach
    void aGoodRoom() {
        house = new PaperHouse(folder)
                .door("cellar")
                .main("cellar", "Cellar", "public final class Cellar { public static final String KEY = \"k\"; int door() { return 1; } }");
    }

    @AfterAll
    static void eachRuleHasBeenSeenToFail() {
        assertEquals(HouseTest.law().map(Rule::sentence).collect(Collectors.toCollection(TreeSet::new)), SEEN);
    }

    @Test
    void aGoodHouseKeepsEveryRule() {
        House good = house.stand();
        HouseTest.law().forEach(rule -> assertEquals(List.of(), rule.brokenIn(good), rule.sentence()));
    }

    @Test
    void aRoomWithoutASign() {
        house.main("attic", "Attic", "class Attic {}");
        assertBreaks(SignRules.SIGNED, "attic has no sign");
    }

    @Test
    void aSignThatNamesNoRoom() {
        house.door("attic", "mayUse = \"stable\"").main("attic", "Attic", "class Attic {}");
        assertBreaks(SignRules.KNOWN, "attic names stable, which is no room");
    }

    @Test
    void aRoomUsedPastTheSign() {
        house.door("attic").main("attic", "Attic", "class Attic { cn.ting.cellar.Cellar below; }");
        assertBreaks(SignRules.ALLOWED, "the sign of attic does not allow: Field <cn.ting.attic.Attic.below>");
    }

    @Test
    void aRoomUsedOnlyByAConstantWhichTheCompilerCopies() {
        house.door("attic")
                .main("attic", "Attic", "import cn.ting.cellar.Cellar;\nclass Attic { static final String KEY = Cellar.KEY; }");
        assertBreaks(SignRules.ALLOWED, "cn/ting/attic/Attic.java has import cn.ting.cellar.Cellar;");
    }

    @Test
    void aSignThatAllowsMoreThanIsUsed() {
        house.door("attic", "mayUse = {\"cellar\", \"roof\"}").main("attic", "Attic", "class Attic { cn.ting.cellar.Cellar below; }");
        house.door("roof");
        assertBreaks(SignRules.SPARING, "attic may use roof and does not");
        assertEquals(1, SignRules.SPARING.brokenIn(house.stand()).size());
    }

    @Test
    void anOpenRoomThatUsesAnotherUnnamed() {
        house.door("hearth", "open = true").main("hearth", "Hearth", "public class Hearth {}");
        house.door("lamp", "open = true").main("lamp", "Lamp", "class Lamp { cn.ting.hearth.Hearth light; }");
        house.door("attic").main("attic", "Attic", "class Attic { cn.ting.hearth.Hearth light; }");
        assertBreaks(SignRules.ALLOWED, "the sign of lamp does not allow");
        assertEquals(1, SignRules.ALLOWED.brokenIn(house.stand()).size(), "any other room may use an open one");
    }

    @Test
    void signsThatAllowACircle() {
        house.door("attic", "mayUse = \"roof\"").door("roof", "mayUse = \"attic\"");
        assertBreaks(SignRules.NO_CIRCLE_OF_SIGNS, "attic stands in a circle: it uses [roof]");
    }

    @Test
    void roomsThatUseOneAnotherInACircle() {
        house.door("attic", "mayUse = \"roof\"").main("attic", "Attic", "public class Attic { cn.ting.roof.Roof above; }");
        house.door("roof", "mayUse = \"attic\"").main("roof", "Roof", "public class Roof { cn.ting.attic.Attic below; }");
        assertBreaks(SignRules.NO_CIRCLE_OF_USES, "roof stands in a circle: it uses [attic]");
    }

    @Test
    void aShippedClassThatKnowsTheBench() {
        house.main("cellar", "Stair", "class Stair { SimulatedCellar below; }")
                .bench("cellar", "SimulatedCellar", "public class SimulatedCellar {}");
        assertBreaks(SignRules.NO_BENCH_IN_MAIN, "Field <cn.ting.cellar.Stair.below>");
    }

    @Test
    void aBenchThatUsesTheDriversCodec() {
        house.main("cellar", "CellarFrame", "class CellarFrame {}")
                .bench("cellar", "SimulatedCellar", "public class SimulatedCellar { CellarFrame frame; Cellar port; }");
        assertBreaks(SignRules.BENCH_AT_THE_DOOR, "Field <cn.ting.cellar.SimulatedCellar.frame>");
        assertEquals(1, SignRules.BENCH_AT_THE_DOOR.brokenIn(house.stand()).size(), "the public port is the bench's too");
    }

    @Test
    void aBenchThatCallsAHiddenMethodOfAPublicPort() {
        house.bench("cellar", "SimulatedCellar", "class SimulatedCellar { int knock(Cellar c) { return c.door(); } }");
        assertBreaks(SignRules.BENCH_AT_THE_DOOR, "calls method <cn.ting.cellar.Cellar.door()>");
    }

    @Test
    void aFolderOfCodeAndFolders() {
        house.door("cellar.barrel").main("cellar.barrel", "Barrel", "class Barrel {}");
        assertBreaks(SignRules.CODE_OR_FOLDERS, "cellar holds code and the folder of cellar.barrel");
    }

    @Test
    void aLibraryUsedPastItsWall() {
        house.door("vault", "keeps = \"java.security.MessageDigest\"")
                .main("vault", "Vault", "class Vault { java.security.MessageDigest own; }")
                .main("cellar", "Hash", "class Hash { java.security.MessageDigest borrowed; java.security.Provider free; }");
        assertBreaks(WallRules.KEPT, "Field <cn.ting.cellar.Hash.borrowed>");
        assertEquals(1, WallRules.KEPT.brokenIn(house.stand()).size());
    }

    @Test
    void aNativeLibraryThatAnyRoomKeeps() {
        house.door("port", "keeps = {\"com.fazecast.jSerialComm\", \"com.sun.jna\"}")
                .door("wire", "keeps = \"com.fazecast.jSerialComm\"").main("wire", "Wire", "class Wire {}");
        assertBreaks(WallRules.NATIVE_IS_LISTED, "wire keeps com.fazecast.jSerialComm");
        assertEquals(1, WallRules.NATIVE_IS_LISTED.brokenIn(house.stand()).size(), "a room that is listed may");
    }

    @Test
    void sqlOutsideATable() {
        house.door("vault", "keeps = \"java.sql\"")
                .main("cellar", "WineTable", "class WineTable { java.sql.Connection file; }")
                .main("cellar", "Wine", "class Wine { java.sql.Connection file; java.sql.SQLException thrown; }");
        assertBreaks(WallRules.KEPT, "Field <cn.ting.cellar.Wine.file>");
        assertEquals(1, WallRules.KEPT.brokenIn(house.stand()).size(), "a table may, and exceptions are free");
    }

    @Test
    void aTemplateOutsideThePages() {
        house.door("frame", "keeps = \"io.quarkus.qute\"")
                .main("cellar", "WinePages", "class WinePages { record Row(io.quarkus.qute.Template label) {} }")
                .main("cellar", "Wine", "class Wine { io.quarkus.qute.Template label; }");
        assertBreaks(WallRules.KEPT, "Field <cn.ting.cellar.Wine.label>");
        assertEquals(1, WallRules.KEPT.brokenIn(house.stand()).size(), "pages may");
    }

    @Test
    void aBrowserThatShips() {
        house.main("cellar", "Browser", "class Browser { com.microsoft.playwright.Page page; }");
        assertBreaks(WallRules.NO_BROKER_NO_BROWSER, "Field <cn.ting.cellar.Browser.page>");
    }

    @Test
    void aTypeTooLong() {
        house.main("cellar", "Long", "class Long {" + "\n".repeat(300) + "}");
        assertBreaks(SizeRules.TYPES, "src/main/java/cn/ting/cellar/Long.java:2 Long has 301 lines");
    }

    @Test
    void aMethodTooLong() {
        house.bench("cellar", "Long", "class Long { void tell() {" + "\n".repeat(70) + "} }");
        assertBreaks(SizeRules.METHODS, "src/bench/java/cn/ting/cellar/Long.java:2 tell has 71 lines");
    }

    @Test
    void aRoomTooFull() {
        IntStream.rangeClosed(1, 20).forEach(n -> house.main("cellar", "Bottle" + n, "class Bottle" + n + " {}"));
        assertBreaks(SizeRules.ROOMS, "src/main/java/cn/ting/cellar has 21 files");
    }

    @Test
    void aNameThatSaysNothing() {
        house.main("cellar", "Names", "class Names { class WineUtils {} class WineDTO {} class Database {} class Basement {} }");
        assertBreaks(SizeRules.NAMES, "WineUtils is named with Utils");
        assertEquals(2, SizeRules.NAMES.brokenIn(house.stand()).size(), "Database and Basement are words of their own");
    }

    @Test
    void anInjectedField() {
        house.main("cellar", "Wine", "class Wine { @jakarta.inject.Inject Cellar cellar; }");
        assertBreaks(HabitRules.CONSTRUCTORS_INJECT, "cn.ting.cellar.Wine.cellar");
    }

    @Test
    void aStaticThatChanges() {
        house.main("cellar", "Wine", "class Wine { static int count; static final int MOST = 9; enum Kind { RED } }")
                .main("cellar", "Beer", "class Beer { static final java.util.HashMap<String, String> KEPT = new java.util.HashMap<>(); }");
        assertBreaks(HabitRules.NO_STATE_IN_STATICS, "cn.ting.cellar.Wine.count");
        assertBreaks(HabitRules.NO_STATE_IN_STATICS, "cn.ting.cellar.Beer.KEPT");
    }

    @Test
    void aClockOfItsOwn() {
        house.main("cellar", "Wine", """
                class Wine {
                    Object now() { return java.time.Instant.now(); }
                    Object date() { return new java.util.Date(); }
                    Object later(long at) { return new java.util.Date(at); }
                    java.util.function.LongSupplier nanos() { return System::nanoTime; }
                }""").bench("cellar", "Nap", "class Nap { void nap() throws InterruptedException { Thread.sleep(9); } }");
        assertBreaks(HabitRules.ONE_CLOCK, "cn.ting.cellar.Wine.nanos");
        assertBreaks(HabitRules.ONE_CLOCK, "cn.ting.cellar.Nap.nap");
        assertEquals(4, HabitRules.ONE_CLOCK.brokenIn(house.stand()).size(), "a date of a given time is only a value");
    }

    @Test
    void anAnswerNobodyHears() {
        house.main("cellar", "WinePages", "class WinePages { @jakarta.ws.rs.GET String list() { return \"\"; } }");
        assertBreaks(HabitRules.PUBLIC_HTTP, "cn.ting.cellar.WinePages.list()");
    }

    @Test
    void aPrintedLine() {
        house.main("cellar", "Wine", "class Wine { void pour() { System.out.println(1); } }")
                .main("cellar", "Count", "class Count { public static void main(String[] a) { System.out.println(1); } }");
        assertBreaks(HabitRules.LOGS_ARE_LOGGED, "cn.ting.cellar.Wine.pour");
        assertEquals(1, HabitRules.LOGS_ARE_LOGGED.brokenIn(house.stand()).size(), "a command's print is its answer");
    }

    @Test
    void aPrintedStackTrace() {
        house.main("cellar", "Wine", "class Wine { void spill(Exception e) { e.printStackTrace(); } }");
        assertBreaks(HabitRules.NO_STACK_TRACE_PRINTED, "cn.ting.cellar.Wine.spill");
    }

    @Test
    void aMockInThePom() {
        house.pom("<project><dependency><artifactId>mockito-core</artifactId></dependency></project>");
        assertBreaks(HabitRules.NO_MOCKS, "pom.xml names mockito-core");
    }

    @Test
    void aFaultByAnotherName() {
        house.main("cellar", "Wine", "abstract class Wine implements cn.ting.condition.Fault {}");
        assertBreaks(HabitRules.KINDS_ARE_NAMED, "cn.ting.cellar.Wine");
    }

    private void assertBreaks(Rule rule, String found) {
        List<String> broken = rule.brokenIn(house.stand());
        assertTrue(broken.stream().anyMatch(line -> line.contains(found)), () -> found + " is not in " + broken);
        SEEN.add(rule.sentence());
    }
}
