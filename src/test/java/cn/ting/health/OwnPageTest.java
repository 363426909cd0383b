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
    void the_page_is_asked_for_nothing_to_be_shown() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int[] status = {204};
        server.createContext("/", exchange -> {
            boolean asked = exchange.getRequestURI().getPath().equals("/") && "empty".equals(exchange.getRequestHeaders().getFirst("Sec-Fetch-Dest"));
            exchange.sendResponseHeaders(asked ? status[0] : 400, -1);
            exchange.close();
        });
        server.start();
        OwnPage own = new OwnPage(server.getAddress().getPort());
        assertTrue(own.answers());
        status[0] = 500;
        assertFalse(own.answers());
        server.stop(0);
        assertFalse(own.answers());
    }
}
