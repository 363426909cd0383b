package cn.ting;

import cn.ting.House.Root;
import cn.ting.sign.Room;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The laws of who may use whom. */
final class SignRules {

    static final Rule SIGNED = new Rule("every room has a sign", house -> house.rooms().stream()
            .filter(room -> !house.signs().containsKey(room))
            .map(room -> room + " has no sign: write a package-info.java with @Room"));

    static final Rule KNOWN = new Rule("a sign names rooms that exist", house -> house.signs().entrySet().stream()
            .flatMap(door -> Arrays.stream(door.getValue().mayUse())
                    .filter(named -> !house.signs().containsKey(named))
                    .map(named -> door.getKey() + " names " + named + ", which is no room")));

    static final Rule ALLOWED = new Rule("a room uses only itself, open rooms and the rooms on its sign", house ->
            house.uses()
                    .filter(use -> !mayUse(house, use.from()).contains(use.to()))
                    .map(use -> "the sign of " + use.from() + " does not allow: " + use.description()));

    /** What nobody uses would be used one day by somebody who only asked the build. */
    static final Rule SPARING = new Rule("a sign names no room that is not used", house -> {
        Map<String, Set<String>> used = usedBy(house);
        return house.signs().entrySet().stream().flatMap(door -> Arrays.stream(door.getValue().mayUse())
                .filter(named -> !used.getOrDefault(door.getKey(), Set.of()).contains(named))
                .map(named -> door.getKey() + " may use " + named + " and does not"));
    });

    static final Rule NO_CIRCLE_OF_SIGNS = new Rule("signs allow no circle", house -> {
        Map<String, Set<String>> allowed = new TreeMap<>();
        house.signs().keySet().forEach(room -> allowed.put(room, mayUse(house, room)));
        return circles(allowed);
    });

    static final Rule NO_CIRCLE_OF_USES = new Rule("rooms use one another in no circle", house -> circles(usedBy(house)));

    static final Rule NO_BENCH_IN_MAIN = new Rule("what ships knows neither bench nor tests", house ->
            house.classes(Root.MAIN).flatMap(type -> type.getDirectDependenciesFromSelf().stream()
                    .filter(use -> house.rootOf(House.target(use))
                            .filter(root -> root != Root.MAIN)
                            .isPresent())
                    .map(use -> use.getDescription())));

    /** Simulator and driver must not be wrong together, so they share ports and never a codec. */
    static final Rule BENCH_AT_THE_DOOR = new Rule("the bench uses of main only what is public", house ->
            house.classes(Root.BENCH).flatMap(type -> Stream.concat(
                    type.getDirectDependenciesFromSelf().stream()
                            .filter(use -> isInMain(house, House.target(use)))
                            .filter(use -> !isPublic(House.target(use)))
                            .map(use -> use.getDescription()),
                    type.getAccessesFromSelf().stream()
                            .filter(access -> isInMain(house, access.getTargetOwner()))
                            .filter(access -> access.getTarget().resolveMember()
                                    .filter(member -> !member.getModifiers().contains(JavaModifier.PUBLIC))
                                    .isPresent())
                            .map(access -> access.getDescription()))));

    static final Rule CODE_OR_FOLDERS = new Rule("a folder holds code or folders, never both", house ->
            house.signs().keySet().stream().flatMap(room -> house.signs().keySet().stream()
                    .filter(other -> other.startsWith(room + "."))
                    .map(other -> room + " holds code and the folder of " + other)));

    static final List<Rule> ALL = List.of(
            SIGNED, KNOWN, ALLOWED, SPARING, NO_CIRCLE_OF_SIGNS, NO_CIRCLE_OF_USES, NO_BENCH_IN_MAIN, BENCH_AT_THE_DOOR,
            CODE_OR_FOLDERS);

    private SignRules() {}

    /** What each room uses. */
    private static Map<String, Set<String>> usedBy(House house) {
        Map<String, Set<String>> used = new TreeMap<>();
        house.uses().forEach(use -> used.computeIfAbsent(use.from(), room -> new TreeSet<>()).add(use.to()));
        return used;
    }

    /** The rooms that one may use: the front door all of them, an open one only what it names. */
    private static Set<String> mayUse(House house, String room) {
        Map<String, Room> signs = house.signs();
        if (room.equals(House.FRONT_DOOR)) {
            return signs.keySet();
        }
        Set<String> allowed = new TreeSet<>();
        if (!signs.containsKey(room)) {
            return allowed;
        }
        allowed.addAll(List.of(signs.get(room).mayUse()));
        if (!signs.get(room).open()) {
            signs.forEach((other, sign) -> {
                if (sign.open()) {
                    allowed.add(other);
                }
            });
        } else if (!room.equals("sign")) {
            allowed.add("sign");
        }
        return allowed;
    }

    private static boolean isInMain(House house, JavaClass type) {
        return house.owns(type) && house.rootOf(type).filter(Root.MAIN::equals).isPresent();
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(SignRules::isPublic).orElse(true);
    }

    private static Stream<String> circles(Map<String, Set<String>> uses) {
        return uses.keySet().stream().filter(room -> reachable(room, uses).contains(room)).map(room -> room
                + " stands in a circle: it uses " + uses.get(room).stream()
                        .filter(next -> next.equals(room) || reachable(next, uses).contains(room))
                        .toList() + ", which lead back to it");
    }

    private static Set<String> reachable(String room, Map<String, Set<String>> uses) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(uses.getOrDefault(room, Set.of()));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (seen.add(next)) {
                open.addAll(uses.getOrDefault(next, Set.of()));
            }
        }
        return seen;
    }
}
