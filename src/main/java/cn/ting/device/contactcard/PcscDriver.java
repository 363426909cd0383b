package cn.ting.device.contactcard;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.Driver;
import cn.ting.wire.Lines;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The driver of readers behind the smart-card service of this machine (pcscd). Their line is {@code pcsc:} and a part of the name by
 * which the service knows the reader, or {@code pcsc:*} for the first. The service's library is held by a child process for each.
 */
@Singleton
public final class PcscDriver implements Driver {

    private static final String SCHEME = "pcsc:";
    private static final Pattern ADDRESS = Pattern.compile(SCHEME + "\\S(.{0,98}\\S)?");

    private final List<String> before;
    private final Lines lines = new Lines();

    public PcscDriver() {
        this(List.of());
    }

    /**
     * @param before what stands before the command that starts a {@link PcscProgram}, such as {@code env NAME=VALUE}
     */
    PcscDriver(List<String> before) {
        this.before = before;
    }

    @Override
    public String name() {
        return "pcsc";
    }

    @Override
    public Class<PcscSettings> profile() {
        return PcscSettings.class;
    }

    @Override
    public boolean connectsItself() {
        return true;
    }

    @Override
    public boolean servedHere() {
        return true;
    }

    @Override
    public void checkAddress(String address) {
        if (!ADDRESS.matcher(address).matches()) {
            throw new IllegalArgumentException("a card reader is written pcsc:PART-OF-ITS-NAME, or pcsc:* for the first, not " + address);
        }
    }

    @Override
    public Device attach(DevicePlace place) {
        return new PcscReader(place, place.address().substring(SCHEME.length()), place.profile().as(profile()),
                () -> lines.run(command()));
    }

    private List<String> command() {
        return Stream.concat(before.stream(), PcscCommand.words().stream()).toList();
    }
}
