package cn.ting.device.camera;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Films of JPEG pictures, as a camera sends them, made by ffmpeg from grey frames. */
public final class CameraLoop {

    private CameraLoop() {}

    /**
     * Makes a film.
     *
     * @param film the file to be made
     * @param frames each of {@code width} times {@code height} bytes
     */
    public static Path of(Path film, List<byte[]> frames, int width, int height) throws IOException, InterruptedException {
        Process ffmpeg = new ProcessBuilder(
                "ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "gray", "-s", width + "x" + height, "-r", "10", "-i", "pipe:0",
                "-pix_fmt", "yuvj420p", "-q:v", "3", "-f", "mjpeg", film.toString()).redirectErrorStream(true).start();
        try (OutputStream into = ffmpeg.getOutputStream()) {
            for (byte[] frame : frames) {
                into.write(frame);
            }
        }
        String said = new String(ffmpeg.getInputStream().readAllBytes());
        if (ffmpeg.waitFor() != 0 || Files.size(film) == 0) {
            throw new IOException("ffmpeg made no film: " + said);
        }
        return film;
    }
}
