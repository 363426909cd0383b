package cn.ting;

import cn.ting.device.inventory.Driver;
import cn.ting.settings.ReferenceYaml;
import cn.ting.settings.SettingsSchema;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@code reference.yaml} is made from the settings records, and every key of every driver stands in it. */
class ReferenceTest {

    @Test
    void theReferenceShowsEveryKeyWithItsUnitDefaultAndReason() {
        String file = "device-config/reference.yaml";
        Held.toBe(file, House.read(House.root().resolve(file)), ReferenceYaml.of(KioskSettings.class, profiles()), "reference.yaml");
    }

    @Test
    void theSchemaKnowsEveryKey() {
        String file = "device-config/schema.json";
        Held.toBe(file, House.read(House.root().resolve(file)), SettingsSchema.of(KioskSettings.class, profiles()), "schema.json");
    }

    private static Map<String, Class<? extends Record>> profiles() {
        Map<String, Class<? extends Record>> profiles = new TreeMap<>();
        drivers().forEach(driver -> profiles.put(driver.name(), driver.profile()));
        return profiles;
    }

    /** Every driver that ships, made without what it would need to drive anything. */
    static List<Driver> drivers() {
        return Shipped.classes(Driver.class, "Driver").stream().map(ReferenceTest::driver).toList();
    }

    private static Driver driver(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return (Driver) constructor.newInstance(new Object[constructor.getParameterCount()]);
        } catch (ReflectiveOperationException needy) {
            throw new AssertionError(type.getName() + " is not made without what it needs", needy);
        }
    }
}
