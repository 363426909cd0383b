package cn.ting.mileage;

import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How soon after an outage the platform has the first fact of it. Taken by {@link RecoveryProcess} in a network of its own, since an
 * address has to come there by which the kiosk notices that its network is back.
 */
final class LinkRecovering implements Benchmark {

    private static final double LIMIT_MS = 1_000;

    @Override
    public List<String> names() {
        return List.of("link.recovery");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        Map<Integer, Sample> outages = new TreeMap<>();
        for (String line : ChildMeasure.run(Uplink.APART, RecoveryProcess.class, directory)) {
            String[] words = line.split("\t");
            outages.computeIfAbsent(Integer.valueOf(words[0]), seconds -> new Sample()).add(Double.parseDouble(words[1]));
        }
        List<Figure> figures = new ArrayList<>();
        outages.forEach((seconds, took) -> {
            figures.add(new Figure("link.recovery." + seconds, took.percentile(100), "ms", LIMIT_MS));
            figures.add(new Figure("link.recovery." + seconds + ".p50", took.median(), "ms", LIMIT_MS));
        });
        return figures;
    }
}
