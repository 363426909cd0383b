package cn.ting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.condition.Conditions;
import cn.ting.device.idcard.SamVDriver;
import cn.ting.device.inventory.Drivers;
import cn.ting.settings.SettingsException;
import cn.ting.settings.SettingsKeeper;
import cn.ting.setup.SetupFolder;
import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no single key can tell is refused at a first start with file, line and key, as every other wrong value is. */
class KioskBeansTest {

    private static final String GOOD = """
            place: {area: fengshui, kiosk: bench-1, name: 亭, nameEn: Ting}
            link:
              broker: ssl://192.0.2.1:1883
            seal:
              trustAnchor: MCowBQYDK2VwAyEAprRErvJ55Jmi/POJe7fFFcpeIJUr5zQRfVoGiAm4Wv4=
            devices:
              - name: reader
                driver: sam-v
                line: tcp:192.0.2.7:7101
              - name: spare
                driver: sam-v
                line: tcp:192.0.2.8:7101
                profile:
                  poll: 500ms
            """;

    @TempDir
    Path folder;

    @Test
    void aGoodFileIsTaken() throws IOException {
        assertEquals(2, load(GOOD).devices().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MCowBQYDK2Vw  | TUNvd0JRWURL      | 5: seal.trustAnchor is not an Ed25519 public key in base64
            name: spare   | name: reader      | 10: devices[1].name reader is taken by a device above: give it another
            sam-v         | sam-5             | 8: devices[0].driver sam-5 is not a driver here; there are sam-v
            tcp:192.0.2.8 | usb:192.0.2.8     | '12: devices[1].line leads nowhere: a line is written \
            tcp:HOST:PORT, serial:/dev/NAME[@BAUD[,rtscts|xonxoff]] or file:/dev/NAME, not usb:192.0.2.8:7101'
            192.0.2.8     | 192.0.2.800       | 12: devices[1].line leads nowhere: an IPv4 address is four numbers up to 255, not 192.0.2.800
            192.0.2.7     | localhost         | 9: devices[0].line tcp:localhost:7101 leads to this machine itself, where only a bench \
            stands: give the device's own address, or set inventory.loopbackLines to true
            poll: 500ms   | poll: 5ms         | 14: devices[1].profile.poll is from 300ms to 5s, not 5ms
            poll: 500ms   | pole: 500ms       | 14: devices[1].profile.pole is not a key here; there are poll, findPatience, readPatience, fingerprints, presence, fields
            """)
    void aWrongOneIsRefusedInOneSentenceWithFileLineAndKey(String good, String wrong, String sentence) {
        assertEquals("kiosk.yaml:" + sentence,
                assertThrows(SettingsException.class, () -> load(GOOD.replace(good, wrong))).getMessage());
    }

    private KioskSettings load(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("kiosk.yaml"), text);
        return load(file, Optional.empty(), keeper(file));
    }

    private SettingsKeeper keeper(Path file) {
        return new KioskBeans().keeper(file, folder.resolve("data"), new Conditions(new SteppedClock()));
    }

    private KioskSettings load(Path file, Optional<String> trial, SettingsKeeper keeper) {
        return new KioskBeans().settings(file, folder.resolve("data"), trial, new Drivers(List.of(new SamVDriver())),
                new SetupFolder(folder.resolve("setup")), keeper);
    }

    @Test
    void theCopyOfTheReleaseBeforeStaysUntilTheOneOnTrialIsKept() throws IOException {
        load(GOOD);
        Path file = Files.writeString(folder.resolve("kiosk.yaml"), GOOD.replace("nameEn: Ting", "nameEn: Pavilion"));
        Path copy = folder.resolve("data/device-config.last-good.yaml");
        SettingsKeeper keeper = keeper(file);
        assertEquals("Pavilion", load(file, Optional.of("u1"), keeper).place().nameEn());
        assertEquals(GOOD, Files.readString(copy));
        keeper.keep();
        assertEquals(Files.readString(file), Files.readString(copy));
    }
}
