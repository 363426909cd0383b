package cn.ting;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.House.Root;
import cn.ting.sign.Room;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's table of rooms is the signs', as a newcomer reads them. */
class ReadmeTest {

    private static final String BEGIN = "<!-- rooms: written from the signs, held by ReadmeTest -->\n";
    private static final String END = "<!-- rooms end -->";

    @Test
    void theTableOfRoomsSaysWhatTheSignsSay() {
        String readme = House.read(House.root().resolve("README.md"));
        int begin = readme.indexOf(BEGIN);
        int end = readme.indexOf(END);
        assertTrue(begin >= 0 && end > begin, "README.md has lost the marks around its table of rooms");

        Held.toBe("README.md, table of rooms", readme.substring(begin + BEGIN.length(), end), table(House.ours()), "rooms.md");
    }

    private static String table(House house) {
        return "| room | 汉字 | what it is | may use |\n|---|---|---|---|\n"
                + house.signs().entrySet().stream().map(door -> row(house, door)).collect(Collectors.joining());
    }

    private static String row(House house, Map.Entry<String, Room> door) {
        Room sign = door.getValue();
        String uses = Arrays.stream(sign.mayUse()).map(room -> "`" + room + "`").collect(Collectors.joining(" "));
        String open = sign.open() ? "; open to every room" : "";
        Path onTheBench = Root.BENCH.in(house.project()).resolve("cn/ting/" + door.getKey().replace('.', '/') + "/package-info.java");
        String bench = Files.exists(onTheBench) ? "; on the bench only" : "";
        return "| `" + door.getKey() + "` | " + sign.hanzi() + " | " + sign.is() + open + bench + " | " + uses + " |\n";
    }
}
