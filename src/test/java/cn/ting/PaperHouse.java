package cn.ting;

import cn.ting.House.Root;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * A house built of paper, to see the law fail: a few lines of source, compiled and read as the real one is. It stands in a
 * folder of its own, so that Quarkus never meets a bad class among the tests.
 */
final class PaperHouse {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    /** One for all: it keeps the two hundred libraries open that each house is compiled with. */
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    private final Path project;
    private final List<Path> sources = new ArrayList<>();

    PaperHouse(Path project) {
        this.project = project;
        pom("<project/>");
    }

    PaperHouse pom(String text) {
        write(project.resolve("pom.xml"), text);
        return this;
    }

    /** A door with a sign, written as inside the brackets of {@code @Room} after {@code is}. */
    PaperHouse door(String room, String... sign) {
        String words = sign.length == 0 ? "" : ", " + String.join(", ", sign);
        return source(Root.MAIN, room, "package-info", "@cn.ting.sign.Room(is = \"paper\"" + words + ")\npackage cn.ting." + room + ";");
    }

    PaperHouse main(String room, String type, String source) {
        return source(Root.MAIN, room, type, "package cn.ting." + room + ";\n" + source);
    }

    PaperHouse bench(String room, String type, String source) {
        return source(Root.BENCH, room, type, "package cn.ting." + room + ";\n" + source);
    }

    private PaperHouse source(Root root, String room, String type, String text) {
        Path file = root.in(project).resolve("cn/ting").resolve(room.replace('.', '/')).resolve(type + ".java");
        write(file, text);
        sources.add(file);
        return this;
    }

    House stand() {
        Path classes = project.resolve("classes");
        StringWriter said = new StringWriter();
        try {
            Files.createDirectories(classes);
            FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            List<String> options = List.of("-proc:none", "-parameters");
            if (!COMPILER.getTask(said, FILES, null, options, null, FILES.getJavaFileObjectsFromPaths(sources)).call()) {
                throw new IllegalStateException("the paper house does not compile: " + said);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new House(project, new ClassFileImporter().importPath(classes));
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
