package cn.ting.device.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.settings.Section;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CameraSourceTest {

    private final CameraSettings settings = Section.empty().as(CameraSettings.class);

    /** Options as ffmpeg-devices(1) and ffmpeg-formats(1) of 5.1 name them. No such device exists where tests run. */
    @Test
    void aDeviceIsAskedForJpegOfTheWantedSizeAndRate() {
        assertEquals("ffmpeg -hide_banner -nostdin -v error -threads 1 -fflags nobuffer -f v4l2 -framerate 10 -video_size 1280x720"
                + " -input_format mjpeg -i /dev/v4l/by-id/usb-Maker_Eye-video-index0 -an -vf fps=10,scale=1280:720 -pix_fmt gray"
                + " -flush_packets 1 -f rawvideo pipe:1",
                String.join(" ", CameraSource.parse("v4l2:/dev/v4l/by-id/usb-Maker_Eye-video-index0").command(settings)));
    }

    @Test
    void aFilmIsShownAgainAndAgainAtItsOwnPace() {
        assertEquals("ffmpeg -hide_banner -nostdin -v error -threads 1 -fflags nobuffer -re -stream_loop -1 -protocol_whitelist file"
                + " -f mjpeg -framerate 10 -i /var/lib/film.mjpeg -an -vf fps=10,scale=1280:720 -pix_fmt gray"
                + " -flush_packets 1 -f rawvideo pipe:1",
                String.join(" ", CameraSource.parse("file:/var/lib/film.mjpeg").command(settings)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "v4l2:", "v4l2:video0", "v4l2:/etc/passwd", "file:film.mjpeg", "file:/a b", "http://camera/", "-i", "tcp:127.0.0.1:1", "v4l2:/dev/video0 "
    })
    void whatIsNoSourceIsRefusedInOneSentence(String written) {
        var refused = assertThrows(IllegalArgumentException.class, () -> new CameraDriver().checkAddress(written));
        assertEquals("a camera is written " + CameraSource.FORMS + ", not " + written, refused.getMessage());
    }
}
