package cn.ting.device.contactcard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to a social-security card, byte by byte, and what is made of its answers. */
class SocialCardFilesTest {

    private static final ContactCard UNREADABLE = new UnreadCard(ContactCardFault.UNREADABLE);

    private final List<String> asked = new ArrayList<>();
    private final Map<String, String> script = new TreeMap<>();
    private final Map<String, String> wrong = new TreeMap<>();

    /** A card as the standard writes it down, T=0: lengths are named, and the environment's answer has to be fetched. */
    SocialCardFilesTest() {
        script.put("00A404000F7378312E73682EC9E7BBE1B1A3D5CF", "6113");
        script.put("00C0000013", "6F11840F7378312E73682EC9E7BBE1B1A3D5CF9000");
        script.put("00A4020002EF05", "9000");
        record(1, "0110999901D1560000050011223344556677");
        record(2, "020131");
        record(3, "0304332E3030");
        record(4, "040C915600000233100099990100");
        record(5, "050420200315");
        record(6, "060420300314");
        record(7, "0709543030303030303138");
    }

    private void holder() {
        script.put("00A4020002EF06", "9000");
        record(1, "0812393939393031313935303031303130303132");
        record(2, "091ED5C5D0A1C8FD" + "00".repeat(24));
        record(3, "0A0131");
        record(4, "0B0101");
        record(5, "0C03999901");
        record(6, "0D0419500101");
    }

    private void record(int number, String item) {
        script.put("00B20%d0400".formatted(number), "6C%02X".formatted(item.length() / 2));
        script.put("00B20%d04%02X".formatted(number, item.length() / 2), item + "9000");
    }

    /** Plays the script; where EF06 has been selected, the records are its own. */
    private ContactCard read() throws IOException {
        return SocialCardFiles.read(command -> {
            String hex = HexFormat.of().withUpperCase().formatHex(command);
            asked.add(hex);
            if (hex.equals("00A4020002EF06") && script.getOrDefault(hex, "").equals("9000")) {
                holder();
            }
            return HexFormat.of().parseHex(wrong.containsKey(hex) ? wrong.get(hex) : script.getOrDefault(hex, "6D00"));
        });
    }

    @Test
    void theCommandsAreThoseOfTheStandard() throws IOException {
        script.put("00A4020002EF06", "6982");
        SocialSecurityCard card = (SocialSecurityCard) read();
        assertEquals(List.of("00A404000F7378312E73682EC9E7BBE1B1A3D5CF", "00C0000013", "00A4020002EF05", "00B2010400", "00B2010412",
                "00B2020400", "00B2020403"), asked.subList(0, 7));
        assertEquals("00A4020002EF06", asked.get(asked.size() - 1));
        assertEquals(LocalDate.of(2030, 3, 14), card.validUntil());
        assertTrue(card.expiredOn(LocalDate.of(2030, 3, 15)) && !card.expiredOn(LocalDate.of(2030, 3, 14)));
        assertEquals(Optional.empty(), card.holder());
    }

    @Test
    void theHolderIsReadFromGbkAsciiAndBcd() throws IOException {
        script.put("00A4020002EF06", "9000");
        SocialSecurityCard.Holder holder = ((SocialSecurityCard) read()).holder().orElseThrow();
        assertEquals(List.of("999901195001010012", "张小三", SocialSecurityCard.Sex.MALE, "01", "999901", LocalDate.of(1950, 1, 1)),
                List.of(holder.number(), holder.name(), holder.sex(), holder.ethnicGroup(), holder.birthplace(), holder.birth()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bothProtocolsAndBothMannersAreSpoken(boolean blocks) throws IOException {
        SocialCardChip chip = new SocialCardChip(SocialCardContent.zhang(), blocks);
        ContactCard card = SocialCardFiles.read(chip::answer);
        assertTrue(((SocialSecurityCard) card).holder().isPresent());
        chip.reset();
        chip.oldManner(true);
        assertEquals(card, SocialCardFiles.read(chip::answer));
        chip.reset();
        chip.lockHolder(true);
        assertTrue(((SocialSecurityCard) SocialCardFiles.read(chip::answer)).holder().isEmpty());
    }

    /** Each of these is one wrong answer; the card is told as unreadable and never as somebody. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            00B2010412, 0110999901D15600000500112233445566779100
            00B2010412, 0110999901D15600000500112233445566
            00B2010412, 0210999901D15600000500112233445566779000
            00B2010412, 01FF999901D15600000500112233445566779000
            00B2010412, 0110FFFFFFD15600000500112233445566779000
            00B2010412, 01009000
            00B2010412, 9000
            00B2010412, 90
            00B2010412, 6A83
            00B2010412, 6982
            00B2020403, 0201009000
            00B2030406, 0304332E30419000
            00B2050406, 0504202013159000
            00B2060406, 0604202003149000
            00B207040B, 07095430303030303031389000FF
            00B207040B, 0709540A303030303031389000
            00A4020002EF05, 6A82
            00A4020002EF05, 6283
            00A4020002EF06, 6A82
            """)
    void anAnswerThatIsNotWhatItShouldBeIsRefused(String command, String answer) throws IOException {
        script.put("00A4020002EF06", "9000");
        wrong.put(command, answer);
        assertEquals(UNREADABLE, read(), () -> String.valueOf(asked));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            6A82, NOT_SOCIAL_SECURITY
            6D00, NOT_SOCIAL_SECURITY
            6E00, NOT_SOCIAL_SECURITY
            6283, UNREADABLE
            6F00, UNREADABLE
            61,   UNREADABLE
            """)
    void aCardWithoutTheEnvironmentIsOfAnotherKind(String answer, ContactCardFault why) throws IOException {
        assertEquals(new UnreadCard(why), SocialCardFiles.read(command -> HexFormat.of().parseHex(answer)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6100", "6C05", "6110", "00000000000000006108"})
    void aCardThatGoesOnForEverIsGivenUp(String answer) throws IOException {
        int[] commands = {0};
        CardAnswer end = new CardDialogue(command -> {
            commands[0]++;
            return HexFormat.of().parseHex(answer);
        }).ask(HexFormat.of().parseHex("00B2010400"));
        assertTrue(!end.ok() && commands[0] <= CardDialogue.ROUNDS);
    }

    @Test
    void anAnswerInPiecesIsPutTogether() throws IOException {
        List<String> replies = new ArrayList<>(List.of("010203" + "6102", "6C01", "04" + "6101", "059000"));
        List<String> commands = new ArrayList<>();
        CardAnswer whole = new CardDialogue(command -> {
            commands.add(HexFormat.of().formatHex(command));
            return HexFormat.of().parseHex(replies.remove(0));
        }).ask(HexFormat.of().parseHex("00B2010400"));
        assertEquals("0102030405", HexFormat.of().formatHex(whole.data()));
        assertEquals(List.of("00b2010400", "00c0000002", "00c0000001", "00c0000001"), commands);
        assertEquals("9000, 5 bytes", whole.toString());
    }

    @Test
    void aCardTakenOutEndsTheReading() {
        assertThrows(IOException.class, () -> SocialCardFiles.read(command -> {
            throw new IOException("out");
        }));
    }
}
