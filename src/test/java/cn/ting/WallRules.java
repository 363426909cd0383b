package cn.ting;

import cn.ting.House.Root;
import cn.ting.sign.Room;
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

    static final Rule KEPT = new Rule("a library is used only in the rooms that keep it", house ->
            house.classes(Root.MAIN).flatMap(type -> type.getDirectDependenciesFromSelf().stream()
                    .filter(use -> !isFree(House.target(use)))
                    .filter(use -> isPastTheWall(house, type, use))
                    .map(use -> use.getDescription())));

    static final Rule NO_BROKER_NO_BROWSER = new Rule("no broker and no browser ships", house ->
            house.classes(Root.MAIN).flatMap(type -> type.getDirectDependenciesFromSelf().stream()
                    .filter(use -> NOWHERE.stream().anyMatch(library -> isOf(library, use)))
                    .map(use -> use.getDescription())));

    static final List<Rule> ALL = List.of(KEPT, NO_BROKER_NO_BROWSER);

    private WallRules() {}

    private static boolean isPastTheWall(House house, JavaClass type, Dependency use) {
        Map<String, Room> signs = house.signs();
        boolean kept = signs.values().stream().anyMatch(sign -> keeps(sign, use).findAny().isPresent());
        boolean keptHere = signs.containsKey(House.roomOf(type))
                && keeps(signs.get(House.roomOf(type)), use).findAny().isPresent();
        return kept && !keptHere && !hasRole(type, use);
    }

    private static Stream<String> keeps(Room sign, Dependency use) {
        return Arrays.stream(sign.keeps()).filter(library -> isOf(library, use));
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
