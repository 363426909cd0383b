package cn.ting.paper;

import com.lowagie.text.Document;
import com.lowagie.text.Element;
import com.lowagie.text.Font;
import com.lowagie.text.PageSize;
import com.lowagie.text.Paragraph;
import com.lowagie.text.Phrase;
import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.PdfPCell;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfWriter;
import java.io.ByteArrayOutputStream;

/** Sets a sheet in a font. Apart from {@link SheetMaker}, so that nothing of the library is loaded with that one. */
final class SheetSetting {

    private static final float SIDE = 50;
    private static final float TOP = 46;
    private static final float BOTTOM = 64;
    private static final float MARK_WIDTH = 26;
    private static final float NAME_WIDTH = 110;
    private static final float APART = 5;

    private SheetSetting() {}

    static MadeSheet set(Sheet sheet, SheetFont font) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Document document = new Document(PageSize.A4, SIDE, SIDE, TOP, BOTTOM);
        PdfWriter writer = PdfWriter.getInstance(document, bytes);
        writer.setPageEvent(new PageFoot(font, sheet.foot()));
        document.addTitle(sheet.title());
        document.open();
        document.add(paragraph(font, sheet.title(), font.title(), 0));
        document.add(paragraph(font, sheet.subject(), font.heading(), APART));
        PdfPTable block = table();
        for (Sheet.Part part : sheet.parts()) {
            if (part instanceof Sheet.Heading heading) {
                // It waits for what it heads, so that no page ends with it.
                block.addCell(heading(font, heading));
            } else {
                block.addCell(cell(font, part));
                document.add(block);
                block = table();
            }
        }
        if (block.size() > 0) {
            document.add(block);
        }
        document.close();
        return new MadeSheet(bytes.toByteArray(), writer.getPageNumber() - 1);
    }

    /** A block that goes to the next page whole when it does not fit; one larger than a page is torn all the same. */
    private static PdfPTable table() {
        PdfPTable table = new PdfPTable(1);
        table.setWidthPercentage(100);
        table.setKeepTogether(true);
        table.setSplitLate(false);
        return table;
    }

    private static PdfPCell heading(SheetFont font, Sheet.Heading heading) {
        PdfPCell cell = new PdfPCell(new Phrase(SheetFont.HEADING * SheetFont.LEADING, font.known(heading.text()), font.heading()));
        cell.setBorder(Rectangle.BOTTOM);
        cell.setBorderWidth(1);
        cell.setPadding(0);
        cell.setPaddingTop(3 * APART);
        cell.setPaddingBottom(2 * APART);
        return cell;
    }

    private static PdfPCell cell(SheetFont font, Sheet.Part part) {
        PdfPCell cell;
        if (part instanceof Sheet.Pair pair) {
            cell = new PdfPCell(beside(font, NAME_WIDTH, pair.name(), pair.value(), ""));
        } else if (part instanceof Sheet.Item item) {
            cell = new PdfPCell(beside(font, MARK_WIDTH, item.mark(), item.text(), item.note()));
        } else {
            cell = bare();
            cell.addElement(paragraph(font, ((Sheet.Text) part).text(), font.body(), 0));
        }
        cell.setBorder(Rectangle.NO_BORDER);
        cell.setPadding(0);
        cell.setPaddingTop(APART);
        return cell;
    }

    private static PdfPTable beside(SheetFont font, float width, String left, String text, String note) {
        PdfPTable row = new PdfPTable(new float[] {width, PageSize.A4.getWidth() - 2 * SIDE - width});
        row.setSplitLate(false);
        PdfPCell first = bare();
        first.addElement(paragraph(font, left, font.body(), 0));
        row.addCell(first);
        PdfPCell second = bare();
        second.addElement(paragraph(font, text, font.body(), 0));
        if (!note.isEmpty()) {
            second.addElement(paragraph(font, note, font.note(), 0));
        }
        row.addCell(second);
        return row;
    }

    private static PdfPCell bare() {
        PdfPCell cell = new PdfPCell();
        cell.setBorder(Rectangle.NO_BORDER);
        cell.setPadding(0);
        return cell;
    }

    private static Paragraph paragraph(SheetFont font, String text, Font size, float before) {
        Paragraph paragraph = new Paragraph(size.getSize() * SheetFont.LEADING, font.known(text), size);
        paragraph.setAlignment(Element.ALIGN_LEFT);
        paragraph.setSpacingBefore(before);
        return paragraph;
    }
}
