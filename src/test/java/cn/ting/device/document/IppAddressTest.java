package cn.ting.device.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IppAddressTest {

    @Test
    void thePortIs631WhereNoneIsGiven() {
        IppAddress address = IppAddress.parse("ipp://printer.local/ipp/print");
        assertEquals("tcp:printer.local:631", address.line());
        assertEquals("ipp://printer.local:631/ipp/print", address.toString());
    }

    @Test
    void anAddressOfIpv6StandsInBrackets() {
        IppAddress address = IppAddress.parse("ipp://[fe80::1]:8631/");
        assertEquals("tcp:[fe80::1]:8631", address.line());
        assertEquals("[fe80::1]:8631", address.authority());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "tcp:127.0.0.1:631", "http://printer/ipp", "ipps://printer/ipp", "ipp://printer", "ipp:///ipp", "ipp://printer:0/ipp",
        "ipp://printer:99999/ipp", "ipp://300.1.1.1/ipp", "ipp://printer/a b", "ipp://printer/\r\nX: y", "ipp://printer/100%", "ipp://user@printer/ipp"
    })
    void anythingElseIsRefused(String address) {
        assertThrows(IllegalArgumentException.class, () -> new IppDriver(null, null).checkAddress(address));
    }
}
