package cn.ting.hall;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a platform would tell of a hall with one window for one service, where five were served in six minutes each: with numbers that
 * no kiosk of a test gives.
 */
public final class ToldBoard {

    private ToldBoard() {}

    /** Its JSON, by the contract. */
    public static byte[] of(String hall, String service, int waiting, Instant at, LocalDate day) {
        Instant now = at.truncatedTo(ChronoUnit.SECONDS);
        String ended = IntStream.rangeClosed(901, 905).mapToObj(number ->
                "{'number':'A%03d','service':'%s','end':'completed','calledAt':'%s','at':'%s'}".formatted(
                        number, service, now.minusSeconds(360), now)).collect(Collectors.joining(","));
        return ("{'hall':'" + hall + "','businessDate':'" + day + "','version':1,'storeId':'s','at':'" + now
                + "','windows':['1'],'services':[{'service':'" + service + "','letter':'A','waiting':" + waiting
                + "}],'open':[{'window':'1','services':['" + service + "']}],'calls':[],'ended':[" + ended + "]}")
                .replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
