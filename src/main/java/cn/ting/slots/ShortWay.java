package cn.ting.slots;

import cn.ting.http.Patience;
import cn.ting.http.ServerTrust;
import cn.ting.patch.PatchException;
import cn.ting.patch.PatchList;
import cn.ting.patch.PatchReader;
import cn.ting.slots.SlotsException.Why;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A file that comes as a patch, to one that is here or to nothing. A patch is read only once all of it is what was signed, and what comes out
 * only then has the file's name when it is what the release key signed; with any other end the file comes whole. For one thread.
 */
final class ShortWay {

    private static final Logger LOG = Logger.getLogger(ShortWay.class);
    private static final int MOST_BYTES_AT_ONCE = 64 * 1024;

    private final PatchList patches;
    private final Map<String, Path> here;
    private final String base;
    private final ServerTrust trust;
    private final Patience patience;
    private final WebRepository.Wanted wanted;

    /** @param here what a patch may lead from, by SHA-256 */
    ShortWay(PatchList patches, Map<String, Path> here, String base, ServerTrust trust, Patience patience, WebRepository.Wanted wanted) {
        this.patches = patches;
        this.here = here;
        this.base = base;
        this.trust = trust;
        this.patience = patience;
        this.wanted = wanted;
    }

    /** The patches that help with a file, the smallest first; what takes no less than the file itself is none. */
    List<PatchList.Patch> to(Manifest.Entry file) {
        return patches.to(file.sha256()).stream()
                .filter(patch -> patch.size() < file.size() && patch.from().map(this::isHere).orElse(true))
                .toList();
    }

    private boolean isHere(String sha256) {
        return here.containsKey(sha256) && Files.isRegularFile(here.get(sha256), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Brings a file, if a patch does.
     *
     * @param whole where it has to be then
     * @return false when it has to come whole
     * @throws IOException when the network broke off, or the disk failed; what came of a patch stays
     * @throws SlotsException when it is not wanted any more
     */
    boolean bring(Manifest.Entry file, Path whole) throws SlotsException, IOException {
        Path begun = whole.resolveSibling(whole.getFileName() + Download.PART);
        if (Files.exists(begun)) {
            // It was found before that it has to come whole.
            return false;
        }
        for (PatchList.Patch patch : to(file)) {
            Path here = whole.resolveSibling(patch.sha256());
            Manifest.Entry travels = new Manifest.Entry(patch.sha256(), patch.size(), false, "a patch for " + file.path());
            try {
                if (!SlotCheck.isWhole(here, travels)) {
                    new Download(URI.create(base + "/files/" + patch.sha256()), trust, travels, here, patience, wanted).run();
                }
                wanted.reckons();
                apply(patch, here, file, whole);
                Files.deleteIfExists(here);
                return true;
            } catch (PatchException | Download.RefusedException unfit) {
                LOG.warnf("%s comes another way: %s", file.path(), unfit.getMessage());
            } catch (SlotsException refused) {
                if (refused.why() == Why.CALLED_OFF) {
                    throw refused;
                }
                LOG.warnf("%s comes another way: %s", file.path(), refused.getMessage());
            }
            // Not where it made way: then it is used the next time.
            Files.deleteIfExists(here);
        }
        return false;
    }

    private void apply(PatchList.Patch patch, Path from, Manifest.Entry file, Path whole) throws PatchException, IOException {
        Path made = whole.resolveSibling(whole.getFileName() + ".made");
        try {
            Optional<Path> old = patch.from().map(here::get);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(made), MOST_BYTES_AT_ONCE)) {
                PatchReader.apply(old, from, file.size(), out);
            } catch (RuntimeException broken) {
                // A fault of who reads it, here or in a library, is no reason to never have the file.
                throw new PatchException(PatchException.Why.FORM, "reading it failed: " + broken);
            }
            if (!SlotCheck.isWhole(made, file)) {
                throw new PatchException(PatchException.Why.OTHER, "what " + from.getFileName() + " leads to is not " + file.path());
            }
            Files.move(made, whole, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(made);
        }
    }
}
