package cn.ting.tuf;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A module of the conformance suite: each of its cases has a repository and a client of its own. */
abstract class SuiteCases {

    private final String name;
    SuiteClient client;
    SuiteRepository repository;

    @TempDir
    Path directory;

    /** @param name as the suite would call the repository, which stands in its addresses */
    SuiteCases(String name) {
        this.name = name;
    }

    @BeforeEach
    final void open() throws IOException {
        client = new SuiteClient(directory, name);
        repository = client.repository;
    }

    @AfterEach
    final void close() {
        client.close();
    }
}
