package cn.ting.slots;

import cn.ting.slots.SlotsException.Why;
import cn.ting.tuf.FileEntry;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release as the repository's targets role signed for it.
 *
 * @param target path of its manifest among the targets, {@code ting/VERSION/ARCH/MANIFEST}
 * @param models of cabinets it is for; {@code *} alone for all
 * @param from the smallest counter that it can be gone to from
 * @param manifest SHA-256 of the manifest, in lower-case hexadecimal; empty where the targets role told another hash of it alone
 * @param stickUntil until when it may be installed from a stick; empty where it must not at all
 */
record Offer(String target, String version, String arch, List<String> models, long counter, long from, Optional<String> manifest, Optional<Instant> stickUntil) {

    private static final Pattern TARGET = Pattern.compile("ting/([0-9A-Za-z][0-9A-Za-z.+_-]{0,63})/([0-9A-Za-z_]{1,32})/MANIFEST");

    /** Empty when the target is no manifest of a release. */
    static Optional<Offer> read(String target, FileEntry entry) throws SlotsException {
        Matcher path = TARGET.matcher(target);
        if (!path.matches()) {
            return Optional.empty();
        }
        if (entry.length().orElseThrow() > Manifest.MOST_BYTES) {
            throw new SlotsException(Why.MANIFEST_SIZE, target + " of " + entry.length().getAsLong() + " bytes");
        }
        JsonNode custom = entry.custom();
        List<String> models = new ArrayList<>();
        custom.path("models").forEach(model -> models.add(model.asText()));
        long counter = custom.path("counter").asLong();
        if (models.isEmpty() || counter < 1 || !custom.path("from").isIntegralNumber()
                || !custom.path("arch").asText().equals(path.group(2))) {
            throw new SlotsException(Why.OFFER, target);
        }
        try {
            Optional<Instant> until = custom.has("stickUntil") ? Optional.of(Instant.parse(custom.get("stickUntil").asText())) : Optional.empty();
            return Optional.of(
                    new Offer(target, path.group(1), path.group(2), models, counter, custom.path("from").asLong(),
                            Optional.ofNullable(entry.hashes().get("sha256")), until));
        } catch (DateTimeException malformed) {
            throw new SlotsException(Why.OFFER, target + ": " + malformed.getMessage());
        }
    }

    /** The target that names its patches, where there are any. */
    String patches() {
        return target.substring(0, target.length() - Manifest.NAME.length()) + "PATCHES";
    }

    /** True when it is that very release: two may have one counter, by mistake, and even one version. */
    boolean is(Release release) {
        return counter == release.counter() && version.equals(release.version()) && manifest.filter(one -> !one.equals(release.manifest())).isEmpty();
    }

    /** Two of one signed pair must tell the same. */
    void mustBe(Manifest manifest) throws SlotsException {
        if (!manifest.version().equals(version) || manifest.counter() != counter || !manifest.arch().equals(arch)
                || !manifest.models().equals(models) || manifest.from() != from) {
            throw new SlotsException(Why.MIXED, target + " leads to " + manifest.version() + ", " + manifest.counter());
        }
    }
}
