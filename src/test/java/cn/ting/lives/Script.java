package cn.ting.lives;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a life is to be, as it travels on a command line.
 *
 * @param mode {@code prepare}: until it has a catalogue and numbers; {@code begin}, {@code work} or {@code linked}, which waits for the link first:
 *     until it is killed; {@code drain}: until nothing waits
 * @param directory the kiosk's own
 * @param journal where it writes what it showed
 * @param machine where {@code sys} and {@code proc} of its machine lie
 * @param matter whose title names its edition
 * @param seed of what is done
 * @param endsAt at which boundary of a statement it ends, as by SIGKILL, whichever of the lives side by side executes it; counted from when all
 *     serve, with {@code begin} from their beginning; 0 for never. The first one's holds for all of them
 * @param ahead how wrong its clock is
 */
record Script(String mode, Path directory, Path journal, Path machine, String kiosk, int port, String matter,
        long seed, int endsAt, Duration ahead) {

    String[] words() {
        return new String[] {mode, directory.toString(), journal.toString(), machine.toString(), kiosk, String.valueOf(port),
            matter, String.valueOf(seed), String.valueOf(endsAt), ahead.toString()};
    }

    /** Those that travelled one behind the other. */
    static List<Script> all(String[] words) {
        int each = Script.class.getRecordComponents().length;
        List<Script> scripts = new ArrayList<>();
        for (int from = 0; from < words.length; from += each) {
            scripts.add(of(Arrays.copyOfRange(words, from, from + each)));
        }
        return scripts;
    }

    private static Script of(String[] words) {
        return new Script(words[0], Path.of(words[1]), Path.of(words[2]), Path.of(words[3]), words[4], Integer.parseInt(words[5]),
                words[6], Long.parseLong(words[7]), Integer.parseInt(words[8]), Duration.parse(words[9]));
    }
}
