package cn.ting.matter;

import cn.ting.catalogue.CatalogueContent;
import cn.ting.catalogue.CataloguePublisher;
import cn.ting.catalogue.Publication;
import cn.ting.catalogue.Signer;
import cn.ting.catalogue.TestPen;
import cn.ting.condition.Conditions;
import cn.ting.link.PlayedDocuments;
import cn.ting.link.Requests;
import cn.ting.seal.TrustAnchor;
import cn.ting.time.SteppedClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A kiosk's catalogue with the platform's documents within reach. Work is done on the test's thread. */
public final class CatalogueBench implements AutoCloseable {

    public final SteppedClock clock = new SteppedClock();
    public final Conditions conditions = new Conditions(clock);
    public final TestPen pen;
    public PlayedDocuments link = new PlayedDocuments();
    CatalogueFile file;
    public Catalogue catalogue;
    CatalogueSync sync;
    private final Path path;
    /** Asked of the platform by name, in their order. */
    final List<String> requested = new ArrayList<>();
    /** What the platform answers to that. */
    Function<String, Requests.Reply> answer = sha256 -> new Requests.Reply.Unanswered();

    public CatalogueBench(Path path) {
        this(path, new TestPen());
    }

    CatalogueBench(Path path, TestPen pen) {
        this.path = path;
        this.pen = pen;
        boot();
    }

    /** Starts the kiosk's part anew on the same file, as after a kill: nothing is closed in an orderly way. */
    void boot() {
        file = new CatalogueFile(new MatterSettings(path.toString()), conditions);
        catalogue = new Catalogue(file, clock);
        sync = new CatalogueSync(
                link.documents(),
                new TrustAnchor(pen.publicKey(), clock::best),
                new CatalogueShelf(file, catalogue),
                file,
                conditions,
                clock,
                sha256 -> {
                    requested.add(sha256);
                    return CompletableFuture.completedFuture(answer.apply(sha256));
                },
                Runnable::run);
        sync.start();
    }

    /** Retains a whole version at the platform. */
    Publication publish(CatalogueContent content, long version) {
        return publish(content, version, pen);
    }

    Publication publish(CatalogueContent content, long version, Signer signer) {
        Publication publication = new CataloguePublisher(signer).publish(content, version, clock.instant());
        publication.to(link::publish);
        return publication;
    }

    /** Publishes and hands over all of it. */
    public void sync(CatalogueContent content, long version) {
        publish(content, version);
        link.deliver(Publication.HEAD);
        link.deliverAll();
    }

    long version() {
        return catalogue.version().map(Catalogue.Version::number).orElse(0L);
    }

    @Override
    public void close() {
        sync.stop();
        file.close();
    }
}
