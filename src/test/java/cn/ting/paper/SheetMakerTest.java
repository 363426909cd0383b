package cn.ting.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.settings.Section;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sheets in the font a kiosk has, read back by Poppler's tools. */
class SheetMakerTest {

    private final SheetMaker maker = new SheetMaker(Section.empty().as(PaperSettings.class));

    @TempDir
    Path folder;

    private String run(MadeSheet made, String... command) throws Exception {
        List<String> words = new ArrayList<>(List.of(command));
        words.add(Files.write(folder.resolve("sheet.pdf"), made.pdf()).toString());
        if (command[0].equals("pdftotext")) {
            words.add("-");
        }
        Process reader = new ProcessBuilder(words).start();
        String said = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String complaint = new String(reader.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, reader.waitFor(), complaint);
        assertEquals("", complaint, "Poppler finds nothing wrong with it");
        return said;
    }

    private static Sheet sheet(List<Sheet.Part> parts) {
        return new Sheet("一次性告知单", "办社保卡", parts, "沣水公园 24 小时服务亭");
    }

    @Test
    void everyCharacterIsOnThePaperAndItsFontInTheFile() throws Exception {
        MadeSheet made = maker.make(sheet(List.of(new Sheet.Heading("要带的材料（1 件）"),
                new Sheet.Item("□", "居民身份证 Resident ID card", "原件，𠮷也在"), new Sheet.Pair("费用", "不收费"), new Sheet.Text("a\tb\u0001"))));

        assertEquals(1, made.pages());
        String text = run(made, "pdftotext", "-layout").replaceAll("\\s+", " ").replace("1 /1", "1/1");
        for (String words : List.of("一次性告知单", "办社保卡", "要带的材料（1 件）", "□", "居民身份证 Resident ID card", "原件，𠮷也在",
                "费用", "不收费", "a b〓", "沣水公园 24 小时服务亭", "1/1")) {
            assertTrue(text.contains(words), words + " in " + text);
        }
        String font = run(made, "pdffonts").lines().skip(2).findFirst().orElseThrow();
        assertTrue(font.matches("[A-Z]{6}\\+NotoSansCJKsc-Regular\\S* +CID Type 0C +Identity-H +yes yes yes .*"), font);
        String paper = run(made, "pdfinfo");
        assertTrue(paper.contains("(A4)") && paper.contains("JavaScript:      no"), paper);
        assertTrue(made.pdf().length < 300_000, made.toString());
    }

    @Test
    void aHeadingThatHeadsNothingIsThereAllTheSame() throws Exception {
        String text = run(maker.make(sheet(List.of(new Sheet.Heading("不需要带任何材料"), new Sheet.Heading("谁可以办"), new Sheet.Text("人人"),
                new Sheet.Heading("法律依据")))), "pdftotext");
        assertTrue(text.contains("不需要带任何材料") && text.contains("谁可以办") && text.contains("法律依据"), text);
    }

    @Test
    void aLongListGoesOnWithoutLosingAnyOfIt() throws Exception {
        List<Sheet.Part> parts = new ArrayList<>();
        parts.add(new Sheet.Heading("要带的材料"));
        IntStream.rangeClosed(1, 64).forEach(i -> parts.add(new Sheet.Item("□", "材料之" + i + "。", "说明".repeat(200))));
        parts.add(new Sheet.Heading("到哪里办"));
        parts.add(new Sheet.Text("长".repeat(4_000)));
        MadeSheet made = maker.make(sheet(parts));

        String text = run(made, "pdftotext").replaceAll("\\s+", "");
        IntStream.rangeClosed(1, 64).forEach(i -> assertTrue(text.contains("材料之" + i + "。"), "item " + i));
        assertEquals(64 * 200, text.split("说明", -1).length - 1);
        assertEquals(4_000, text.chars().filter(c -> c == '长').count());
        assertTrue(made.pages() > 10);
        assertTrue(text.contains("沣水公园24小时服务亭1/" + made.pages()) && text.contains(made.pages() + "/" + made.pages()), text);
    }

    @Test
    void aFontThatIsNotThereOrIsNoneIsSaid() throws Exception {
        PaperSettings away = new PaperSettings(folder.resolve("none.ttc").toString(), 0);
        assertFalse(new SheetMaker(away).hasFont());
        assertThrows(IOException.class, () -> new SheetMaker(away).make(sheet(List.of(new Sheet.Text("x")))));
        for (byte[] senseless : List.of(new byte[0], "ttcf".getBytes(StandardCharsets.US_ASCII), "no font".repeat(99).getBytes(StandardCharsets.US_ASCII))) {
            for (String name : List.of("odd.ttc", "odd.otf")) {
                PaperSettings odd = new PaperSettings(Files.write(folder.resolve(name), senseless).toString(), 1);
                assertThrows(IOException.class, () -> new SheetMaker(odd).make(sheet(List.of(new Sheet.Text("x")))), name);
            }
        }
        assertTrue(maker.hasFont());
    }

    @ParameterizedTest
    @ValueSource(strings = {"font.ttc", "/usr/font", "/usr/a,1.ttc", ""})
    void aPathThatCanBeNoFontIsRefused(String path) {
        assertThrows(IllegalArgumentException.class, () -> new PaperSettings(path, 0));
    }
}
