package cn.ting.catalogue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A figure can be compared with an older one only if both were asked the same. */
class SyntheticMattersTest {

    private static final int COUNT = 2_000;

    @Test
    void noTwoMattersBearOneTitleOrIdAndASeedGivesThemAgain() throws IOException {
        List<byte[]> pages = pages(7);
        Set<String> titles = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (byte[] bytes : pages) {
            JsonNode page = new ObjectMapper().readTree(bytes);
            titles.add(page.get("title").asText());
            ids.add(page.get("id").asText());
            assertEquals(page.get("title"), page.get("names").get(0).get("text"));
        }
        assertEquals(COUNT, titles.size());
        assertEquals(COUNT, ids.size());
        assertArrayEquals(pages.toArray(), pages(7).toArray());
        assertFalse(Arrays.equals(pages.get(0), pages(8).get(0)));
    }

    @Test
    void aSeedGivesTheSameQuestionsAgain() {
        assertEquals(new SyntheticQuestions(7).draw(50), new SyntheticQuestions(7).draw(50));
        new SyntheticQuestions(7).draw(50).forEach((kind, questions) -> assertEquals(50, questions.size(), kind));
    }

    private static List<byte[]> pages(long seed) {
        List<byte[]> pages = new ArrayList<>();
        new SyntheticMatters(seed).pages(COUNT).forEach(pages::add);
        return pages;
    }
}
