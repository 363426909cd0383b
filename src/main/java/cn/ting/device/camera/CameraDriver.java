package cn.ting.device.camera;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.Driver;
import cn.ting.wire.Lines;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;

/** Makes cameras that are read by ffmpeg: {@code v4l2:/dev/v4l/by-id/NAME}, or {@code file:/PATH.mjpeg} for a loop of pictures. */
@Singleton
public final class CameraDriver implements Driver {

    @Override
    public String name() {
        return "camera";
    }

    @Override
    public Class<CameraSettings> profile() {
        return CameraSettings.class;
    }

    @Override
    public Optional<Path> deviceFile(String address) {
        return Optional.of(CameraSource.parse(address).path());
    }

    @Override
    public boolean connectsItself() {
        return true;
    }

    @Override
    public void checkAddress(String address) {
        CameraSource.parse(address);
    }

    @Override
    public Device attach(DevicePlace place) {
        return new FfmpegCamera(place, CameraSource.parse(place.address()), place.profile().as(profile()), new Lines());
    }
}
