package cn.ting.paper;

import com.lowagie.text.Document;
import com.lowagie.text.Element;
import com.lowagie.text.Phrase;
import com.lowagie.text.pdf.ColumnText;
import com.lowagie.text.pdf.PdfContentByte;
import com.lowagie.text.pdf.PdfPageEventHelper;
import com.lowagie.text.pdf.PdfTemplate;
import com.lowagie.text.pdf.PdfWriter;

/** The foot of each page: a line, what the sheet says of itself, and which page of how many, which is known at the end only. */
final class PageFoot extends PdfPageEventHelper {

    private static final float LINE_ABOVE = 16;
    private static final float TOTAL_WIDTH = 40;

    private final SheetFont font;
    private final String foot;
    private PdfTemplate total;

    PageFoot(SheetFont font, String foot) {
        this.font = font;
        this.foot = foot;
    }

    @Override
    public void onOpenDocument(PdfWriter writer, Document document) {
        total = writer.getDirectContent().createTemplate(TOTAL_WIDTH, SheetFont.SMALL * 2);
    }

    @Override
    public void onEndPage(PdfWriter writer, Document document) {
        PdfContentByte page = writer.getDirectContent();
        float y = document.bottomMargin() / 2;
        page.setLineWidth(1);
        page.moveTo(document.left(), y + LINE_ABOVE);
        page.lineTo(document.right(), y + LINE_ABOVE);
        page.stroke();
        ColumnText.showTextAligned(page, Element.ALIGN_LEFT, new Phrase(font.known(foot), font.small()), document.left(), y, 0);
        float middle = document.right() - TOTAL_WIDTH / 2;
        ColumnText.showTextAligned(page, Element.ALIGN_RIGHT, new Phrase(writer.getPageNumber() + " /", font.small()), middle, y, 0);
        page.addTemplate(total, middle, y);
    }

    @Override
    public void onCloseDocument(PdfWriter writer, Document document) {
        int pages = writer.getPageNumber() - 1;
        ColumnText.showTextAligned(total, Element.ALIGN_LEFT, new Phrase(" " + pages, font.small()), 0, 0, 0);
    }
}
