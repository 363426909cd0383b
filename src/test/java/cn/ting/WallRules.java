package cn.ting;

import cn.ting.House.Root;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The laws of outside libraries: each has one door, the room whose sign keeps it. They bind what ships. */
final class WallRules {

    /** Classes with these last words may use the library too, in any room: a table speaks SQL, pages are templates. */
    private static final Map<String, List<String>> ROLES =
            Map.of("java.sql", List.of("Table"), "io.quarkus.qute", List.of("Pages", "Messages"));

    private static final List<String> NOWHERE = List.of("org.apache.activemq", "com.microsoft.playwright");

    /**
     * The native libraries, and who may keep each. Those of {@code health}, {@code time}, {@code store} and {@code matter} are loaded by the kiosk's own
     * process, which a crash of theirs takes along (decision 13); the others by programs of their own.
     */
    private static final Map<String, List<String>> NATIVE = Map.of(
            "com.fazecast", List.of("port"),
            "com.sun.jna", List.of("port", "health", "time"),
            "jnasmartcardio", List.of("device.contactcard"),
            "org.sqlite", List.of("store", "matter"));

    static final Rule NATIVE_IS_LISTED = new Rule("a native library is kept where a crash of it has been thought of", house ->
            house.signs().entrySet().stream().flatMap(door -> Arrays.stream(door.getValue().keeps())
                    .filter(library -> NATIVE.entrySet().stream()
                            .anyMatch(listed -> (library + ".").startsWith(listed.getKey() + ".") && !listed.getValue().contains(door.getKey())))
                    .map(library -> door.getKey() + " keeps " + library)));

    static final Rule KEPT = new Rule("a library is used only in the rooms that keep it", house ->
            house.classes(Root.MAIN).flatMap(type -> type.getDirectDependenciesFromSelf().stream()
                    .filter(use -> isPastTheWall(house, type, use))
                    .filter(use -> !isFree(House.target(use)))
                    .map(use -> use.getDescription())));

    static final Rule NO_BROKER_NO_BROWSER = new Rule("no broker and no browser ships", house ->
            house.classes(Root.MAIN).flatMap(type -> type.getDirectDependenciesFromSelf().stream()
                    .filter(use -> NOWHERE.stream().anyMatch(library -> isOf(library, use)))
                    .map(use -> use.getDescription())));

    static final List<Rule> ALL = List.of(NATIVE_IS_LISTED, KEPT, NO_BROKER_NO_BROWSER);

    private WallRules() {}

    private static boolean isPastTheWall(House house, JavaClass type, Dependency use) {
        List<Kept> keepers = kept(house).stream().filter(kept -> isOf(kept.library(), use)).toList();
        return !keepers.isEmpty() && keepers.stream().noneMatch(kept -> kept.room().equals(House.roomOf(type))) && !hasRole(type, use);
    }

    /** A library on a room's sign. */
    private record Kept(String room, String library) {}

    private static List<Kept> kept(House house) {
        return house.once("kept", () -> house.signs().entrySet().stream()
                .flatMap(door -> Arrays.stream(door.getValue().keeps()).map(library -> new Kept(door.getKey(), library)))
                .toList());
    }

    private static boolean hasRole(JavaClass type, Dependency use) {
        String name = House.outermost(type).getSimpleName();
        return ROLES.entrySet().stream()
                .filter(role -> isOf(role.getKey(), use))
                .anyMatch(role -> role.getValue().stream().anyMatch(name::endsWith));
    }

    private static boolean isOf(String library, Dependency use) {
        String name = House.target(use).getName();
        return name.equals(library) || name.startsWith(library + ".") || name.startsWith(library + "$");
    }

    /** What is thrown must be caught where it arrives. */
    private static boolean isFree(JavaClass type) {
        return type.isAssignableTo(Throwable.class);
    }
}
