package cn.ting;

import cn.ting.device.inventory.Driver;
import cn.ting.settings.ReferenceYaml;
import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@code reference.yaml} is made from the settings records, and every key of every driver stands in it. */
class ReferenceTest {

    @Test
    void theReferenceShowsEveryKeyWithItsUnitDefaultAndReason() {
        String file = "device-config/reference.yaml";
        Map<String, Class<? extends Record>> profiles = new TreeMap<>();
        House.ours().classes(House.Root.MAIN)
                .filter(type -> type.isAssignableTo(Driver.class) && !type.isInterface())
                .map(ReferenceTest::driver)
                .forEach(driver -> profiles.put(driver.name(), driver.profile()));
        Held.toBe(file, House.read(House.root().resolve(file)), ReferenceYaml.of(KioskSettings.class, profiles), "reference.yaml");
    }

    private static Driver driver(JavaClass type) {
        try {
            Constructor<?> constructor = type.reflect().getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Driver) constructor.newInstance();
        } catch (ReflectiveOperationException needy) {
            throw new AssertionError(type.getName() + " is not made without arguments", needy);
        }
    }
}
