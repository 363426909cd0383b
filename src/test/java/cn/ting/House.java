package cn.ting;

import cn.ting.sign.Room;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A house as its laws see it: compiled classes, the sources they come from, and the signs on its doors. */
final class House {

    /** Where a class comes from: what ships, the far ends of its wires, the stories. */
    enum Root {
        MAIN,
        BENCH,
        TEST;

        /** The folder of this root below the project's. */
        Path in(Path project) {
            return project.resolve("src").resolve(name().toLowerCase(Locale.ROOT)).resolve("java");
        }
    }

    /** The room of the classes that stand in {@code cn.ting} itself. */
    static final String FRONT_DOOR = "";

    private static final String BASE = "cn.ting";
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?cn\\.ting\\.?([a-z0-9_.]*)\\.[A-Z*].*;");

    /** One room's use of another. */
    record Use(String from, String to, String description) {}

    private final Path project;
    private final JavaClasses classes;
    /** Read once: the walls ask for it at every use of a library. */
    private final Map<String, Room> signs;
    private final Map<String, Optional<Root>> roots = new HashMap<>();
    private final Map<String, Object> readOnce = new HashMap<>();

    House(Path project, JavaClasses classes) {
        this.project = project;
        this.classes = classes;
        this.signs = signs(classes);
    }

    /** The house this repository builds, without its tests. */
    static House ours() {
        return Ours.HOUSE;
    }

    /** Read once a JVM: several tests look at it, and reading every class takes seconds. */
    private static final class Ours {
        private static final House HOUSE = new House(root(), new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(BASE));
    }

    /** The folder of the project that is being tested. */
    static Path root() {
        return Path.of(System.getProperty("project.root", System.getProperty("user.dir")));
    }

    Path project() {
        return project;
    }

    /** Every class of main and bench, the signs apart. */
    Stream<JavaClass> classes() {
        return classes.stream().filter(type -> !type.getSimpleName().equals("package-info")).filter(this::owns);
    }

    /** The classes of one root. */
    Stream<JavaClass> classes(Root root) {
        return classes().filter(type -> rootOf(type).filter(root::equals).isPresent());
    }

    /** True for classes of this house; false for libraries, the JDK and tests. */
    boolean owns(JavaClass type) {
        return isCalled(type) && classes.contain(type.getName());
    }

    private static boolean isCalled(JavaClass type) {
        return type.getPackageName().equals(BASE) || type.getPackageName().startsWith(BASE + ".");
    }

    /** The name of a class's room as it stands on signs: {@code device.idcard}; empty for the front door. */
    static String roomOf(JavaClass type) {
        return isCalled(type) && !type.getPackageName().equals(BASE)
                ? type.getPackageName().substring(BASE.length() + 1)
                : FRONT_DOOR;
    }

    /** The signs on the doors, by room. */
    Map<String, Room> signs() {
        return signs;
    }

    private static Map<String, Room> signs(JavaClasses classes) {
        Map<String, Room> signs = new TreeMap<>();
        classes.stream()
                .filter(type -> type.getSimpleName().equals("package-info") && type.getPackage().isAnnotatedWith(Room.class))
                .forEach(type -> signs.put(roomOf(type), type.getPackage().getAnnotationOfType(Room.class)));
        return Collections.unmodifiableMap(signs);
    }

    /** The rooms that hold classes, the front door apart. */
    Set<String> rooms() {
        Set<String> rooms = new TreeSet<>(classes().map(House::roomOf).toList());
        rooms.remove(FRONT_DOOR);
        return rooms;
    }

    /** What the rooms of main and bench use of one another, from class files and from imports. */
    Stream<Use> uses() {
        return once("uses", () -> Stream.concat(classes().flatMap(this::compiledUses), Stream.of(Root.MAIN, Root.BENCH).flatMap(this::importedUses))
                .filter(use -> !use.from().equals(use.to())).toList()).stream();
    }

    /** What several laws ask for and nobody changes. */
    @SuppressWarnings("unchecked")
    <T> List<T> once(String what, Supplier<List<T>> reading) {
        return (List<T>) readOnce.computeIfAbsent(what, first -> reading.get());
    }

    private Stream<Use> compiledUses(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .filter(use -> owns(target(use)))
                .map(use -> new Use(roomOf(type), roomOf(target(use)), use.getDescription()));
    }

    /** Class files forget inlined constants, and ArchUnit does not read what stands on a record's components. */
    private Stream<Use> importedUses(Root root) {
        Set<String> rooms = rooms();
        return sources(root).stream().flatMap(file -> {
            Path folder = root.in(project).resolve(BASE.replace('.', '/')).relativize(file.getParent());
            String from = folder.toString().replace('/', '.');
            return IMPORT.matcher(read(file)).results()
                    .map(line -> new Use(from, line.group(1), name(file) + " has " + line.group()))
                    .filter(use -> use.to().equals(FRONT_DOOR) || rooms.contains(use.to()));
        });
    }

    /** What a dependency leads to: of an array its elements. */
    static JavaClass target(Dependency use) {
        return use.getTargetClass().getBaseComponentType();
    }

    /** The root in which a class's source stands; empty for a library's class. */
    Optional<Root> rootOf(JavaClass type) {
        String file = type.getSource()
                .flatMap(source -> source.getFileName())
                .orElseGet(() -> outermost(type).getSimpleName() + ".java");
        return roots.computeIfAbsent(type.getPackageName().replace('.', '/') + "/" + file, below ->
                Stream.of(Root.values()).filter(root -> Files.exists(root.in(project).resolve(below))).findFirst());
    }

    /** The class that has a file of its own: a nested one stands under the name of that one. */
    static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(House::outermost).orElse(type);
    }

    /** Every source file of one root, empty where there is no such root. */
    List<Path> sources(Root root) {
        Path folder = root.in(project);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** How a refusal names a source file. */
    String name(Path source) {
        return project.relativize(source).toString();
    }
}
