package cn.ting.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.bench.LaunchedBench;
import cn.ting.bench.LaunchedKiosk;
import cn.ting.bench.Midnight;
import cn.ting.faults.HandPage.Shown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slip is half out when the kiosk loses its printer, or its life. Somebody holds the paper until that, and then opens the cover. */
class SlipCutOffStory {

    private static final String PRINTER = "cabinets/k1/printer/";
    /** The number is on it by then, and its code is not. */
    private static final int HALF_MM = 60;

    @TempDir
    private Path directory;

    private final Patience patience = new Patience();
    private final List<Shown> shown = new ArrayList<>();
    private LaunchedBench bench;
    private LaunchedKiosk kiosk;
    private OpsView ops;

    @BeforeEach
    void start() throws IOException {
        Midnight.keepClear();
        bench = new LaunchedBench(directory, "k1");
        kiosk = new LaunchedKiosk(directory.resolve("k1"), bench, "k1", "");
        kiosk.start();
        ops = new OpsView(bench, "k1");
        patience.until("the printer", ops::printerReady);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {kiosk, bench}) {
            if (part != null) {
                part.close();
            }
        }
    }

    @Test
    void aPrinterUnpluggedInTheMiddleLeavesTheSlipUnknownAndTheNextOneIsClean() throws IOException {
        String cut = halfOut("general");
        bench.post(PRINTER + "unplug");
        openAndLetGo();
        patience.until("the outcome", () -> !ops.slip(cut).isEmpty());
        assertEquals("printunknown receipt.silent", ops.slip(cut));

        bench.post(PRINTER + "plug");
        theNextSlipIsClean();
    }

    @Test
    void aKioskKilledInTheMiddleOfASlipSaysSoInItsNextLifeAndPrintsNoRestOfIt() throws IOException {
        String cut = halfOut("general");
        kiosk.kill();
        openAndLetGo();

        kiosk.start();
        patience.until("the outcome", () -> !ops.slip(cut).isEmpty());
        assertEquals("printunknown kiosk.restarted", ops.slip(cut));
        theNextSlipIsClean();
    }

    /** Takes a number and returns it with its slip half out. */
    private String halfOut(String service) throws IOException {
        bench.post(PRINTER + "hold?mm=" + HALF_MM);
        String number = number(service);
        patience.until("the number on the paper", () -> Reckoning.numbers(bench.get(PRINTER + "hanging")).contains(number));
        return number;
    }

    private void openAndLetGo() throws IOException {
        bench.post(PRINTER + "cover-open");
        bench.post(PRINTER + "let-go");
    }

    private String number(String service) throws IOException {
        HandPage hand = new HandPage(bench, kiosk, "k1");
        hand.begin();
        patience.until("a number", () -> hand.take(service).filter(shown::add).isPresent());
        return shown.get(shown.size() - 1).number();
    }

    /** The buffer is cleared while the cover is open still; what hangs from the printer does not head the next slip. */
    private void theNextSlipIsClean() throws IOException {
        patience.until("the open cover told", () -> ops.conditions().contains("receipt.cover-open"));
        patience.until("a cleared buffer", () -> bench.cabinet("k1").path("waitingBytes").asInt() == 0);
        bench.post(PRINTER + "cover-close");
        patience.until("the printer", ops::printerReady);
        String next = number("social-insurance");
        patience.until("the next slip", () -> ops.slip(next).equals("printed"));
        Reckoning.holds(bench, shown, Map.of("k1", kiosk));
    }
}
