package cn.ting.matter;

import cn.ting.seal.BadSealException;
import cn.ting.seal.TrustAnchor;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the platform signs: which chapters make up a version.
 *
 * @param version 1 or more
 * @param chapters at most 128, of kinds this release may not know
 */
record CatalogueHead(long version, Instant issuedAt, Instant expires, List<Chapter> chapters) {

    static final String TYPE = "application/vnd.ting.catalogue-head+json";
    static final int MOST_BYTES = 16 * 1024;
    static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private static final int MOST_CHAPTERS = 128;

    /** @param sha256 of the chapter's bytes as sent, 64 lower-case hexadecimal digits */
    record Chapter(String id, String kind, String sha256) {

        static final String THEMES = "themes";
        static final String HALLS = "halls";
        static final String MATTERS = "matters";
        static final String EVENTS = "events";
        static final String PACKAGES = "packages";
        static final String POINTS = "points";
        static final String CALENDAR = "calendar";

        private static final Set<String> KNOWN = Set.of(THEMES, HALLS, MATTERS, EVENTS, PACKAGES, POINTS, CALENDAR);

        boolean isKnown() {
            return KNOWN.contains(kind);
        }
    }

    /** Opens an envelope; what is not proven to be the platform's is not even read. */
    static CatalogueHead open(byte[] envelope, TrustAnchor anchor) throws RefusedException {
        return open(envelope, anchor::open);
    }

    /** Opens one that was adopted before, whatever has become of the root it was adopted under. */
    static CatalogueHead openKept(byte[] envelope, TrustAnchor anchor) throws RefusedException {
        return open(envelope, anchor::openKept);
    }

    /** One of the verifier's two ways. */
    private interface Opening {
        byte[] open(byte[] envelope, String payloadType) throws BadSealException;
    }

    private static CatalogueHead open(byte[] envelope, Opening opening) throws RefusedException {
        if (envelope.length > MOST_BYTES) {
            throw new RefusedException(MatterFault.MALFORMED, "head of " + envelope.length + " bytes is too large");
        }
        try {
            return read(opening.open(envelope, TYPE));
        } catch (BadSealException unproven) {
            throw new RefusedException(MatterFault.BAD_SIGNATURE, unproven.getMessage());
        }
    }

    private static CatalogueHead read(byte[] payload) throws RefusedException {
        CatalogueFields fields = CatalogueFields.parse("head", payload);
        return new CatalogueHead(
                fields.number("version", 1, Long.MAX_VALUE),
                fields.instant("issuedAt"),
                fields.instant("expires"),
                fields.items("chapters", MOST_CHAPTERS, chapter -> new Chapter(
                        chapter.slug("id"), chapter.text("kind", 32), chapter.matching("sha256", HASH))));
    }

    /** The chapters this release reads. */
    List<Chapter> known() {
        return chapters.stream().filter(Chapter::isKnown).toList();
    }

    List<Chapter> of(String kind) {
        return chapters.stream().filter(chapter -> chapter.kind().equals(kind)).toList();
    }

    Catalogue.Version served() {
        return new Catalogue.Version(version, issuedAt, expires);
    }
}
