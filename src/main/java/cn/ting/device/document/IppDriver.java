package cn.ting.device.document;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.Driver;
import cn.ting.settings.PlaceSettings;
import cn.ting.supply.Supplies;
import cn.ting.supply.Supply;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/**
 * Printers that speak IPP, and queues of a CUPS: driver {@code ipp}, with {@code line: ipp://HOST[:PORT]/PATH}. What answers may
 * stand on this machine, since a printer on a USB cable is reached through ipp-usb or CUPS here: through ipp-usb as any other, and through
 * a queue of CUPS that does not lead on by IPP with every outcome left open, for such a queue is done when the printer has the bytes.
 */
@Singleton
public final class IppDriver implements Driver {

    private final Supplies supplies;
    private final Provider<PlaceSettings> kiosk;

    /**
     * @param kiosk asked for with the first printer: which drivers there are is known before the settings are
     */
    public IppDriver(Supplies supplies, Provider<PlaceSettings> kiosk) {
        this.supplies = supplies;
        this.kiosk = kiosk;
    }

    @Override
    public String name() {
        return "ipp";
    }

    @Override
    public Class<IppSettings> profile() {
        return IppSettings.class;
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
        IppAddress.parse(address);
    }

    @Override
    public Device attach(DevicePlace place) {
        IppSettings settings = place.profile().as(profile());
        Supply toner = supplies.measured(place.name(), "toner", 100, "%", settings.tonerLowPercent());
        return new IppPrinter(place, IppAddress.parse(place.address()), name(kiosk.get()), settings, toner);
    }

    /** Names have no dot, so that no two kiosks of a printer come to the same. */
    private static String name(PlaceSettings kiosk) {
        return "ting." + kiosk.area() + "." + kiosk.kiosk();
    }
}
