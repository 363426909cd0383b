package cn.ting.matter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.ting.catalogue.TestPen;
import cn.ting.seal.TrustAnchor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the written contract shows of a catalogue is what this room takes. */
class ContractExamplesTest {

    private static final Path EXAMPLES = Path.of(System.getProperty("project.root", "."), "src/docs/contract/examples");

    @Test
    void theExamplesOfHeadChaptersAndPageAreTaken() throws IOException, RefusedException {
        TestPen pen = new TestPen();
        byte[] envelope = pen.sign(CatalogueHead.TYPE, example("head"));
        CatalogueHead head = CatalogueHead.open(envelope, new TrustAnchor(pen.publicKey()));
        assertEquals(head.chapters(), head.known());

        assertFalse(ChapterReader.halls(example("halls")).isEmpty());
        assertFalse(ChapterReader.events(example("bundles")).isEmpty());
        assertFalse(ChapterReader.points(example("points")).isEmpty());
        assertFalse(ChapterReader.calendar(example("calendar")).isEmpty());
        String listed = ChapterReader.listing(example("chapter")).get(0).id();
        assertEquals(listed, PageReader.matter(CatalogueFields.parse("page", example("page"))).id());
        assertFalse(PageReader.names(CatalogueFields.parse("page", example("page"))).isEmpty());
    }

    private static byte[] example(String name) throws IOException {
        return Files.readAllBytes(EXAMPLES.resolve("catalogue-" + name + ".json"));
    }
}
