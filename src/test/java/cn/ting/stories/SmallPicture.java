package cn.ting.stories;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.imageio.ImageIO;

/** A screenshot made small enough for a repository: fewer pixels, and a palette of its {@value #COLOURS} best colours. */
final class SmallPicture {

    private static final int COLOURS = 160;
    private static final int BITS = 5;
    private static final int CELLS = 1 << 3 * BITS;

    private final BufferedImage picture;
    /** By cell of the colour space: how many pixels, and their red, green and blue. */
    private final long[][] sums = new long[CELLS][4];

    private SmallPicture(BufferedImage picture) {
        this.picture = picture;
    }

    /** Takes a screenshot as Playwright hands it over, at a width in pixels. */
    static SmallPicture of(byte[] png, int width) throws IOException {
        BufferedImage whole = ImageIO.read(new ByteArrayInputStream(png));
        int height = Math.round(whole.getHeight() * (float) width / whole.getWidth());
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = small.createGraphics();
        brush.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        brush.drawImage(whole, 0, 0, width, height, null);
        brush.dispose();
        return new SmallPicture(small);
    }

    void save(Path file) throws IOException {
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                add(picture.getRGB(x, y));
            }
        }
        List<List<Integer>> boxes = boxes();
        byte[] nearest = new byte[CELLS];
        int[] palette = new int[boxes.size()];
        for (int i = 0; i < boxes.size(); i++) {
            palette[i] = mean(boxes.get(i));
            for (int cell : boxes.get(i)) {
                nearest[cell] = (byte) i;
            }
        }
        IndexColorModel colours = new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage indexed = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, colours);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                indexed.getRaster().setSample(x, y, 0, nearest[cell(picture.getRGB(x, y))]);
            }
        }
        Files.createDirectories(file.getParent());
        ImageIO.write(indexed, "png", file.toFile());
    }

    /** Median cut: the box with the most to lose is halved along its longest side, until there are enough. */
    private List<List<Integer>> boxes() {
        List<Integer> all = new ArrayList<>();
        for (int cell = 0; cell < CELLS; cell++) {
            if (sums[cell][0] > 0) {
                all.add(cell);
            }
        }
        List<List<Integer>> boxes = new ArrayList<>(List.of(all));
        while (boxes.size() < COLOURS) {
            List<Integer> widest = boxes.stream().max(Comparator.comparingDouble(box -> loss(box))).orElseThrow();
            if (widest.size() < 2) {
                break;
            }
            int axis = longest(widest);
            List<Integer> sorted = new ArrayList<>(widest);
            sorted.sort(Comparator.comparingInt(cell -> part(cell, axis)));
            long half = weight(sorted) / 2;
            int cut = 0;
            for (long seen = 0; cut < sorted.size() - 1 && (cut == 0 || seen < half); cut++) {
                seen += sums[sorted.get(cut)][0];
            }
            boxes.remove(widest);
            boxes.add(List.copyOf(sorted.subList(0, cut)));
            boxes.add(List.copyOf(sorted.subList(cut, sorted.size())));
        }
        return boxes;
    }

    private double loss(List<Integer> box) {
        int side = side(box, longest(box));
        // The square root lets rare colours, such as the one red word on a page, keep a place of their own.
        return side * side * Math.sqrt(weight(box));
    }

    private long weight(List<Integer> box) {
        return box.stream().mapToLong(cell -> sums[cell][0]).sum();
    }

    private static int longest(List<Integer> box) {
        return List.of(0, 1, 2).stream().max(Comparator.comparingInt(axis -> side(box, axis))).orElseThrow();
    }

    private static int side(List<Integer> box, int axis) {
        return box.stream().mapToInt(cell -> part(cell, axis)).max().orElse(0)
                - box.stream().mapToInt(cell -> part(cell, axis)).min().orElse(0);
    }

    private int mean(List<Integer> box) {
        int colour = 0;
        for (int axis = 1; axis <= 3; axis++) {
            int of = axis;
            colour = colour << 8 | (int) (box.stream().mapToLong(cell -> sums[cell][of]).sum() / weight(box));
        }
        return colour;
    }

    private void add(int rgb) {
        long[] sum = sums[cell(rgb)];
        sum[0]++;
        sum[1] += rgb >> 16 & 255;
        sum[2] += rgb >> 8 & 255;
        sum[3] += rgb & 255;
    }

    private static int part(int cell, int axis) {
        return cell >> (2 - axis) * BITS & (1 << BITS) - 1;
    }

    private static int cell(int rgb) {
        return (rgb >> 19 & 31) << 2 * BITS | (rgb >> 11 & 31) << BITS | rgb >> 3 & 31;
    }
}
