package cn.ting.matter;

import cn.ting.seal.Digest;
import cn.ting.seal.TrustAnchor;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Where blobs lie, and the switch from one version to the next. Used by the sync's thread only. */
@Singleton
final class CatalogueShelf implements CatalogueDraft.Shelf {

    private static final Logger LOG = Logger.getLogger(CatalogueShelf.class);

    /** Of 128 KiB at most each. */
    private static final int MOST_UNWRITTEN = 16;

    private final CatalogueFile file;
    private final Catalogue catalogue;
    private final Set<String> held = new HashSet<>();
    /** Of those held, what came last, by its hash; proven when it came. */
    private final Map<String, byte[]> unwritten = new HashMap<>();
    /** What the version served is made of. */
    private Set<String> servedBlobs = Set.of();
    private Optional<CatalogueHead> served = Optional.empty();

    CatalogueShelf(CatalogueFile file, Catalogue catalogue) {
        this.file = file;
        this.catalogue = catalogue;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    /** The head of the version served. */
    Optional<CatalogueHead> served() {
        return served;
    }

    /** Hashes of the blobs that lie here, also of those that are not written yet. */
    Set<String> held() {
        return Collections.unmodifiableSet(held);
    }

    /** Serves the version in the file, when its signature and every hash still hold; else begins with an empty file. */
    void restore(TrustAnchor anchor) throws RefusedException {
        try {
            file.open();
            held.clear();
            unwritten.clear();
            held.addAll(file.write(CatalogueTable::held));
            Optional<byte[]> envelope = file.write(CatalogueTable::envelope);
            if (envelope.isPresent()) {
                CatalogueHead head = CatalogueHead.openKept(envelope.get(), anchor);
                CatalogueDraft draft = new CatalogueDraft(head, envelope.get(), this, held);
                for (String sha256 : draft.named()) {
                    if (blob(sha256).isEmpty()) {
                        throw new RefusedException(MatterFault.STORE_FAILED, "blob " + sha256 + " is not as it came");
                    }
                }
                if (file.ask(CatalogueTable::placed).isEmpty()) {
                    // Of a layout whose matters were of no use; an empty catalogue is soon adopted.
                    adopt(draft, CatalogueTable.Row::kept);
                } else {
                    Catalogue.Edition edition = draft.edition();
                    served = Optional.of(head);
                    servedBlobs = Set.copyOf(draft.named());
                    catalogue.serve(Optional.of(edition));
                }
            }
        } catch (RefusedException unproven) {
            if (unproven.fault() == MatterFault.STORE_FAILED && !file.damaged()) {
                file.close();
                throw unproven; // what lies there cannot be read now, which says nothing against it
            }
            LOG.warnf("the catalogue in the file is fetched anew: %s", unproven.getMessage());
            renew();
        } catch (SQLException failed) {
            throw failed(failed);
        }
    }

    /** Begins again with an empty file; halls and themes are served from memory until another version is adopted. */
    void renew() throws RefusedException {
        try {
            held.clear();
            unwritten.clear();
            served = Optional.empty();
            servedBlobs = Set.of();
            file.renew();
        } catch (SQLException failed) {
            throw failed(failed);
        }
    }

    CatalogueDraft draft(CatalogueHead head, byte[] envelope) throws RefusedException {
        return new CatalogueDraft(head, envelope, this, held);
    }

    /**
     * Keeps a blob as it came. Some are written at once, since each commit costs whoever reads what he had at hand of the file; what a
     * power cut takes of them is fetched again.
     */
    void keep(String sha256, byte[] bytes) throws RefusedException {
        unwritten.put(sha256, bytes);
        held.add(sha256);
        if (unwritten.size() >= MOST_UNWRITTEN) {
            write();
        }
    }

    private void write() throws RefusedException {
        if (unwritten.isEmpty()) {
            return;
        }
        Map<String, byte[]> blobs = Map.copyOf(unwritten);
        unwritten.clear();
        try {
            file.write(connection -> {
                CatalogueTable.keep(connection, blobs);
                return blobs.size();
            });
        } catch (SQLException failed) {
            held.removeAll(blobs.keySet());
            throw failed(failed);
        }
    }

    /** Puts a draft that lacks nothing in the place of what is served: one transaction, all or nothing. */
    void adopt(CatalogueDraft draft) throws RefusedException {
        adopt(draft, CatalogueTable.Row::of);
    }

    private void adopt(CatalogueDraft draft, CatalogueTable.Reading reading) throws RefusedException {
        write();
        Catalogue.Edition edition = draft.edition();
        try {
            file.write(connection -> put(draft, connection, reading), () -> catalogue.serve(Optional.of(edition)));
        } catch (SQLException failed) {
            throw failed(failed);
        } catch (RefusedInside refusal) {
            throw refusal.why;
        }
        held.retainAll(draft.named());
        served = Optional.of(draft.head());
        servedBlobs = Set.copyOf(draft.named());
        LOG.infof("catalogue %d is served", draft.head().version());
    }

    /**
     * Forgets what is of use neither to a draft that was refused, which may be asked for again, nor to what is served: many versions may be
     * refused one after the other.
     */
    void tidy(CatalogueDraft refused) {
        Set<String> wanted = new HashSet<>(servedBlobs);
        wanted.addAll(refused.named());
        unwritten.keySet().retainAll(wanted);
        held.retainAll(wanted);
        try {
            file.write(connection -> {
                CatalogueTable.forgetAllBut(connection, wanted);
                return wanted;
            });
        } catch (SQLException failed) {
            LOG.warnf("what was refused lies in the catalogue's file until another version is: %s", failed.getMessage());
        }
    }

    private static CatalogueDraft put(CatalogueDraft draft, Connection connection, CatalogueTable.Reading reading) throws SQLException {
        try {
            draft.put(connection, reading);
        } catch (RefusedException refusal) {
            throw new RefusedInside(refusal);
        }
        CatalogueTable.serve(connection, draft.envelope(), draft.named());
        return draft;
    }

    /** Takes a refusal out of a transaction, which is rolled back for it. */
    private static final class RefusedInside extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient RefusedException why;

        RefusedInside(RefusedException why) {
            super(why);
            this.why = why;
        }
    }

    /** @throws RefusedException when the file cannot be read now; empty says that it holds something else or nothing */
    @Override
    public Optional<byte[]> blob(String sha256) throws RefusedException {
        if (unwritten.containsKey(sha256)) {
            return Optional.of(unwritten.get(sha256));
        }
        try {
            return proven(sha256, file.ask(connection -> CatalogueTable.blob(connection, sha256)));
        } catch (SQLException failed) {
            throw failed(failed);
        }
    }

    @Override
    public Optional<byte[]> proven(String sha256, Optional<byte[]> read) {
        boolean proven = read.isPresent() && Digest.sha256Hex(read.get()).equals(sha256);
        if (!proven) {
            file.spoilt();
        }
        return proven ? read : Optional.empty();
    }

    private static RefusedException failed(SQLException failed) {
        return new RefusedException(MatterFault.STORE_FAILED, String.valueOf(failed.getMessage()));
    }
}
