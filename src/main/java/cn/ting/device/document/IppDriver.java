package cn.ting.device.document;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.Driver;
import cn.ting.supply.Supplies;
import cn.ting.supply.Supply;
import jakarta.inject.Singleton;

/**
 * Printers that speak IPP, and queues of a CUPS: driver {@code ipp}, with {@code line: ipp://HOST[:PORT]/PATH}. What answers may
 * stand on this machine, since a printer on a USB cable is reached through CUPS or ipp-usb here.
 */
@Singleton
public final class IppDriver implements Driver {

    private final Supplies supplies;

    public IppDriver(Supplies supplies) {
        this.supplies = supplies;
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
        return new IppPrinter(place, IppAddress.parse(place.address()), settings, toner);
    }
}
