package cn.ting.code;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** What a lens, a sensor and a compression do to a picture. */
final class Camera {

    private final int width;
    private final int height;
    private float[] light;

    Camera(float[] light, int width, int height) {
        this.light = light;
        this.width = width;
        this.height = height;
    }

    /** A disc of light for a point, of a radius in pixels. */
    void defocus(double radius) {
        int reach = (int) Math.ceil(radius);
        double[][] kernel = new double[2 * reach + 1][2 * reach + 1];
        for (int y = -reach; y <= reach; y++) {
            for (int x = -reach; x <= reach; x++) {
                kernel[y + reach][x + reach] = Math.max(0, Math.min(1, radius + 0.5 - Math.hypot(x, y)));
            }
        }
        convolve(kernel, reach);
    }

    /** A line of light for a point, of a length in pixels. */
    void move(double length, double angle) {
        int reach = (int) Math.ceil(length / 2) + 1;
        double[][] kernel = new double[2 * reach + 1][2 * reach + 1];
        int steps = (int) Math.ceil(length * 4) + 1;
        for (int i = 0; i < steps; i++) {
            double at = steps == 1 ? 0 : length * ((double) i / (steps - 1) - 0.5);
            double x = reach + at * Math.cos(angle);
            double y = reach + at * Math.sin(angle);
            int left = (int) x;
            int top = (int) y;
            kernel[top][left] += (1 - x + left) * (1 - y + top);
            kernel[top][left + 1] += (x - left) * (1 - y + top);
            kernel[top + 1][left] += (1 - x + left) * (y - top);
            kernel[top + 1][left + 1] += (x - left) * (y - top);
        }
        convolve(kernel, reach);
    }

    private void convolve(double[][] kernel, int reach) {
        double sum = 0;
        for (double[] row : kernel) {
            for (double weight : row) {
                sum += weight;
            }
        }
        float[] to = new float[width * height];
        for (int j = -reach; j <= reach; j++) {
            for (int i = -reach; i <= reach; i++) {
                float weight = (float) (kernel[j + reach][i + reach] / sum);
                if (weight == 0) {
                    continue;
                }
                for (int y = 0; y < height; y++) {
                    int from = Math.max(0, Math.min(height - 1, y + j)) * width;
                    int at = y * width;
                    for (int x = 0; x < width; x++) {
                        to[at + x] += weight * light[from + Math.max(0, Math.min(width - 1, x + i))];
                    }
                }
            }
        }
        light = to;
    }

    /** Noise of shot and read-out together. */
    byte[] expose(double noise, Random random) {
        byte[] frame = new byte[width * height];
        for (int i = 0; i < frame.length; i++) {
            double grey = light[i] + noise * random.nextGaussian();
            frame[i] = (byte) Math.max(0, Math.min(255, Math.round(grey)));
        }
        return frame;
    }

    static byte[] compressed(byte[] frame, int width, int height, int quality) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, width, height, frame);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality / 100f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
            out.flush();
            BufferedImage back = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
            return (byte[]) back.getRaster().getDataElements(0, 0, width, height, null);
        } catch (IOException unlikely) {
            throw new UncheckedIOException(unlikely);
        } finally {
            writer.dispose();
        }
    }
}
