package cn.ting.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the QR code in a picture with another's reader (ZBar), as a telephone would; ZXing, which made it, is not asked. */
public final class QrEye {

    private QrEye() {}

    /** What the code says. */
    public static String read(byte[] png) throws IOException {
        Path picture = Files.createTempFile("code", ".png");
        try {
            Files.write(picture, png);
            Process reader = new ProcessBuilder("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String said = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (reader.waitFor() != 0 || said.isEmpty()) {
                throw new AssertionError("no QR code can be read in the picture");
            }
            return said;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new IOException(hurried);
        } finally {
            Files.delete(picture);
        }
    }
}
