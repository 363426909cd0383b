package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineAddressTest {

    @Test
    void aHostAndAPortAreRead() {
        assertEquals(new TcpAddress("printer.local", 9100), LineAddress.parse("tcp:printer.local:9100"));
    }

    @Test
    void anIpv6HostStandsInBrackets() {
        LineAddress address = LineAddress.parse("tcp:[fe80::1]:9100");
        assertEquals(new TcpAddress("fe80::1", 9100), address);
        assertEquals("tcp:[fe80::1]:9100", address.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "tcp:", "tcp:host", "tcp:host:", "tcp::9100", "udp:host:1", "tcp:fe80::1:9100", "tcp:[host]:1", "tcp:host:1 ",
        "serial:ttyS0", "serial:/dev/ttyS0@", "serial:/dev/ttyS0@9600,dtr", "serial:/dev/tty S0", "file:", "file:usb/lp0", "file:/dev/usb/lp0 "
    })
    void whatIsNoAddressIsRefusedInOneSentence(String written) {
        var refused = assertThrows(IllegalArgumentException.class, () -> LineAddress.parse(written));
        assertEquals("a line is written " + LineAddress.FORMS + ", not " + written, refused.getMessage());
    }

    @Test
    void aSerialPortHasItsRateAndItsFlowControl() {
        assertEquals(new SerialAddress("/dev/ttyS0", 115_200, SerialAddress.Flow.NONE), LineAddress.parse("serial:/dev/ttyS0"));
        LineAddress printer = LineAddress.parse("serial:/dev/serial/by-id/usb-Maker_Printer-if00@9600,rtscts");
        assertEquals(new SerialAddress("/dev/serial/by-id/usb-Maker_Printer-if00", 9_600, SerialAddress.Flow.RTSCTS), printer);
        assertEquals("serial:/dev/serial/by-id/usb-Maker_Printer-if00@9600,rtscts", printer.toString());
    }

    /** It would be taken and do nothing: a printer that says it is busy would be written to all the same. */
    @Test
    void flowControlThatLinuxDoesNotKnowIsRefusedWithWhatToDoInstead() {
        var refused = assertThrows(IllegalArgumentException.class, () -> LineAddress.parse("serial:/dev/ttyS0@9600,dtrdsr"));
        assertEquals("Linux heeds no dtrdsr: wire the printer's BUSY to CTS and say rtscts, not serial:/dev/ttyS0@9600,dtrdsr", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial:/dev/ttyS0@299", "serial:/dev/ttyS0@4000001"})
    void aRateThatNoPortHasIsRefused(String written) {
        assertThrows(IllegalArgumentException.class, () -> LineAddress.parse(written));
    }

    @Test
    void aDeviceFileIsNamedByItsPath() {
        assertEquals(new FileAddress("/dev/usb/lp0"), LineAddress.parse("file:/dev/usb/lp0"));
        assertFalse(LineAddress.parse("file:/dev/usb/lp0").isLoopback());
        assertTrue(LineAddress.parse("serial:/dev/pts/3").isLoopback(), "a pseudo-terminal of this machine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp:host:0", "tcp:host:65536", "tcp:host:99999"})
    void aPortOutsideTheRangeIsRefused(String written) {
        assertThrows(IllegalArgumentException.class, () -> LineAddress.parse(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.1", "2130706433", "192.0.2.256", "192.0.2.7.", "1.2.3.4.5"})
    void anAddressWrittenByHalvesIsRefused(String host) {
        var refused = assertThrows(IllegalArgumentException.class, () -> LineAddress.parse("tcp:" + host + ":9100"));
        assertEquals("an IPv4 address is four numbers up to 255, not " + host, refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "tcp:127.0.0.1:1", "tcp:127.9.9.9:1", "tcp:localhost:1", "tcp:LocalHost.:1", "tcp:printer.localhost:1", "tcp:ip6-localhost:1",
        "tcp:[::1]:1", "tcp:[::ffff:7f00:1]:1", "tcp:0.0.0.0:1", "tcp:[::]:1"
    })
    void whatNeverLeavesThisMachineIsLoopback(String written) {
        assertTrue(LineAddress.parse(written).isLoopback());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp:192.0.2.7:9100", "tcp:[2001:db8::7]:9100", "tcp:[::::]:9100"})
    void whatLeavesThisMachineOrIsNoAddressIsNot(String written) {
        assertFalse(LineAddress.parse(written).isLoopback());
    }

    /** A look-up of a name under .invalid (RFC 2606) would wait for the network, and fail. */
    @Test
    void aNameIsNotLookedUp() {
        assertFalse(LineAddress.parse("tcp:printer.invalid:9100").isLoopback());
    }
}
