package cn.ting;

import cn.ting.House.Root;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The laws of sizes and names. They bind all three source roots; lines are counted in the source. */
final class SizeRules {

    private static final int TYPE_LINES = 300;
    private static final int METHOD_LINES = 70;
    private static final int ROOM_FILES = 20;
    private static final Set<String> REFUSED_WORDS = Set.of(
            "util", "common", "manager", "helper", "base", "abstract", "impl", "handler", "info", "data", "dto");

    static final Rule TYPES = new Rule("a type has at most " + TYPE_LINES + " lines", house -> parts(house)
            .filter(part -> part.kind == Kind.TYPE && part.lines > TYPE_LINES)
            .map(part -> part.where + " has " + part.lines + " lines"));

    static final Rule METHODS = new Rule("a method has at most " + METHOD_LINES + " lines", house -> parts(house)
            .filter(part -> part.kind == Kind.METHOD && part.lines > METHOD_LINES)
            .map(part -> part.where + " has " + part.lines + " lines"));

    static final Rule ROOMS = new Rule("a room has at most " + ROOM_FILES + " files a source root", house ->
            Arrays.stream(Root.values()).flatMap(root -> house.sources(root).stream()
                    .filter(file -> !file.endsWith("package-info.java"))
                    .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()))
                    .entrySet()
                    .stream()
                    .filter(folder -> folder.getValue() > ROOM_FILES)
                    .map(folder -> house.name(folder.getKey()) + " has " + folder.getValue() + " files")));

    static final Rule NAMES = new Rule("a type's name says what it is for", house -> parts(house)
            .filter(part -> part.kind == Kind.TYPE)
            .flatMap(part -> words(part.name)
                    .filter(SizeRules::isRefused)
                    .map(word -> part.where + " is named with " + word)));

    static final List<Rule> ALL = List.of(TYPES, METHODS, ROOMS, NAMES);

    private enum Kind {
        TYPE,
        METHOD
    }

    /** A type or method as it stands in its file. */
    private record Part(Kind kind, String name, String where, long lines) {}

    private SizeRules() {}

    /** {@code TcpLine} is Tcp, Line; {@code Database} is one word. */
    private static Stream<String> words(String name) {
        return Arrays.stream(name.split("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"));
    }

    private static boolean isRefused(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return REFUSED_WORDS.contains(lower)
                || lower.endsWith("s") && REFUSED_WORDS.contains(lower.substring(0, lower.length() - 1));
    }

    private static Stream<Part> parts(House house) {
        return house.once("parts", () -> read(house)).stream();
    }

    private static List<Part> read(House house) {
        List<Path> files = Arrays.stream(Root.values()).flatMap(root -> house.sources(root).stream()).toList();
        if (files.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, List.of(), null, manager.getJavaFileObjectsFromPaths(files));
            List<Part> parts = new ArrayList<>();
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                String file = house.name(Path.of(unit.getSourceFile().toUri()));
                new Measure(unit, positions, file, parts).scan(unit, null);
            }
            return parts;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Walks through one file; a Javadoc before a type or method is not counted to it. */
    private static final class Measure extends TreeScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final String file;
        private final List<Part> parts;

        Measure(CompilationUnitTree unit, SourcePositions positions, String file, List<Part> parts) {
            this.unit = unit;
            this.positions = positions;
            this.file = file;
            this.parts = parts;
        }

        @Override
        public Void visitClass(ClassTree type, Void none) {
            add(Kind.TYPE, type, type.getSimpleName().toString());
            return super.visitClass(type, none);
        }

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            add(Kind.METHOD, method, method.getName().toString());
            return super.visitMethod(method, none);
        }

        private void add(Kind kind, Tree tree, String name) {
            LineMap lines = unit.getLineMap();
            long first = lines.getLineNumber(positions.getStartPosition(unit, tree));
            long last = lines.getLineNumber(positions.getEndPosition(unit, tree));
            parts.add(new Part(kind, name, file + ":" + first + " " + name, last - first + 1));
        }
    }
}
