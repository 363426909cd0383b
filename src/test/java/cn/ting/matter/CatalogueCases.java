package cn.ting.matter;

import cn.ting.catalogue.CatalogueContent;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What stories of a catalogue on its way begin with: a kiosk that has none yet, a catalogue, and the same with one title changed. */
abstract class CatalogueCases {

    static final CatalogueContent CONTENT = CatalogueContent.read();
    static final CatalogueContent EDITED = CONTENT.with("social-card-apply", page -> page.put("title", "申领社保卡"));

    @TempDir
    Path directory;

    CatalogueBench bench;

    @BeforeEach
    void boot() {
        bench = new CatalogueBench(directory.resolve("catalogue.db"));
    }

    @AfterEach
    void close() {
        bench.close();
    }
}
