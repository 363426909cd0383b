package cn.ting.tuf;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Who speaks for a repository.
 *
 * @param version of the root that says so
 * @param keys of all roles, as one word that changes with any of them
 */
public record Signers(long version, String keys) {

    /** Who speaks by the root that a folder of trusted metadata has; empty where it has none that is whole. */
    public static Optional<Signers> of(Path folder) {
        try {
            Optional<byte[]> kept = Updater.root(folder);
            if (kept.isEmpty()) {
                return Optional.empty();
            }
            Root root = Root.parse(kept.get());
            return Optional.of(new Signers(root.version(), root.signers()));
        } catch (TufException damaged) {
            return Optional.empty();
        }
    }
}
