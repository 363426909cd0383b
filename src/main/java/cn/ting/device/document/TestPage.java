package cn.ting.device.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A page that proves a printer: A4 with a frame 10 mm from its edges, so that scaling and a wrong paper are seen, steps of grey, and a
 * line of text. PDF 1.4 with one of the fonts every reader has (ISO 32000-1, 9.6.2.2).
 */
final class TestPage {

    private static final int GREYS = 10;

    private TestPage() {}

    /** The page, made anew, since whoever prints it wipes it. */
    static Document document() {
        return new Document(pdf(), 1);
    }

    private static byte[] pdf() {
        String drawing = drawing();
        List<String> objects = List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
                "<< /Length " + drawing.length() + " >>\nstream\n" + drawing + "\nendstream",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        StringBuilder file = new StringBuilder("%PDF-1.4\n");
        List<Integer> offsets = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            offsets.add(file.length());
            file.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
        }
        int table = file.length();
        file.append("xref\n0 ").append(objects.size() + 1).append("\n0000000000 65535 f \n");
        offsets.forEach(offset -> file.append("%010d 00000 n \n".formatted(offset)));
        file.append("trailer\n<< /Size ").append(objects.size() + 1).append(" /Root 1 0 R >>\nstartxref\n").append(table)
                .append("\n%%EOF\n");
        return file.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** 595 by 842 points are A4; 28 points are 10 mm. */
    private static String drawing() {
        StringBuilder drawing = new StringBuilder("1 w 28 28 539 786 re S\n");
        for (int i = 0; i <= GREYS; i++) {
            drawing.append(i / GREYS).append('.').append(i % GREYS).append(" g ").append(78 + i * 40).append(" 560 40 40 re f\n");
        }
        return drawing.append("0 g 78 560 440 40 re S\n")
                .append("BT /F1 28 Tf 78 740 Td (Ting - A4 test page) Tj ET\n")
                .append("BT /F1 12 Tf 78 700 Td (The frame lies 10 mm from every edge, whole and straight.) Tj ET\n")
                .append("BT /F1 12 Tf 78 680 Td (The eleven fields run from black to white, each paler than the one before.) Tj ET")
                .toString();
    }
}
