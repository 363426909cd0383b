package cn.ting.matter;

import cn.ting.matter.CatalogueHead.Chapter;
import cn.ting.matter.CatalogueTable.Placed;
import cn.ting.matter.ChapterReader.Listed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A version that is being gathered, beside the one served. Knows which blobs it is made of and which of them are missing;
 * the blobs themselves lie in the file. Used by the sync's thread only.
 */
final class CatalogueDraft {

    private static final int MOST_PAGES = 20_000;

    /** Where blobs lie. */
    interface Shelf {
        Optional<byte[]> blob(String sha256) throws RefusedException;

        /** What was read of the file as that blob; empty when it is something else or nothing, which spoils the file. */
        Optional<byte[]> proven(String sha256, Optional<byte[]> read);
    }

    private final CatalogueHead head;
    private final byte[] envelope;
    private final Shelf shelf;
    private final Set<String> named = new LinkedHashSet<>();
    private final Set<String> missing = new LinkedHashSet<>();
    private final Map<String, Listed> listed = new LinkedHashMap<>();
    private final Set<String> unread = new HashSet<>();

    /** @param held the hashes of the blobs on the shelf */
    CatalogueDraft(CatalogueHead head, byte[] envelope, Shelf shelf, Set<String> held) throws RefusedException {
        this.head = head;
        this.envelope = envelope;
        this.shelf = shelf;
        for (Chapter chapter : head.known()) {
            name(chapter.sha256(), held);
        }
        for (Chapter chapter : head.of(Chapter.MATTERS)) {
            unread.add(chapter.sha256());
            if (held.contains(chapter.sha256())) {
                open(chapter.sha256(), held);
            }
        }
    }

    /** A missing blob now lies on the shelf. */
    void arrived(String sha256, Set<String> held) throws RefusedException {
        missing.remove(sha256);
        if (unread.contains(sha256)) {
            open(sha256, held);
        }
    }

    Set<String> missing() {
        return missing;
    }

    CatalogueHead head() {
        return head;
    }

    byte[] envelope() {
        return envelope;
    }

    Set<String> named() {
        return named;
    }

    /** The small parts; only when nothing is missing. */
    Catalogue.Edition edition() throws RefusedException {
        return new Catalogue.Edition(
                head.served(),
                all(Chapter.THEMES, ChapterReader::themes),
                all(Chapter.HALLS, ChapterReader::halls),
                listed(all(Chapter.EVENTS, ChapterReader::events)),
                listed(all(Chapter.PACKAGES, ChapterReader::packages)),
                all(Chapter.POINTS, ChapterReader::points),
                WorkingDays.of(all(Chapter.CALENDAR, ChapterReader::calendar)));
    }

    /** A bundle leads to what is there: ids that are not listed are left out, and so is a bundle of which nothing is. */
    private List<Catalogue.Bundle> listed(List<Catalogue.Bundle> bundles) {
        return bundles.stream()
                .map(bundle -> bundle.only(listed.keySet()))
                .filter(bundle -> !bundle.matters().isEmpty())
                .toList();
    }

    /** How the bytes of a chapter become what it lists. */
    @FunctionalInterface
    private interface Reading<T> {
        List<T> of(byte[] bytes) throws RefusedException;
    }

    private <T> List<T> all(String kind, Reading<T> reading) throws RefusedException {
        List<T> all = new ArrayList<>();
        for (Chapter chapter : head.of(kind)) {
            all.addAll(reading.of(blob(chapter.sha256())));
        }
        return List.copyOf(all);
    }

    /**
     * Puts this version's matters in the place of those served, and touches only what is not as it was: pages that changed are read and
     * held against their listing. One at a time, for a large catalogue's pages are more than a kiosk has memory for. Only when nothing is
     * missing.
     *
     * @param reading of pages that changed
     */
    void put(Connection connection, CatalogueTable.Reading reading) throws SQLException, RefusedException {
        Map<String, Placed> served = CatalogueTable.placed(connection);
        List<Listed> order = listed.values().stream()
                .sorted(Comparator.comparing(Listed::heat).reversed())
                .toList();
        if (order.stream().filter(entry -> isAsItWas(entry, served.get(entry.id()))).count() * 2 < order.size()) {
            CatalogueTable.clear(connection);
            served.clear();
        }
        Places places = new Places(served.values());
        try (CatalogueTable.Matters matters = new CatalogueTable.Matters(connection)) {
            Set<String> gone = new HashSet<>(served.keySet());
            gone.removeAll(listed.keySet());
            for (String id : gone) {
                matters.take(served.get(id).place());
            }
            for (Listed entry : order) {
                Placed before = served.get(entry.id());
                if (!isAsItWas(entry, before)) {
                    CatalogueTable.Row row = row(entry, matters, reading);
                    if (before != null) {
                        matters.take(before.place());
                    }
                    matters.put(before != null && Places.isOf(before, entry) ? before.place() : places.next(entry), row);
                }
            }
        }
    }

    private static boolean isAsItWas(Listed entry, Placed before) {
        return before != null && before.page().equals(entry.sha256()) && Places.isOf(before, entry);
    }

    private CatalogueTable.Row row(Listed entry, CatalogueTable.Matters matters, CatalogueTable.Reading reading) throws SQLException, RefusedException {
        byte[] page = there(entry.sha256(), shelf.proven(entry.sha256(), matters.page(entry.sha256())));
        CatalogueTable.Row row = reading.of(page, entry.sha256());
        if (!row.matter().id().equals(entry.id())) {
            throw new RefusedException(MatterFault.MALFORMED, "page " + entry.sha256() + " is not that of " + entry.id());
        }
        return row;
    }

    /** Which places are taken: matters that are equally often asked for have a million between them and the next. */
    private static final class Places {

        private static final int MOST_HEAT = 1_000;
        private static final int BITS = 20;

        private final Map<Long, Long> last = new HashMap<>();

        Places(Collection<Placed> taken) {
            taken.forEach(placed -> last.merge(placed.place() >> BITS, placed.place(), Math::max));
        }

        static boolean isOf(Placed placed, Listed entry) {
            return placed.place() >> BITS == rank(entry);
        }

        long next(Listed entry) {
            return last.merge(rank(entry), rank(entry) << BITS, (taken, first) -> taken + 1);
        }

        private static long rank(Listed entry) {
            return MOST_HEAT - entry.heat() + 1L;
        }
    }

    private void open(String chapter, Set<String> held) throws RefusedException {
        unread.remove(chapter);
        for (Listed page : ChapterReader.listing(blob(chapter))) {
            if (listed.put(page.id(), page) != null) {
                throw new RefusedException(MatterFault.MALFORMED, page.id() + " is listed twice");
            }
            name(page.sha256(), held);
        }
        if (listed.size() > MOST_PAGES) {
            throw new RefusedException(MatterFault.MALFORMED, "more than " + MOST_PAGES + " pages");
        }
    }

    private void name(String sha256, Set<String> held) {
        named.add(sha256);
        if (!held.contains(sha256)) {
            missing.add(sha256);
        }
    }

    private byte[] blob(String sha256) throws RefusedException {
        return there(sha256, shelf.blob(sha256));
    }

    private static byte[] there(String sha256, Optional<byte[]> blob) throws RefusedException {
        return blob.orElseThrow(() -> new RefusedException(MatterFault.STORE_FAILED, "blob " + sha256 + " is gone"));
    }
}
