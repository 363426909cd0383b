package cn.ting.device.camera;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the pictures come from.
 *
 * @param isLoop true for a file of JPEG pictures shown again and again; false for a device of Video4Linux
 */
record CameraSource(boolean isLoop, Path path) {

    /** How sources are written; a device by {@code /dev/v4l/by-id}, which names the camera and not its plug. */
    static final String FORMS = "v4l2:/dev/v4l/by-id/NAME or file:/PATH.mjpeg";

    private static final Pattern FORM = Pattern.compile("(v4l2:(?=/dev/)|file:)(/\\S+)");

    /** Parses one of {@link #FORMS}; refuses everything else with an {@link IllegalArgumentException} that says why. */
    static CameraSource parse(String address) {
        Matcher written = FORM.matcher(address);
        if (!written.matches()) {
            throw new IllegalArgumentException("a camera is written " + FORMS + ", not " + address);
        }
        return new CameraSource(written.group(1).equals("file:"), Path.of(written.group(2)));
    }

    /** False while its cable is out. */
    boolean isThere() {
        return Files.exists(path);
    }

    /**
     * The command that reads it (ffmpeg 5.1, ffmpeg-formats and ffmpeg-devices): grey frames of the wanted size, one after the
     * other without anything between them, whatever the camera makes of the wishes. One thread, since each further one holds
     * back a frame; every frame is sent at once, or its end would wait for the next one.
     */
    List<String> command(CameraSettings settings) {
        String rate = String.valueOf(settings.rate());
        List<String> command = new ArrayList<>(List.of(
                settings.program(), "-hide_banner", "-nostdin", "-v", "error", "-threads", "1", "-fflags", "nobuffer"));
        if (isLoop) {
            // Only what is a file may be named by a file.
            command.addAll(List.of("-re", "-stream_loop", "-1", "-protocol_whitelist", "file", "-f", "mjpeg", "-framerate", rate));
        } else {
            command.addAll(List.of("-f", "v4l2", "-framerate", rate, "-video_size", settings.width() + "x" + settings.height()));
            if (settings.pixels() != CameraSettings.Pixels.ANY) {
                command.addAll(List.of("-input_format", settings.pixels().name().toLowerCase(Locale.ROOT)));
            }
        }
        command.addAll(List.of(
                "-i", path.toString(), "-an", "-vf", "fps=" + rate + ",scale=" + settings.width() + ":" + settings.height(),
                "-pix_fmt", "gray", "-flush_packets", "1", "-f", "rawvideo", "pipe:1"));
        return command;
    }
}
