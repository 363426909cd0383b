package cn.ting.hawkbit;

import java.io.IOException;
import java.util.Map;
import org.jboss.logging.Logger;

/** What hawkBit is told of this kiosk: once a process, since a release is one process, and when it asks. For one thread. */
public final class Introduction {

    private static final Logger LOG = Logger.getLogger(Introduction.class);

    private final Ddi ddi;
    private final Map<String, String> attributes;
    private final String version;
    private boolean told;
    private boolean declared;

    /** @param version of the release that is committed */
    public Introduction(Ddi ddi, Map<String, String> attributes, String version) {
        this.ddi = ddi;
        this.attributes = attributes;
        this.version = version;
    }

    /** Tells what has not been told. What the server does not want to know it goes without. */
    public void make(Polled wanted) throws IOException {
        if (wanted.configuration() || !told) {
            told = tell(() -> ddi.configure(attributes));
        }
        if (wanted.installed() && !declared) {
            // Of no use where it knows no distribution set of that name.
            declared = tell(() -> ddi.installed(version));
        }
    }

    /** A word to the server. */
    @FunctionalInterface
    private interface Word {
        void say() throws IOException;
    }

    /** @return false where it is to be told again: a server that is broken for now would else show what this kiosk was before. */
    private static boolean tell(Word word) throws IOException {
        try {
            word.say();
            return true;
        } catch (Refusal refused) {
            LOG.infof("hawkBit goes without: %s", refused.getMessage());
            return !refused.isPassing();
        }
    }
}
