package cn.ting.figure;

import java.nio.file.Path;
import java.util.List;

/** One run that gives one figure or several. */
public interface Benchmark {

    /** What it is asked for by. */
    List<String> names();

    /**
     * Measures.
     *
     * @param directory of its own, empty, on the disk that is measured
     */
    List<Figure> run(Path directory) throws Exception;
}
