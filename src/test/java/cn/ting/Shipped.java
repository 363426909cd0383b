package cn.ting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Classes found by their names alone, for whom reading every class of the house would take seconds. */
public final class Shipped {

    private Shipped() {}

    /**
     * Every class of this house, bench and product, that is of a type and not the type itself.
     *
     * @param type what they implement
     * @param lastWord what their names end in, as the house wants it of them
     */
    public static List<Class<?>> classes(Class<?> type, String lastWord) {
        try {
            Path root = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (Stream<Path> files = Files.walk(root.resolve("cn/ting"))) {
                return files.map(file -> root.relativize(file).toString().replace('/', '.'))
                        .filter(name -> name.endsWith(lastWord + ".class"))
                        .<Class<?>>map(name -> load(name.substring(0, name.length() - ".class".length())))
                        .filter(found -> type.isAssignableFrom(found) && found != type)
                        .toList();
            }
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        } catch (URISyntaxException never) {
            throw new IllegalStateException(never);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Shipped.class.getClassLoader());
        } catch (ClassNotFoundException never) {
            throw new IllegalStateException(never);
        }
    }
}
