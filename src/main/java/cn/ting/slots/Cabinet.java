package cn.ting.slots;

import cn.ting.slots.SlotsException.Why;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What this machine is, as far as a release must fit it.
 *
 * @param model of the cabinet
 * @param arch of the machine, as {@code uname -m} says it
 */
public record Cabinet(String model, String arch) {

    /** The machine this runs on. */
    public static Cabinet of(String model) {
        String arch = System.getProperty("os.arch");
        return new Cabinet(model, arch.equals("amd64") ? "x86_64" : arch);
    }

    /** The target that names a release's manifest for this machine, in every repository. */
    public String target(String version) {
        return "ting/" + version + "/" + arch + "/" + Manifest.NAME;
    }

    /**
     * Chooses the newest release that is for this cabinet. The committed one itself is one to be brought again where it does not serve, for
     * it is damaged.
     *
     * @return empty when the newest one is committed already, and serves, as far as its offer says which it is
     * @throws SlotsException also when it is another one with the counter of the committed one
     */
    Optional<Offer> choose(List<Offer> offers, Release committed, Release serving) throws SlotsException {
        if (offers.isEmpty()) {
            throw new SlotsException(Why.NO_RELEASE, "no target is a release");
        }
        List<Offer> ours = offers.stream().filter(offer -> offer.arch().equals(arch)).toList();
        if (ours.isEmpty()) {
            throw new SlotsException(Why.ARCH, "none is for " + arch);
        }
        Offer newest = ours.stream()
                .filter(offer -> Manifest.isFor(offer.models(), model))
                .max(Comparator.comparingLong(Offer::counter).thenComparing(offer -> offer.is(committed)))
                .orElseThrow(() -> new SlotsException(Why.MODEL, "none is for " + model));
        if (newest.counter() < committed.counter()) {
            throw new SlotsException(Why.ROLLBACK, newest.counter() + " after " + committed.counter());
        }
        if (newest.counter() == committed.counter() && !newest.is(committed)) {
            throw Found.another(newest.version(), committed);
        }
        if (newest.counter() == committed.counter()) {
            // Where the hash of its manifest is not told, only that itself says whether it is the committed one.
            return serving.equals(committed) && newest.manifest().isPresent() ? Optional.empty() : Optional.of(newest);
        }
        if (newest.from() > committed.counter()) {
            throw new SlotsException(Why.FROM, newest.counter() + " is for " + newest.from() + " and later, not " + committed.counter());
        }
        return Optional.of(newest);
    }
}
