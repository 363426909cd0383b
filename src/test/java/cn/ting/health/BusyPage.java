package cn.ting.health;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The one page by which it is found out whether a kiosk's pages answer. */
final class BusyPage {

    private BusyPage() {}

    /** On a free port of loopback, started. */
    static HttpServer answering(HttpHandler handler) throws IOException {
        HttpServer page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        page.createContext("/busy", handler);
        page.start();
        return page;
    }
}
