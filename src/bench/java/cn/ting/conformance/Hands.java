package cn.ting.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What somebody has to do to the platform, as each of these cannot be asked of it over the wire. */
interface Hands {

    /** The longest that a command may take. */
    int MOST_SECONDS = 600;

    /** A deed that only the platform's people can do. */
    enum Deed {
        /** Ends it as a power cut would; returns when it is dead. */
        KILL("Kill the platform as a power cut would (kill -9), and leave it dead."),
        /** Starts it again; may return before it answers. */
        START("Start the platform."),
        /** Makes a copy of all that it stores, while it runs. */
        BACKUP("Make a backup of the platform while it runs."),
        /** Puts that copy in the place of what it stores; it runs again afterwards. */
        RESTORE("Put that backup in the place of what the platform stores, and let it run again."),
        /** Publishes an edition of the catalogue in which at least one page differs from that in force; may return before it is out. */
        PUBLISH("Publish another edition of the catalogue, with a page changed.");

        private final String question;

        Deed(String question) {
            this.question = question;
        }
    }

    /**
     * Does it.
     *
     * @return why it was not done; empty when it was
     */
    Optional<String> does(Deed deed);

    /** Runs a command of the shell for each deed; where there is none, the deed is not done. */
    static Hands byCommands(Map<Deed, String> commands) {
        return deed -> {
            String command = commands.get(deed);
            if (command == null) {
                return Optional.of("it takes --" + deed.name().toLowerCase(Locale.ROOT) + "-command, or --ask");
            }
            try {
                Process process = new ProcessBuilder("sh", "-c", command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return Optional.of(command + " was not done within " + MOST_SECONDS + " s");
                }
                return process.exitValue() == 0 ? Optional.empty() : Optional.of(command + " ended with " + process.exitValue());
            } catch (IOException | InterruptedException failed) {
                return Optional.of(command + " cannot be run: " + failed.getMessage());
            }
        };
    }

    /** Asks a person at the terminal, who answers with Enter when it is done, or with anything else when it is not. */
    static Hands byAsking(BufferedReader answers, PrintStream questions) {
        return deed -> {
            questions.println(deed.question + " Then press Enter; s and Enter skips it.");
            try {
                String answer = answers.readLine();
                return answer != null && answer.isBlank() ? Optional.empty() : Optional.of("it was skipped by hand");
            } catch (IOException closed) {
                return Optional.of("nobody answers");
            }
        };
    }
}
