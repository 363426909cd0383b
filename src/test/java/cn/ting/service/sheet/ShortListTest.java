package cn.ting.service.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.code.QrCode;
import cn.ting.service.sheet.ShortList.Paper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShortListTest {

    private static String list(int papers, String name, String remark) {
        return new ShortList(List.of("办社保卡", "要带的材料（全部，共 " + papers + " 件）"),
                IntStream.range(0, papers).mapToObj(i -> new Paper("□ " + name + i, remark)).toList(),
                missing -> "还有 " + missing + " 件", List.of("某大厅".repeat(30), "咨询电话 12345")).text();
    }

    @Test
    void whatFitsIsThereWholeAndALongLineAroundItIsCut() {
        assertEquals("办社保卡\n要带的材料（全部，共 2 件）\n□ 身份证0（必需）\n□ 身份证1（必需）\n" + "某大厅".repeat(13) + "…\n咨询电话 12345", list(2, "身份证", "必需"));
        assertTrue(list(1, "身份证", "").contains("□ 身份证0\n"));
    }

    @Test
    void whatDoesNotFitLosesItsRemarksAndThenIsCounted() {
        String plain = list(12, "出生医学证明", "必需　·　纸质　·　原件和复印件各一份");
        assertTrue(plain.contains("□ 出生医学证明11") && !plain.contains("必需"), plain);

        for (int papers = 20; papers < 60; papers++) {
            String cut = list(papers, "出生医学证明", "必需");
            assertTrue(cut.getBytes(StandardCharsets.UTF_8).length <= ShortList.MOST_BYTES, cut);
            long shown = cut.lines().filter(line -> line.startsWith("□")).count();
            assertTrue(cut.contains("还有 " + (papers - shown) + " 件"), cut);
            assertTrue(cut.endsWith("咨询电话 12345"), cut);
        }
    }

    @Test
    void oneNameThatIsLongerThanTheCodeIsCountedToo() {
        String cut = list(1, "证".repeat(400), "");
        assertTrue(cut.contains("还有 1 件"), cut);
        assertFalse(cut.contains("□"), cut);
    }

    @Test
    void anEnglishListFitsACodeTooHoweverManyPapers() {
        for (int papers = 0; papers < 60; papers++) {
            QrCode code = QrCode.of(list(papers, "Registered lease contract of the dwelling　租房合同", "required"));
            assertTrue(code.size() <= 93, "version 19 at most, but it has " + code.size() + " modules a side");
        }
    }
}
