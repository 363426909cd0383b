package cn.ting.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTest {

    @Test
    void a_receipt_names_all_numbers_through_one_and_ranges_beyond() {
        Receipt receipt = parse("{\"epoch\":\"e\",\"through\":3,\"also\":[5,[7,9]],\"refused\":[],\"storeId\":\"s\",\"new\":1}");

        assertTrue(receipt.names(1) && receipt.names(3) && receipt.names(5) && receipt.names(8));
        assertFalse(receipt.names(4) || receipt.names(6) || receipt.names(10));
        assertEquals(9, receipt.highest());
    }

    @Test
    void the_example_of_the_contract_is_taken() throws IOException {
        Receipt receipt = Receipt.parse(Files.readAllBytes(
                Path.of(System.getProperty("project.root", "."), "src/docs/contract/examples/receipt.json")));

        assertTrue(receipt.names(15) && receipt.names(17) && receipt.names(22));
        assertTrue(receipt.refusal(12).orElseThrow().forGood());
    }

    @Test
    void a_refusal_says_why_and_whether_for_good() {
        Receipt receipt = parse("{\"epoch\":\"e\",\"through\":0,\"storeId\":\"s\",\"refused\":["
                + "{\"number\":2,\"code\":\"schema\",\"retry\":\"never\"},{\"number\":4,\"code\":\"busy\",\"retry\":\"later\"}]}");

        assertTrue(receipt.refusal(2).orElseThrow().forGood());
        assertFalse(receipt.refusal(4).orElseThrow().forGood());
        assertEquals("busy", receipt.refusal(4).orElseThrow().code());
        assertTrue(receipt.refusal(3).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0\0\5\0",
                "[]",
                "{}",
                "{\"epoch\":\"e\"}",
                "{\"epoch\":7,\"through\":1}",
                "{\"epoch\":\"e\",\"through\":-1}",
                "{\"epoch\":\"e\",\"through\":1.5}",
                "{\"epoch\":\"e\",\"through\":1,\"also\":[[9,7]]}",
                "{\"epoch\":\"e\",\"through\":1,\"also\":[[9]]}",
                "{\"epoch\":\"e\",\"through\":1,\"refused\":[{\"number\":2}]}",
                "{\"epoch\":\"e\",\"through\":99999999999999999999}"
            })
    void what_is_no_receipt_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> parse(text));
    }

    @Property
    void any_bytes_are_a_receipt_or_refused(@ForAll byte[] bytes) {
        try {
            Receipt.parse(bytes);
        } catch (IllegalArgumentException refused) {
            // The only other way out.
        }
    }

    private static Receipt parse(String text) {
        return Receipt.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
