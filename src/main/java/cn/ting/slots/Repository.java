package cn.ting.slots;

import cn.ting.patch.PatchException;
import cn.ting.patch.PatchList;
import cn.ting.slots.SlotsException.Why;
import cn.ting.tuf.FileEntry;
import cn.ting.tuf.TufException;
import cn.ting.tuf.Updater;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What every repository is asked in the same way, once its metadata is trusted. */
final class Repository {

    private static final Logger LOG = Logger.getLogger(Repository.class);

    private Repository() {}

    /** Renews what is trusted, and tells when it was signed. */
    static void refresh(Updater updater, Found.Signed signed) throws TufException, IOException {
        updater.refresh();
        if (updater.made().isPresent()) {
            signed.at(updater.made().get());
        }
    }

    static List<Offer> offers(Updater updater) throws SlotsException, TufException {
        List<Offer> offers = new ArrayList<>();
        for (String path : updater.paths()) {
            Offer.read(path, updater.target(path).orElseThrow()).ifPresent(offers::add);
        }
        return offers;
    }

    /** Fetches a release's manifest and holds it to the release key, and to what was signed of it. */
    static Found fetch(Updater updater, Offer offer, ReleaseKey key, Path fetching)
            throws SlotsException, TufException, IOException {
        byte[] text = fetched(updater.download(offer.target(), fetching), Manifest.MOST_BYTES);
        byte[] signature = fetched(updater.download(offer.target() + ".sig", fetching), Manifest.SIGNATURE_BYTES);
        key.mustHaveSigned(text, signature);
        Manifest manifest = Manifest.parse(text);
        offer.mustBe(manifest);
        return new Found(manifest, text, signature, PatchList.NONE);
    }

    /** Fetches the list of a release's patches. Where there is none, or none that can be had, the files come whole. */
    static PatchList patches(Updater updater, Offer offer, Path fetching) throws IOException {
        String target = offer.patches();
        try {
            Optional<FileEntry> entry = updater.target(target);
            if (entry.isEmpty()) {
                return PatchList.NONE;
            }
            if (entry.get().length().orElseThrow() > PatchList.MOST_BYTES) {
                throw new PatchException(PatchException.Why.LIST, target + " of " + entry.get().length().getAsLong() + " bytes");
            }
            return PatchList.parse(fetched(updater.download(target, fetching), PatchList.MOST_BYTES));
        } catch (PatchException | TufException | SlotsException unfit) {
            LOG.warnf("files come whole: %s", unfit.getMessage());
            return PatchList.NONE;
        }
    }

    private static byte[] fetched(Path file, int most) throws SlotsException, IOException {
        byte[] bytes = Slots.read(file, most).orElseThrow(() -> new SlotsException(Why.MISSING, String.valueOf(file.getFileName())));
        Files.delete(file);
        return bytes;
    }
}
