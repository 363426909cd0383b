package cn.ting.device.board;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests in a JVM that was started otherwise than the others are, and writes of each a line: its name, and {@code passed} or why not. */
final class PreloadedRun {

    private PreloadedRun() {}

    /** @param words the file for the outcomes, then the classes of the tests */
    public static void main(String[] words) throws IOException {
        try (PrintWriter outcomes = new PrintWriter(Path.of(words[0]).toFile())) {
            LauncherFactory.create().execute(
                    LauncherDiscoveryRequestBuilder.request()
                            .selectors(Arrays.stream(words).skip(1).map(name -> selectClass(name)).toList()).build(),
                    new TestExecutionListener() {
                        @Override
                        public void executionFinished(TestIdentifier one, TestExecutionResult result) {
                            if (one.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                                outcomes.println(one.getDisplayName().replace(' ', '_') + " "
                                        + result.getThrowable().map(why -> why.toString().replace('\n', ' ')).orElse("passed"));
                            }
                        }
                    });
        }
    }
}
