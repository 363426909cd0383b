package cn.ting.device.inventory;

import java.util.function.Function;

/** A driver of which a test says no more than what its devices are. It asks for no keys. */
public class PretendDriver implements Driver {

    /** None. */
    public record Profile() {}

    private final String name;
    private final Function<DevicePlace, Device> attaching;

    /** @param attaching makes the device for its place */
    public PretendDriver(String name, Function<DevicePlace, Device> attaching) {
        this.name = name;
        this.attaching = attaching;
    }

    /** One whose devices are reached without a line, whatever stands in its place. */
    public static class WithoutLine extends PretendDriver {

        public WithoutLine(String name, Function<DevicePlace, Device> attaching) {
            super(name, attaching);
        }

        @Override
        public final boolean connectsItself() {
            return true;
        }

        @Override
        public final void checkAddress(String address) {}
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public Class<? extends Record> profile() {
        return Profile.class;
    }

    @Override
    public final Device attach(DevicePlace place) {
        return attaching.apply(place);
    }
}
