package cn.ting.tuf;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Where metadata and targets come from: a server, a stick. Nothing it gives is believed. */
@FunctionalInterface
public interface Source {

    /**
     * Opens a file.
     *
     * @param path below the source's own place, words joined by slashes, each percent-encoded as in an address
     * @return its bytes; empty when the source says that there is no such file
     * @throws IOException when it cannot tell
     */
    Optional<InputStream> open(String path) throws IOException;
}
