package cn.ting.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may put the touch page into a frame. That a release says so too is told by {@code ReleaseStory}. */
class FramingTest {

    private static final String POLICY = "quarkus.http.header.\"Content-Security-Policy\".value";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            prod | 'none'
            test | 'none'
            dev  | 'self'
            """)
    void nobodyExceptTheSameAddressOnADevelopersMachine(String profile, String who) throws IOException {
        assertEquals("frame-ancestors " + who, policy(profile).replaceAll(".*(frame-ancestors [^;]*);.*", "$1"));
    }

    @Test
    void nothingElseIsLoosenedThere() throws IOException {
        assertEquals(policy("prod"), policy("dev").replace("frame-ancestors 'self'", "frame-ancestors 'none'"));
    }

    private static String policy(String profile) throws IOException {
        URL file = FramingTest.class.getResource("/application.properties");
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors().withProfile(profile).withSources(new PropertiesConfigSource(file)).build();
        return config.getValue(POLICY, String.class);
    }
}
