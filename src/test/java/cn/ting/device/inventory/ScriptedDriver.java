package cn.ting.device.inventory;

import cn.ting.wire.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * A driver whose device obeys its far end: {@code r} makes it ready, {@code f} faulty, {@code l} ready with two conditions, one of which is
 * its own reading; at {@code m} it gives up for silence, at {@code k} because it knows why; anything else fails like a bug.
 */
final class ScriptedDriver extends PretendDriver {

    /** The port of its devices. */
    interface Bell {
        String name();

        DevicePower power();
    }

    ScriptedDriver() {
        super("scripted", ScriptedBell::new);
    }

    private record ScriptedBell(DevicePlace place) implements Device, Bell {

        @Override
        public String name() {
            return place.name();
        }

        @Override
        public Set<InventoryFault> readings() {
            return Set.of(InventoryFault.MUTE);
        }

        @Override
        public DevicePower power() {
            return place.power();
        }

        @Override
        public void serve(Line line) throws IOException {
            byte[] byteRead = new byte[1];
            while (true) {
                if (line.read(byteRead, Duration.ofSeconds(1)) > 0) {
                    obey(byteRead[0]);
                }
            }
        }

        private void obey(byte order) throws IOException {
            switch (order) {
                case 'm' -> throw new IOException("no answer");
                case 'k' -> throw new GoneException(InventoryFault.HUNG, "it is known");
                case 'r' -> place.status().is(DeviceState.READY);
                case 'l' -> {
                    place.conditions().raise(InventoryFault.MUTE, place.name(), "so it says");
                    place.conditions().raise(InventoryFault.REFUSED, place.name(), "so it is remembered");
                    place.status().is(DeviceState.READY);
                }
                case 'f' -> place.status().is(DeviceState.FAULTY);
                default -> throw new IllegalStateException("a bug in the driver");
            }
        }
    }
}
