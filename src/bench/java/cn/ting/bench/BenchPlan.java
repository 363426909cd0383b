package cn.ting.bench;

import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import java.nio.file.Path;
import java.util.List;

/**
 * What stands on the bench.
 *
 * @param area the area in topics
 * @param kiosks one cabinet each
 * @param data where the platform keeps its file
 * @param ports of the broker and of the first cabinet; 0 for any free ones in all cabinets
 * @param files where device files appear that are no ports, those of each kiosk in a folder of its name
 * @param printer what kind of printer every cabinet has
 * @param matters how many matters the platform publishes, the most asked ones; {@link #ALL} by default
 */
public record BenchPlan(String area, List<String> kiosks, Path data, Wiring.Ports ports, Path files, Model printer, int matters) {

    public static final int ALL = Integer.MAX_VALUE;

    /** Where {@code device-config/bench.yaml} has files and programs of this bench. */
    static final Path FILES = Path.of("/tmp/ting-bench");

    /** The ports and files {@code device-config/bench.yaml} names: one cabinet beside one kiosk in dev mode. */
    public static BenchPlan fixed(Path data) {
        return new BenchPlan("fengshui", List.of("bench-1"), data, new Wiring.Ports(7183, 7101, 7102, 7103, 7104, 7105, 7106, 7107, 7108),
                FILES, Model.standard(), ALL);
    }

    /** Any free ports, told at start: for stories and measurements beside kiosks of their own. */
    public static BenchPlan free(List<String> kiosks, Path data) {
        return new BenchPlan("fengshui", kiosks, data, Wiring.Ports.FREE, data, Model.standard(), ALL);
    }

    /** The same with other printers. */
    public BenchPlan with(Model printer) {
        return new BenchPlan(area, kiosks, data, ports, files, printer, matters);
    }

    /** The same with the most asked matters only, which a kiosk that begins with nothing has sooner. */
    public BenchPlan with(int matters) {
        return new BenchPlan(area, kiosks, data, ports, files, printer, matters);
    }
}
