package cn.ting.device.speaker;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.Driver;
import cn.ting.wire.Lines;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes loudspeakers that speak through espeak-ng: {@code exec:espeak-ng}, or {@code exec:/PATH} of one installed elsewhere. */
@Singleton
public final class SpeakerDriver implements Driver {

    private static final Pattern FORM = Pattern.compile("exec:(/\\S+|[A-Za-z0-9][A-Za-z0-9._-]*)");

    @Override
    public String name() {
        return "speaker";
    }

    @Override
    public Class<SpeakerSettings> profile() {
        return SpeakerSettings.class;
    }

    @Override
    public boolean connectsItself() {
        return true;
    }

    /** It is a program, and may be started twice. */
    @Override
    public Optional<String> holds(String address) {
        return Optional.empty();
    }

    @Override
    public void checkAddress(String address) {
        program(address);
    }

    @Override
    public Device attach(DevicePlace place) {
        return new EspeakSpeaker(place, program(place.address()), place.profile().as(profile()), new Lines());
    }

    private static String program(String address) {
        Matcher written = FORM.matcher(address);
        if (!written.matches()) {
            throw new IllegalArgumentException("a speaker is written exec:PROGRAM, such as exec:espeak-ng, not " + address);
        }
        return written.group(1);
    }
}
