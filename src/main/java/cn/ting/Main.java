package cn.ting;

import cn.ting.settings.SettingsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.Optional;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.jboss.logmanager.LogManager;
import org.jboss.logmanager.Logger;

/** Starts the kiosk. What stops a first start is told in its one sentence, without the way it took through the framework. */
@QuarkusMain
public final class Main {

    /** They tell of a start that failed. Held, because the log manager forgets a logger that nobody holds. */
    private static final List<Logger> TELLERS = tellers();

    private Main() {}

    public static void main(String... arguments) {
        TELLERS.forEach(teller -> teller.setFilter(Main::inOneSentence));
        Quarkus.run(arguments);
    }

    private static List<Logger> tellers() {
        // Before the first logger is made; the framework would do so a moment later.
        System.setProperty("java.util.logging.manager", LogManager.class.getName());
        return Stream.of("io.quarkus.runtime.Quarkus", "io.quarkus.runtime.ApplicationLifecycleManager")
                .map(Logger::getLogger)
                .toList();
    }

    /** Takes the stack trace from a record that tells of a refused configuration; every record passes. */
    private static boolean inOneSentence(LogRecord told) {
        refusal(told.getThrown()).ifPresent(refusal -> {
            told.setMessage(refusal.getMessage());
            told.setParameters(null);
            told.setThrown(null);
        });
        return true;
    }

    private static Optional<SettingsException> refusal(Throwable failed) {
        return Stream.iterate(failed, cause -> cause != null, Throwable::getCause)
                .filter(SettingsException.class::isInstance)
                .map(SettingsException.class::cast)
                .findFirst();
    }
}
