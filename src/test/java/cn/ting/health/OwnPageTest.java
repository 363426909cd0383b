package cn.ting.health;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** Whether the kiosk's own page answers, found out without taking the screen from anybody. */
class OwnPageTest {

    @Test
    void aPageThatTakesTheScreenFromNobodyIsAskedFor() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int[] status = {200};
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/busy") ? status[0] : 400, -1);
            exchange.close();
        });
        server.start();
        OwnPage own = new OwnPage(() -> server.getAddress().getPort());
        assertTrue(own.answers());
        status[0] = 500;
        assertFalse(own.answers());
        server.stop(0);
        assertFalse(own.answers());
    }
}
