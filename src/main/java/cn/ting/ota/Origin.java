package cn.ting.ota;

import cn.ting.http.ServerTrust;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a release comes from over a network.
 *
 * @param base of the repository, or of a mirror of it
 * @param ownRoot the root it begins with, where it is another repository than the platform's; of a mirror, which shows the same metadata, empty
 * @param trust whom to believe to be its server
 */
record Origin(URI base, Optional<Path> ownRoot, ServerTrust trust) {}
