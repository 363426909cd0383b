package cn.ting.matter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SearchWordsTest {

    @Example
    void everyCharacterIsAWordAndEverySyllableBeginsOne() {
        SearchWords words = SearchWords.of(
                List.of(new PageReader.Name("社保卡", "she bao ka", "sbk"), new PageReader.Name("ETC办理", "etc ban li", "ebl")),
                "Social card");
        assertEquals("社 保 卡 0gap etc 办 理", words.names());
        assertEquals("shebaoka baoka ka etcbanli banli li", words.pinyin());
        assertEquals("sbk bk k ebl bl l", words.initials());
        assertEquals("social card", words.english());
    }

    @Example
    void charactersAreAskedForAsAPhraseAndLettersAsABeginning() {
        assertEquals(Optional.of("names : \"社 保\""), SearchWords.anywhere("社保"));
        assertEquals(Optional.of("names : ^ \"社 保\""), SearchWords.beginning(" 社保！"));
        assertEquals(Optional.of("names : \"社\" AND names : \"保\""), SearchWords.scattered("社保"));
        assertEquals(Optional.of("{names pinyin initials english} : \"sbk\" *"), SearchWords.anywhere("SBK"));
        assertEquals(Optional.empty(), SearchWords.anywhere("\"*'%"));
    }

    @Property(tries = 2_000)
    void noTextMakesAQuestionThatFails(@ForAll String typed) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            CatalogueTable.prepare(connection);
            for (Optional<String> question :
                    List.of(SearchWords.beginning(typed), SearchWords.anywhere(typed), SearchWords.scattered(typed))) {
                if (question.isPresent()) {
                    try (PreparedStatement select = connection.prepareStatement("SELECT rowid FROM words WHERE words MATCH ?")) {
                        select.setString(1, question.get());
                        assertTrue(!select.executeQuery().next());
                    }
                }
            }
        }
    }
}
