package cn.ting.device.receipt;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * A piece of printed paper.
 *
 * @param lines text that is wholly on it, from top to bottom
 * @param dots the printed area, one pixel a dot, dark is printed; no higher than what has been fed
 * @param cut true when the knife has parted it from the roll
 */
public record PaperPiece(List<Line> lines, BufferedImage dots, boolean cut) {

    private static final int MARGIN = 32;
    private static final int TOOTH = 8;
    private static final Color PAPER = new Color(0xFDFCF8);

    public PaperPiece {
        lines = List.copyOf(lines);
    }

    /**
     * A line of text as the printer understood it.
     *
     * @param across width of characters against the normal ones
     * @param down height of characters against the normal ones
     */
    public record Line(String text, int across, int down, boolean bold, boolean centred) {}

    /** The text alone, a string a line. */
    public List<String> text() {
        return lines.stream().map(Line::text).toList();
    }

    /** What the first QR code on it says, as a scanner would read it; empty for none. */
    public Optional<String> code() {
        try {
            int[] pixels = dots.getRGB(0, 0, dots.getWidth(), dots.getHeight(), null, 0, dots.getWidth());
            RGBLuminanceSource light = new RGBLuminanceSource(dots.getWidth(), dots.getHeight(), pixels);
            return Optional.of(new QRCodeReader().decode(new BinaryBitmap(new GlobalHistogramBinarizer(light))).getText());
        } catch (ReaderException none) {
            return Optional.empty();
        }
    }

    /** True when no dot was printed. */
    public boolean blank() {
        for (int y = 0; y < dots.getHeight(); y++) {
            for (int x = 0; x < dots.getWidth(); x++) {
                if ((dots.getRGB(x, y) & 0xFF) < 128) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The paper as it lies in the hand: margins, the knife's edge where it was cut, transparent around. */
    public BufferedImage paper() {
        int width = dots.getWidth() + 2 * MARGIN;
        int height = dots.getHeight() + 2 * TOOTH;
        BufferedImage paper = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = paper.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(PAPER);
        pen.fill(outline(width, height));
        for (int y = 0; y < dots.getHeight(); y++) {
            for (int x = 0; x < dots.getWidth(); x++) {
                int grey = dots.getRGB(x, y) & 0xFF;
                if (grey < 255) {
                    // Thermal black is a warm dark grey and lets a little of the paper through.
                    pen.setColor(new Color(24, 22, 28, 255 - grey));
                    pen.fillRect(x + MARGIN, y + TOOTH, 1, 1);
                }
            }
        }
        pen.dispose();
        return paper;
    }

    /** {@link #paper()} as a PNG file. */
    public byte[] png() {
        try (ByteArrayOutputStream file = new ByteArrayOutputStream()) {
            ImageIO.write(paper(), "png", file);
            return file.toByteArray();
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }

    private Path2D outline(int width, int height) {
        Path2D edge = new Path2D.Double();
        edge.moveTo(0, TOOTH);
        for (int x = 0; x < width; x += 2 * TOOTH) {
            edge.lineTo(x + TOOTH, TOOTH / 2.0);
            edge.lineTo(x + 2 * TOOTH, TOOTH);
        }
        edge.lineTo(width, height - TOOTH);
        for (int x = width; cut && x > 0; x -= 2 * TOOTH) {
            edge.lineTo(x - TOOTH, height - TOOTH / 2.0);
            edge.lineTo(x - 2 * TOOTH, height - TOOTH);
        }
        edge.lineTo(0, height - TOOTH);
        edge.closePath();
        return edge;
    }
}
